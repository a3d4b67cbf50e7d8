"""The names of a configuration with all that is known of each: patterns, sex, given names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model.topics import Name
from monitor.words.folding import fold
from monitor.words.names import given, patterns, sounding, sounds
from monitor.words.names.parts import PARTICLES, Spelling, spellings_of

_UKRAINIAN = re.compile(r"[їєґ]|[сцз]ьк")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Owner:
    """Whose name it is."""

    key: str
    is_person: bool
    #: "m" or "f"; "" of things.
    sex: str
    #: Numbers of the person's given names in the table; empty: none is known.
    given: frozenset[int]
    #: Folded spellings of the given names, to compare initials with.
    firsts: frozenset[str]
    #: Folded words that, adjacent, make it somebody else.
    not_with: frozenset[str]
    surname_alone: bool
    #: Whether the spellings come from both sides of the reduction of vowels (Russian and Belarusian).
    is_settled: bool
    patterns: tuple[patterns.Pattern, ...]


def owners_of(names: Iterable[Name]) -> tuple[list[Owner], given.Given]:
    """Return the owners and a table of given names that knows theirs too."""
    names = list(names)
    lines = given.shipped_lines()
    all_given = [_all_given(spellings_of(name)) if name.kind == "person" else () for name in names]
    owners = [_owner(name, len(lines) + number, lines) for number, name in enumerate(names)]
    return owners, given.build(all_given, known=given.shipped())


def _all_given(spellings: Iterable[Spelling]) -> tuple[str, ...]:
    return tuple(word for spelling in spellings for word in spelling.given)


def _firsts(spellings: Iterable[Spelling]) -> tuple[str, ...]:
    return tuple(word for spelling in spellings for word in spelling.given[:1])


def _owner(name: Name, number: int, lines: Sequence[given.Line]) -> Owner:
    is_person = name.kind == "person" and not patterns.is_known_whole(name)
    spellings = spellings_of(name) if is_person else []
    groups = _groups(spellings)
    sex = sounding.sex_of(spellings, (lines[group].sex for group in groups)) if is_person else ""
    firsts = set(map(fold, _firsts(spellings)))
    firsts |= {fold(word) for group in groups for word in lines[group].spellings if lines[group].sex == sex}
    middle = {number} if any(spelling.given for spelling in spellings) else set()
    return Owner(
        key=name.key,
        is_person=is_person,
        sex=sex,
        given=frozenset({*middle, *(group for group in groups if lines[group].sex == sex)}),
        firsts=frozenset(firsts),
        not_with=frozenset(fold(word) for word in name.not_with),
        surname_alone=name.surname_alone,
        is_settled=_is_settled(spellings if is_person else (Spelling((), (s,)) for s in name.also)),
        patterns=tuple(patterns.of_person(name, sex) if is_person else patterns.of_thing(name)),
    )


def _groups(spellings: Iterable[Spelling]) -> frozenset[int]:
    """Return the lines of the table of given names in which a person's given name stands."""
    table = given.shipped()
    return frozenset(
        group for word in _firsts(spellings) for group in table.find(word, "", is_nominative=True)
    )


def _is_settled(spellings: Iterable[Spelling]) -> bool:
    cyrillic = [spelling.surname[-1] for spelling in spellings if sounds.is_cyrillic(spelling.surname[-1])]
    return len(cyrillic) > 1 and not any(_UKRAINIAN.search(word.casefold()) for word in cyrillic)


def is_particle(word: str) -> bool:
    """Tell whether a word begins a surname rather than stands before one."""
    return word.casefold() in PARTICLES
