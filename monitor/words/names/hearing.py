"""What one written word may be: which names' stems it sounds like, with an ending that their language has."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.words.names import sounds
from monitor.words.names.owners import Owner
from monitor.words.names.patterns import Pattern, Sound

#: The languages whose endings Cyrillic words may have; Latin words in their texts may have any.
_CYRILLIC_LANGUAGES = ("ru", "be", "uk")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
#: Latin letters only: Kellogg's, Coale'as, Kennedy'ego; Cyrillic has apostrophes inside of words.
_APOSTROPHE = re.compile(r"(?<=[a-zß-ɏA-ZÀ-Þ]{3})['’ʼ][^\W\d_]{0,4}$")
_ADJECTIVAL = re.compile(r"[иіы]й$")
#: Consonants of a stem that bears another vowel and is still nobody else's.
_LONG_STEM = 4
#: An ending adds three consonants at most (Тихановскими, Lukašenkienės).
_MOST_IN_ENDING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A sound in the index, and whose it is."""

    owner: Owner
    pattern: Pattern
    sound: Sound


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """A word that sounds like a name."""

    owner: Owner
    pattern: Pattern
    #: Vowels written otherwise than in any spelling given, beyond what the stem's length allows.
    doubt: int
    is_possessive: bool


def ending_languages(form: str, language: str) -> tuple[str, ...]:
    """Return the languages whose endings a word of a text may have; "" is any."""
    if sounds.is_cyrillic(form):
        return _CYRILLIC_LANGUAGES
    return ("",) if language in ("ru", "uk", "bg", "mk") else (language,)


def hear(
    form: str, language: str, by_consonants: dict[str, list[Heard]], beginnings: frozenset[str]
) -> tuple[Hearing, ...]:
    """Return the names whose anchor a capitalised word may be."""
    best: dict[tuple[int, int], Hearing] = {}
    bare = _APOSTROPHE.sub("", form)
    for reading in sounds.readings_that_begin(bare.casefold(), language, beginnings):
        consonants, vowels = sounds.split(reading)
        for size in range(len(consonants), max(0, len(consonants) - _MOST_IN_ENDING - 1), -1):
            for heard in by_consonants.get(consonants[:size], ()):
                doubt = sound_doubt(
                    heard.sound, vowels, consonants, form=form, language=language, owner=heard.owner
                )
                if doubt is None or (heard.pattern.is_acronym and not bare.isupper()):
                    continue
                key = (id(heard.owner), id(heard.pattern))
                if key not in best or doubt < best[key].doubt:
                    best[key] = Hearing(
                        heard.owner, heard.pattern, doubt, _POSSESSIVE.search(form) is not None
                    )
    return tuple(best.values())


def fits(word: Sequence[Sound], form: str, language: str, owner: Owner) -> bool:
    """Tell whether a word of a text may be this word of a name."""
    return any(
        sound_doubt(sound, vowels, consonants, form=form, language=language, owner=owner) == 0
        for consonants, vowels in _cuts(_APOSTROPHE.sub("", form), language)
        for sound in word
        if consonants.startswith(sound.consonants)
        and len(consonants) <= len(sound.consonants) + _MOST_IN_ENDING
    )


def _cuts(form: str, language: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    return [sounds.split(heard) for heard in sounds.readings(form.casefold(), language)]


def sound_doubt(
    sound: Sound, vowels: tuple[str, ...], consonants: str, *, form: str, language: str, owner: Owner
) -> int | None:
    """Return how doubtful it is that a word has this stem, 0 for not at all; None when it has not."""
    size = len(sound.consonants)
    rest = vowels[size] + "".join(map(str.__add__, consonants[size:], vowels[size + 1 :]))
    if not any(rest in sound.endings(known) for known in ending_languages(form, language)):
        return None
    if rest == "i" and not _has_right_i(sound, form, language):
        return None
    differing = 0
    for known, slot in zip(sound.slots, vowels, strict=False):
        if slot not in known:
            if language == "uk" and slot == "i" and "e" in known:
                continue  # Біляцький, Беляцкий
            if not any(sounds.are_alike(slot, other) for other in known):
                return None
            differing += 1
    return max(0, differing - _allowed(size, form, owner))


def _has_right_i(sound: Sound, form: str, language: str) -> bool:
    """Tell endings apart that sound alike: -ий is a man's, -ій a woman's, -ский and -скі no case of Минск."""
    if not sounds.is_cyrillic(form):
        return True
    lowered = form.casefold()
    if sound.kind == "adjective":
        return lowered.endswith("ій") == (sound.sex == "f")
    if sound.kind == "consonant":
        return language == "uk" and lowered.endswith("і")
    return sound.kind not in ("a", "o") or not _ADJECTIVAL.search(lowered)


def _allowed(size: int, form: str, owner: Owner) -> int:
    """Return how many unstressed vowels of a stem may be written otherwise than in the spellings given."""
    if owner.is_settled:
        return int(owner.is_person and size >= _LONG_STEM and not sounds.is_cyrillic(form))
    return max(0, size - (2 if owner.is_person else 3))
