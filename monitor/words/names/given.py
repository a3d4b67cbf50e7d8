"""Given names: which one a word is, in any spelling, script and case, and whose sex it tells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.written import Written, nominatives

#: What may follow the last consonant of a given name's stem in one case or another of our languages.
_REST = re.compile(r"[aeiou]{0,4}(?:s|m|vs|vi|v|h[aeo]|m[aou]|mi|j)?")
_SHORT_REST = re.compile(r"[aeiou]{0,2}(?:m|s|mi|vi)?")
#: Words remembered: those that stood before a surname.
_REMEMBERED = 5_000
#: Consonants of a name that stays itself when its vowels are written otherwise.
_LONG_STEM = 3
_SEXES = {"men": "m", "women": "f"}
#: The Lithuanian endings of men, and the consonants that a name has without them at least.
_LITHUANIAN = re.compile(r"(?:as|is|ys|us)$")
_LEAST_STEM = 2
#: Endings that begin with a soft vowel, in any case and in the nominative.
_SOFT = re.compile(r"(?:[иіы][яюї]|[iyj][aą]|ii|ии|ії)$")
_SOFT_NOMINATIVE = re.compile(r"(?:[иіыеєэая]й|[иіыеё]я|й|ь|ья|[iyj]|[iyj]a|us|is|ie|ll[iy]a)$")


@dataclass(frozen=True, slots=True)
class _Known:
    """One sound of a given name."""

    slots: tuple[str, ...]
    #: Vowels behind the last consonant in the nominative.
    rest: str
    #: Number of the line it stands in: the name, whatever the language.
    name: int
    #: Whether its endings begin with a soft vowel: Мария, Виктория, Дмитрий, but not Виктор.
    is_soft: bool


@dataclass(frozen=True)
class Given:
    """A table of given names by their consonants."""

    by_consonants: dict[str, list[_Known]]
    #: The spellings of each name, by its number.
    spellings: tuple[tuple[str, ...], ...]
    #: What was found last, by word, language, and whether in the nominative only.
    remembered: dict[tuple[str, str, bool], frozenset[int]] = field(default_factory=dict)

    @cached_property
    def written(self) -> Written:
        """Return all spellings, to tell words that are given names from words that sound like one."""
        return Written(spelling for spellings in self.spellings for spelling in spellings)

    @cached_property
    def spelled(self) -> frozenset[str]:
        """Return all spellings, letter by letter, in lower case."""
        return frozenset(spelling.casefold() for spellings in self.spellings for spelling in spellings)

    def find(self, word: str, language: str, *, is_nominative: bool = False) -> frozenset[int]:
        """Return the given names that a word, in some case or in the nominative, may be."""
        asked = (word, language, is_nominative)
        found = self.remembered.get(asked)
        if found is None:
            if len(self.remembered) >= _REMEMBERED:
                self.remembered.clear()
            found = self.remembered[asked] = self._find(word, language, is_nominative=is_nominative)
        return found

    def find_anyway(self, word: str, language: str) -> frozenset[int]:
        """Return the given names that a word, in some case, may be, everyday word or not: Kai, of Kaja."""
        lowered = word.casefold()
        found = self._sounding(lowered, language, is_nominative=False)
        return found.union(*(self.find_whole(own, language) for own in nominatives(lowered, language)))

    def find_whole(self, word: str, language: str) -> frozenset[int]:
        """Return the given names that a word is in the nominative, ordinary word or not: Роман."""
        return self._sounding(word.casefold(), language, is_nominative=True)

    def _find(self, word: str, language: str, *, is_nominative: bool) -> frozenset[int]:
        lowered = word.casefold()
        if len(lowered) == 1 or lowered in _never():
            return frozenset()
        if is_nominative:
            return self._sounding(lowered, language, is_nominative=True)
        return self.find_anyway(word, language)

    def _sounding(self, lowered: str, language: str, *, is_nominative: bool) -> frozenset[int]:
        found: set[int] = set()
        for heard in sounds.readings(lowered.removesuffix("'s").removesuffix("’s"), language):
            found.update(
                self._heard(heard, is_soft=_SOFT.search(lowered) is not None, is_nominative=is_nominative)
            )
        return frozenset(found)

    def _heard(self, heard: str, *, is_soft: bool, is_nominative: bool) -> Iterable[int]:
        consonants, vowels = sounds.split(heard)
        if not consonants:  # Joe
            yield from (known.name for known in self.by_consonants.get("", ()) if known.rest == heard)
        for size in range(len(consonants), max(0, len(consonants) - 3), -1):
            rest = sounds.rest(consonants, vowels, size)
            for known in self.by_consonants.get(consonants[:size], ()):
                if (is_soft and not known.is_soft) or (is_nominative and rest != known.rest):
                    continue
                if _fits(known, vowels[:size], rest):
                    yield known.name


def _fits(known: _Known, slots: tuple[str, ...], rest: str) -> bool:
    if len(slots) < _LONG_STEM:
        is_ending = rest.startswith(known.rest[:-1]) and _SHORT_REST.fullmatch(rest) is not None
        return slots == known.slots and (rest == known.rest or is_ending)
    for number, (slot, own) in enumerate(zip(slots, known.slots, strict=True)):
        is_fleeting = number == len(slots) - 1 and {slot, own} <= {"", "a", "e", "o"}
        if not (sounds.are_alike(slot, own) or is_fleeting):
            return False
    return _REST.fullmatch(rest) is not None


def _entries_of(spelling: str, name: int) -> Iterable[tuple[str, _Known]]:
    """Return the consonants and the sounds of one spelling of a given name."""
    lowered, bare = spelling.casefold(), fold(spelling)
    # Who has no š writes s: Ausrine.
    plain = sounds.readings(bare, "en") if bare.isascii() and bare != lowered else ()
    for heard in dict.fromkeys((*sounds.readings(lowered, "en"), *plain)):
        consonants, vowels = sounds.split(heard)
        if len(heard) == 1:
            continue
        is_soft = _SOFT_NOMINATIVE.search(spelling.casefold()) is not None
        yield consonants, _Known(vowels[:-1], vowels[-1], name, is_soft)
        if len(consonants) > _LEAST_STEM and consonants[-1] == "s" and _LITHUANIAN.search(spelling):
            # Gabrieliumi and Vytautui have lost the s of Gabrielius and Vytautas.
            yield consonants[:-1], _Known(vowels[:-2], vowels[-2], name, is_soft)


def build(names: Iterable[tuple[str, ...]], *, known: Given | None = None) -> Given:
    """Build a table from the spellings of each name, behind those of a table that is known already."""
    more = tuple(names)
    before = known.spellings if known else ()
    by_consonants = dict(known.by_consonants) if known else {}
    for name, spellings in enumerate(more, start=len(before)):
        for spelling in spellings:
            for consonants, entry in _entries_of(spelling, name):
                row = by_consonants.get(consonants, [])
                if entry not in row:
                    by_consonants[consonants] = [*row, entry]
    return Given(by_consonants, (*before, *more))


@dataclass(frozen=True, slots=True)
class Line:
    """One given name of the shipped list."""

    #: "m" or "f".
    sex: str
    spellings: tuple[str, ...]
    #: Pet names: they tell whose name it is, but make no initial.
    pet_names: tuple[str, ...]


def _sections() -> dict[str, list[str]]:
    """Read the lines of the shipped list by what stands above them in brackets: men, women, never."""
    sections: dict[str, list[str]] = {}
    for line in files("monitor.words.names").joinpath("given.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            sections[line.strip("[] ")] = []
        elif line and not line.startswith("#"):
            sections[next(reversed(sections))].append(line)
    return sections


@cache
def _never() -> frozenset[str]:
    """Return the words, in lower case, that are never a given name."""
    return frozenset(word for line in _sections()["never"] for word in line.casefold().split())


def is_never(word: str) -> bool:
    """Tell whether a word is hardly ever a given name, whatever it sounds like."""
    return word.casefold() in _never()


@cache
def shipped_lines() -> tuple[Line, ...]:
    """Return the given names that come with the program."""
    return tuple(
        Line(sex, tuple(spellings.split()), tuple(pet_names.split()))
        for section, sex in _SEXES.items()
        for spellings, _, pet_names in (line.partition("/") for line in _sections()[section])
    )


def sex_of(name: int) -> str:
    """Return "m" or "f" by the number of a name in the shipped list; "" of one that is not in it."""
    lines = shipped_lines()
    return lines[name].sex if name < len(lines) else ""


@cache
def shipped() -> Given:
    """Return the table of the given names that come with the program."""
    return build((*line.spellings, *line.pet_names) for line in shipped_lines())
