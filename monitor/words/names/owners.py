"""The names of a configuration with all that is known of each: patterns, sex, given names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model.topics import Name
from monitor.words.folding import fold
from monitor.words.names import context, eastern, given, kinds, latin, patterns, sounds
from monitor.words.names.parts import Spelling, is_family_first, is_junior, spellings_of

_UKRAINIAN = re.compile(r"[їєґ]|[сцз]ьк|и.*і|і.*и")
#: Letters that Belarusian has not, an о that is not stressed, or a в where it has ў: Данілов.
_NOT_BELARUSIAN = re.compile(r"[иїєґщъ]|о\w*о|[аеёоуыэюяі]в(?![аеёіоуыэюяьў'])")
_VOWEL = re.compile(r"[аеёиоуыэюяіїє]", re.IGNORECASE)
#: Vowels of a word one of which is not stressed.
_REDUCIBLE = 2


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
    #: Those of them that are given with the name.
    own_firsts: frozenset[str]
    #: Folded words that, adjacent, make it somebody else.
    not_with: frozenset[str]
    surname_alone: bool
    #: Whether the name is given as that of the younger: Robert F. Kennedy Jr.
    is_junior: bool
    #: Folded spellings of the surname, its last word; of a thing, those of one word.
    surnames: frozenset[str]
    #: Whether the surname stands before the given name: Xi Jinping.
    is_family_first: bool
    #: Folded words of the given names; only of who has the surname before them.
    given_words: frozenset[str]
    #: Words of the longest of the given names.
    given_size: int
    #: Whether it is a place.
    is_place: bool
    #: Whether the surname is a given name too: Pavel, Warren.
    is_given: bool
    #: Whether the surname is a town too: Kaunas.
    is_town: bool
    #: Whether the surname looks like an adjective: Мирный, Тихановский.
    is_adjective: bool
    #: Whether the spellings come from both sides of the reduction of vowels (Russian and Belarusian).
    is_settled: bool
    #: Whether the surname is at home in Latin letters: Booker, which is not how Букер would be romanised.
    is_latin: bool
    #: Whether the surname is a Polish one in -ski, which is -sky nowhere: Sikorski.
    is_polish: bool
    #: How a surname of few consonants is written in Latin letters, levelled; empty of longer ones.
    written: frozenset[str]
    patterns: tuple[patterns.Pattern, ...]


def is_in_a_case(word: str, owner: Owner) -> bool:
    """Tell whether a surname as written ends otherwise than each spelling that is given in its script."""
    script = sounds.is_cyrillic(word)
    return all(
        surname[-1:] != fold(word)[-1:] for surname in owner.surnames if sounds.is_cyrillic(surname) == script
    )


def owners_of(names: Iterable[Name]) -> tuple[list[Owner], given.Given]:
    """Return the owners and a table of given names that knows theirs too."""
    names = list(names)
    lines = given.shipped_lines()
    all_given = [_all_given(name) if name.kind == "person" else () for name in names]
    owners = [_owner(name, len(lines) + number, lines) for number, name in enumerate(names)]
    return owners, given.build(all_given, known=given.shipped())


def _all_given(name: Name) -> tuple[str, ...]:
    way = eastern.spellings_of_given if is_family_first(name) else tuple
    return tuple(word for spelling in spellings_of(name) for word in way(spelling.given))


def _firsts(spellings: Iterable[Spelling]) -> tuple[str, ...]:
    return tuple(word for spelling in spellings for word in spelling.given[:1])


def _owner(name: Name, number: int, lines: Sequence[given.Line]) -> Owner:
    is_person = name.kind == "person" and not patterns.is_known_whole(name)
    is_reversed = is_person and is_family_first(name)
    spellings = spellings_of(name) if is_person else []
    groups = _groups(spellings)
    sex = kinds.sex_of(spellings, _sexes(spellings, groups, lines)) if is_person else ""
    own_firsts = firsts = frozenset(map(fold, _firsts(spellings)))
    surnames = {fold(spelling.surname[-1]) for spelling in spellings}
    things = {fold(written) for written in (name.name, *name.also) if not is_person and " " not in written}
    found = tuple(patterns.of_person(name, sex) if is_person else patterns.of_thing(name))
    literal = tuple(patterns.of_literal(name))
    firsts |= {fold(word) for group in groups for word in lines[group].spellings if lines[group].sex == sex}
    own = {number} if any(spelling.given for spelling in spellings) else set()
    return Owner(
        key=name.key,
        is_person=is_person,
        sex=sex,
        given=frozenset({*own, *(group for group in groups if lines[group].sex == sex)}),
        firsts=firsts,
        own_firsts=own_firsts,
        not_with=frozenset(fold(word) for word in name.not_with),
        surname_alone=name.surname_alone,
        is_junior=any(map(is_junior, (name.name, *name.also))),
        surnames=frozenset(surnames or things),
        is_family_first=is_reversed,
        given_words=frozenset(map(fold, _all_given(name))) if is_reversed else frozenset(),
        given_size=max((len(spelling.given) for spelling in spellings), default=0),
        is_place=name.kind == "place",
        is_given=any(map(given.shipped().written.has_whole, surnames)),
        is_town=any(map(context.is_town, surnames)),
        is_adjective=any(sound.kind == "adjective" for p in found for sound in p.words[-1].sounds),
        is_settled=_is_settled(spellings if is_person else (Spelling((), (s,)) for s in name.also)),
        is_latin=latin.is_latin(spelling.surname[-1] for spelling in spellings),
        is_polish=latin.is_polish((*spelling.given, *spelling.surname) for spelling in spellings),
        written=latin.written(s.surname[-1] for s in spellings) if latin.is_short(found) else frozenset(),
        patterns=(*found, *literal),
    )


def _sexes(spellings: Iterable[Spelling], groups: frozenset[int], lines: Sequence[given.Line]) -> list[str]:
    """Return the sexes of the lines that have a given name as it is written, or else of those that sound so.

    Александра sounds as the genitive of a man's name does. What only sounds so must do it in half of the
    spellings at least: Рыка, who is Rico and Рико, is no Riikka.
    """
    firsts = _firsts(spellings)
    literal = [lines[group].sex for group in groups if not set(firsts).isdisjoint(lines[group].spellings)]
    if literal:
        return literal
    heard = [_sounding(first) for first in firsts]
    return [lines[group].sex for group in groups if 2 * sum(group in found for found in heard) >= len(heard)]


def _groups(spellings: Iterable[Spelling]) -> frozenset[int]:
    """Return the lines of the table of given names in which a person's given name stands."""
    return frozenset(group for word in _firsts(spellings) for group in _sounding(word))


def _sounding(word: str) -> frozenset[int]:
    return given.shipped().find(word, "", is_nominative=True)


def _is_settled(spellings: Iterable[Spelling]) -> bool:
    cyrillic = [spelling for spelling in spellings if sounds.is_cyrillic(spelling.surname[-1])]
    whole = [" ".join((*spelling.given, *spelling.surname)).casefold() for spelling in cyrillic]
    are_two = len({spelling.surname for spelling in cyrillic}) > 1
    if not are_two and cyrillic and all(len(_VOWEL.findall(s.surname[-1])) < _REDUCIBLE for s in cyrillic):
        return len(cyrillic) > 1  # Мерц, Мерц: a vowel alone bears the stress
    if not are_two or all(_NOT_BELARUSIAN.search(words) for words in whole):
        return False  # Фёдоров, Федоров: Фёдараў is still to come
    return not any(_UKRAINIAN.search(words) for words in whole)
