"""How many vowels of a word may be written otherwise than in the spellings of a name. Pure."""

from monitor.words.names import sounds
from monitor.words.names.owners import Owner
from monitor.words.names.sounding import Sound

#: Of the places for vowels, the one before the first consonant is 0.
_FIRST_SYLLABLE = 1
#: Consonants of a stem that bears another vowel and is still nobody else's.
_LONG_STEM = 4
#: The same, in any script, of persons and of things: Белнафтохім.
_VERY_LONG_STEM = 6


def vowel_doubt(sound: Sound, vowels: tuple[str, ...], language: str) -> int | None:
    """Return how many vowels of a stem differ from every spelling given; None when one is another sound."""
    differing = 0
    for number, (known, slot) in enumerate(zip(sound.slots, vowels, strict=False)):
        if slot in known or (language == "uk" and _is_ukrainian(slot, known, number)):
            continue
        if not any(sounds.are_alike(slot, other) for other in known):
            return None
        differing += 1
    return differing


def _is_ukrainian(slot: str, known: set[str], number: int) -> bool:
    """Tell whether a vowel is what Ukrainian makes of those that are known: Біляцький, Гутерреш.

    An е that all others have stays one, but in the first syllable: Білоус; Зелінська is no Зеленська.
    """
    if slot == "i" and known == {"e"}:
        return number <= _FIRST_SYLLABLE
    return {"i": "e", "e": "i"}.get(slot) in known


def allowed_doubt(size: int, form: str, owner: Owner) -> int:
    """Return how many unstressed vowels of a stem may be written otherwise than in the spellings given."""
    if owner.is_latin and not sounds.is_cyrillic(form):
        return 0  # Baker is no Booker
    if owner.is_settled:
        least = _LONG_STEM if owner.is_person and not sounds.is_cyrillic(form) else _VERY_LONG_STEM
        return int(size >= least)
    return max(0, size - (2 if owner.is_person else 3))
