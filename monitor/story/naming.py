"""Whether two items name different people or places, in whatever languages. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from monitor.story.vectors import Vector

#: What remains of a similarity when each title names somebody of whom the other item says nothing; when the
#: names file has both.
_TITLED = 0.7
_TITLED_LISTED = 0.6
#: With this begin the terms of names of the names file.
_LISTED = "n"
#: Names of fewer consonants may be anybody's, and from this ratio of equal ones on two may be one name.
_FEWEST, _ALIKE = 3, 0.5
_REMEMBERED = 10_000


def named_alike(one: Vector, other: Vector) -> float:
    """Return what remains of a similarity: less when each title names somebody of whom the other is silent.

    One of them is enough when the names file has both; of other names all, since these may be written in many
    ways, and in two languages no name of the other item may sound even remotely like them.
    """
    if not (one.titled_names and other.titled_names):
        return 1.0
    first, second = one.titled_names - other.names, other.titled_names - one.names
    if not (first and second):
        return 1.0
    if any(name[0] == _LISTED for name in first) and any(name[0] == _LISTED for name in second):
        return _TITLED_LISTED
    if len(first) < len(one.titled_names) or len(second) < len(other.titled_names):
        return 1.0
    if one.language != other.language and (_sound_like(first, other.names) or _sound_like(second, one.names)):
        return 1.0
    return _TITLED


def _sound_like(names: Iterable[str], others: Iterable[str]) -> bool:
    return any(_may_be_one(name, other) for name in names for other in others)


@lru_cache(maxsize=_REMEMBERED)
def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two names may be one that two languages write: the consonants of Coale, of Коўл."""
    if _LISTED in (one[0], other[0]):
        return False  # the names file has all ways to write it
    sounds = one.partition(":")[2], other.partition(":")[2]
    if min(map(len, sounds)) < _FEWEST:
        return True
    matcher = SequenceMatcher(None, *sounds, False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE  # quick is never less
