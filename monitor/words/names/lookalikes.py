"""Whether a word that sounds like a surname is another by the way it is written. Pure."""

import re

from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.latin import SHORT, is_written_as
from monitor.words.names.owners import Owner
from monitor.words.names.patterns import Pattern
from monitor.words.names.sounding import Sound

_ROMANCE = frozenset({"ca", "es", "fr", "it", "pt", "ro", ""})
_HARD_C = re.compile(r"c(?![hz])")
#: The English press leaves a Polish -ski as it is.
_NOT_POLISH = ("sky", "cky")
#: Letters of a word that must be the surname as it is given.
_SHORT = 2
#: What no case of a noun ends in: Галоўная is no Галоўня.
_ADJECTIVE = re.compile(r"(?:ая|яя|ое|ее|ые)$")
_NOUNS = frozenset({"a", "o", "consonant", "possessive"})
#: What no case of Данилов ends in, unlike one of Бюлов, Bülow: в Даниловом монастыре.
_POSSESSIVE = ("овом", "евом", "ёвом")
_OF_MAN = re.compile(r"[оеё]в$")
_FOREIGN = re.compile(r"ow$")


def is_another_word(pattern: Pattern, sound: Sound, form: str, *, language: str, owner: Owner) -> bool:
    """Tell whether a word in Latin letters only sounds as a person's surname does.

    In English, of a short one: Mass, Maas; Can, Qiang. And of one from another script, whose k only Romance
    languages write as c: Carney, Karnei.
    """
    if not owner.is_person or len(pattern.words) > 1 or sounds.is_cyrillic(form):
        return False
    size = len(sound.consonants)
    if language == "en" and owner.is_polish and form.endswith(_NOT_POLISH):
        return True  # Sikorsky builds helicopters
    if language == "en" and size <= SHORT and not is_written_as(form, owner.written, size):
        return True
    if owner.is_latin or language in _ROMANCE or not _HARD_C.search(form.casefold()):
        return False
    return not _has_slavic_sound(form, sound)


def _has_slavic_sound(form: str, sound: Sound) -> bool:
    slavic = sounds.readings(form.casefold(), "pl")[0]
    return sounds.split(slavic)[0].startswith(sound.consonants)


def is_too_short(form: str, owner: Owner) -> bool:
    """Tell whether a word of a letter or two is another than the surname: Le and Ms are nobody's case."""
    if not owner.is_person or len(form) > _SHORT or fold(form) in owner.surnames:
        return False
    return not owner.is_family_first  # Si Dzinpingas


def is_adjective(form: str, sound: Sound, owner: Owner) -> bool:
    """Tell whether a word is an adjective where a surname is a noun: Галоўная, Даниловом, unlike Шенгелая."""
    lowered = form.casefold()
    if sound.kind in _NOUNS and _ADJECTIVE.search(lowered):
        return not any(_ADJECTIVE.search(surname) for surname in owner.surnames)
    if not lowered.endswith(_POSSESSIVE) or not owner.is_person or any(map(_FOREIGN.search, owner.surnames)):
        return False
    return any(map(_OF_MAN.search, owner.surnames))
