"""By what items are understood, as one word: another one when any code, list or name has changed."""

from collections.abc import Iterable
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from pathlib import Path

from monitor.model.topics import Name
from monitor.words.keys import FOREIGN_RULES

#: The packages that say what an item is about and what it weighs, and pack that.
_PACKAGES = ("story", "words")
_KINDS = (".py", ".txt")
_PROGRAM = Path(__file__).parents[1]

_LENGTH = 12


def version_of(names: Iterable[Name], *, program: Path = _PROGRAM) -> str:
    """Return the version of what is packed: equal as long as items would be understood alike.

    `program` is the directory of the packages. Any change of their files is taken for one that matters:
    nobody has to remember which rule of which language is behind which term.
    """
    spellings = sorted(repr(astuple(name)) for name in names)
    parts = "\0".join((_digest(program), FOREIGN_RULES, *spellings))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


@cache
def _digest(program: Path) -> str:
    """Return what is another one when any file of the packages is."""
    found = sha256()
    for file in sorted(file for package in _PACKAGES for file in (program / package).rglob("*")):
        if file.suffix in _KINDS:
            found.update(f"{file.relative_to(program)}\0".encode() + sha256(file.read_bytes()).digest())
    return found.hexdigest()
