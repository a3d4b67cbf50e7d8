"""How a surname is written in Latin letters, which in English decides where its sound is too little. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import product

from monitor.words.names import sounds
from monitor.words.names.patterns import Pattern
from monitor.words.names.romanise import SYSTEMS, levelled, romanise

#: A surname of so many consonants sounds like many an English word: Karnei, Carney.
SHORT = 3
#: With fewer, even a letter doubled or not makes it another word: Maas, Mass, but Kellogg, Kellog.
_SHORTEST = 2
#: Radosław, Sikorski, Trzaskowski; German is what has W alone: Wolodymyr Selenski.
_POLISH = re.compile(r"[łńśźż]|(?<!^)w|cz|rz|sz")
_DOUBLED = re.compile(r"(.)\1")


def is_written_as(form: str, spellings: frozenset[str], size: int) -> bool:
    """Tell whether a word in Latin letters is one of the levelled spellings; `size`: the consonants."""
    own = levelled(form)
    if own in spellings or size <= _SHORTEST:
        return own in spellings
    return _DOUBLED.sub(r"\1", own) in {_DOUBLED.sub(r"\1", spelling) for spelling in spellings}


def is_polish(names: Iterable[Sequence[str]]) -> bool:
    """Tell whether a surname in -ski is Polish, by letters of the name that only Polish has before it."""
    latin = [[word.casefold() for word in words] for words in names if not sounds.is_cyrillic(words[-1])]
    if not latin or not all(words[-1].endswith(("ski", "cki")) for words in latin):
        return False
    return any(_POLISH.search(word) for words in latin for word in words)


def is_short(found: Iterable[Pattern]) -> bool:
    """Tell whether a surname in one of its sounds has few consonants."""
    return any(len(sound.consonants) <= SHORT for p in found for sound in p.words[-1].sounds)


def written(surnames: Iterable[str]) -> frozenset[str]:
    """Return a surname's spellings in Latin letters, levelled: those given, and the others romanised."""
    ways = tuple(product(SYSTEMS, (True, False)))
    return frozenset(
        levelled(spelling)
        for surname in surnames
        for spelling in (
            (romanise(surname, system, is_belarusian=own) for system, own in ways)
            if sounds.is_cyrillic(surname)
            else (surname,)
        )
    )


def is_latin(surnames: Iterable[str]) -> bool:
    """Tell whether a surname is at home in Latin letters: Booker, which no one would make of Букер."""
    spellings = set(surnames)
    cyrillic = {word for word in spellings if sounds.is_cyrillic(word)}
    romanised = {
        romanise(word, "en", is_belarusian=is_belarusian)
        for word in cyrillic
        for is_belarusian in (True, False)
    }
    return bool(cyrillic) and {levelled(word) for word in spellings - cyrillic}.isdisjoint(
        map(levelled, romanised)
    )
