"""The words of `context.txt`, by the names that stand above them in brackets."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from monitor.words.folding import fold

#: Words that are as short as this must be whole.
_WHOLE = 3


class Words:
    """Words to look up, kept as sums of eight bytes: in a set of strings they take fifteen times as much."""

    __slots__ = ("_sums",)

    def __init__(self, words: Iterable[str]) -> None:
        self._sums = array("q", sorted(set(map(hash, words))))

    def __contains__(self, word: str) -> bool:
        """Tell whether a word is one of them: that another has its sum happens once in 2 ** 50 look-ups."""
        wanted = hash(word)
        at = bisect_left(self._sums, wanted)
        return at < len(self._sums) and self._sums[at] == wanted


def beginnings(name: str) -> re.Pattern[str]:
    """Return what matches folded words that begin as those of a section do."""
    folded = map(fold, _section(name))
    return re.compile("|".join(f"{re.escape(w)}$" if len(w) <= _WHOLE else re.escape(w) for w in folded))


def words(name: str) -> Words:
    """Return the words of a section as written."""
    return Words(_section(name))


def folded_words(name: str) -> Words:
    """Return the words of a section, folded."""
    return Words(map(fold, _section(name)))


def _section(name: str) -> list[str]:
    return _sections()[name].split()


@cache
def _sections() -> dict[str, str]:
    sections: dict[str, str] = {}
    text = files("monitor.words.names").joinpath("context.txt").read_text(encoding="utf-8")
    for part in re.split(r"^\[", text, flags=re.MULTILINE)[1:]:
        name, lines = part.split("]", 1)
        sections[name] = " ".join(line for line in lines.splitlines() if not line.startswith("#"))
    return sections
