"""The words of `context.txt`, by the names that stand above them in brackets."""

import re
from functools import cache
from importlib.resources import files

from monitor.words.folding import fold

#: Words that are as short as this must be whole.
_WHOLE = 3


def beginnings(name: str) -> re.Pattern[str]:
    """Return what matches folded words that begin as those of a section do."""
    folded = map(fold, _sections()[name])
    return re.compile("|".join(f"{re.escape(w)}$" if len(w) <= _WHOLE else re.escape(w) for w in folded))


def words(name: str) -> frozenset[str]:
    """Return the words of a section as written."""
    return frozenset(_sections()[name])


def folded_words(name: str) -> frozenset[str]:
    """Return the words of a section, folded."""
    return frozenset(map(fold, _sections()[name]))


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    text = files("monitor.words.names").joinpath("context.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            sections[line.strip("[] ")] = []
        elif line and not line.startswith("#"):
            sections[next(reversed(sections))] += line.split()
    return sections
