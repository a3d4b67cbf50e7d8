"""What words of the news mean in whatever language: a subject, a place, a number, a date, or nothing.

The lists lie in `lexicon/`; the head of each says how to read it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from monitor.words.folding import fold

Kind = Literal["nothing", "subject", "place", "number", "date", "unit"]

#: Letters by which Belarusian, Russian, Ukrainian and Bulgarian write one root in different ways.
_COARSE = str.maketrans("іыїйэєўґо", "ииииеевга") | dict.fromkeys(map(ord, "ьъ'"))
_FILES: tuple[tuple[str, Kind], ...] = (
    ("units", "unit"),
    ("dates", "date"),
    ("numbers", "number"),
    ("places", "place"),
    ("subjects", "subject"),
)
#: No beginning in the lists is longer, and none shorter.
_LONGEST, _SHORTEST = 18, 2
#: The words of a line that names no language.
_ANY = ""

#: (language, word) -> meaning.
_Table = dict[tuple[str, str], "Sense"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means."""

    kind: Kind
    #: Of a subject, place or unit its English name, of a number its digits; June is `m6`, Monday `w1`.
    key: str = ""
    #: Most news speaks of it, so that it tells little.
    is_common: bool = False
    #: Of a city, its country.
    country: "Sense | None" = None


class Words(NamedTuple):
    """Words of a list, coarse."""

    wholes: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> "Words":
        """Return the words of a line; a full stop ends those that are whole."""
        words = [coarse(fold(word)) for word in line.split()]
        wholes = frozenset(word[:-1] for word in words if word[-1] == ".")
        return cls(wholes, tuple(word for word in words if word[-1] != "."))

    def has(self, word: str) -> bool:
        """Tell whether a folded word is among them."""
        word = coarse(word)
        return word in self.wholes or word.startswith(self.beginnings)


NOTHING = Sense("nothing")
#: The first chain of acts: incidents, and the answers to them.
INCIDENTS = 0


def coarse(word: str) -> str:
    """Return a folded word in the letters that the East Slavic languages share."""
    return word if word.isascii() else word.translate(_COARSE)


def sense_of(form: str, word: str, language: str) -> Sense | None:
    """Return what a word means, as written and as `coarse` returns it; None when it is in no list."""
    wholes, beginnings = _tables()
    for of in (language, _ANY):
        found = (form.isupper() and wholes.get((of, "^" + word))) or wholes.get((of, word))
        if found:
            return found
        for size in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
            if known := beginnings.get((of, word[:size])):
                return known
    return None


def place_called(key: str) -> Sense | None:
    """Return the place that the lists call so in English; None when they have none."""
    return _places().get(key)


@cache
def words_beside_numbers(kind: Literal["further", "and", "over", "more", "than"]) -> frozenset[str]:
    """Return the folded words that say of a number that it comes on top of others; those that undo it.

    Before a number of which there are more stands a word of `over`, or one of `more` and one of `than`.
    """
    found = (line.split() for line in _lines("further"))
    return frozenset(fold(word) for key, *words in found if key == kind for word in words)


def places_in_chains(subject: str) -> frozenset[tuple[int, int]]:
    """Return the chains of acts that a subject may be an act of, and the how manieth, from 0."""
    return _chains().get(subject, frozenset())


@cache
def words_before_reasons(language: str) -> frozenset[str]:
    """Return the folded words of a language behind which a title gives its reason: over, из-за, dėl."""
    found = (line.split() for line in _lines("reasons"))
    return frozenset(fold(word) for of, *words in found if of == language for word in words)


def words_beside(word: str) -> "Words | None":
    """Return the words beside which a folded word means nothing: those of freedom, of `press`; None: none."""
    return next((beside for words, beside in _phrases() if words.has(word)), None)


@cache
def _phrases() -> tuple[tuple["Words", "Words"], ...]:
    halves = (line.partition("|") for line in _lines("phrases"))
    return tuple((Words.of(words), Words.of(beside)) for words, _, beside in halves)


@cache
def _chains() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for chain, line in enumerate(_lines("chains")):
        for place, acts in enumerate(line.split("|")):
            for subject in acts.split():
                found[subject] = found.get(subject, frozenset()) | {(chain, place)}
    return found


@cache
def _places() -> dict[str, Sense]:
    senses = (_sense("place", line.split()[0]) for line in _lines("places"))
    return {sense.key: sense for sense in senses}


@cache
def _tables() -> tuple[_Table, _Table]:
    """Return the meaning of whole words, those in capitals with a mark, and of beginnings."""
    wholes: _Table = {}
    beginnings: _Table = {}
    for language, *words in map(str.split, _lines("common")):
        wholes.update({(language, coarse(fold(word))): NOTHING for word in words})
    for name, kind in _FILES:
        for key, *words in map(str.split, _lines(name)):
            sense = _sense(kind, key)
            for word in words:
                language, _, bare = word.rpartition(":")
                capitals = "^" if bare.startswith("^") else ""
                table = wholes if capitals or bare.endswith(".") else beginnings
                table.setdefault((language, capitals + coarse(fold(bare.strip("^.")))), sense)
    return wholes, beginnings


def _sense(kind: Kind, key: str) -> Sense:
    own, _, country = key.partition("/")
    return Sense(kind, own.lstrip("~"), own.startswith("~"), _sense(kind, country) if country else None)


def _lines(name: str) -> Iterator[str]:
    text = files("monitor.story").joinpath(f"lexicon/{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
