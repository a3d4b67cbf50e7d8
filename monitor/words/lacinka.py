"""Belarusian in Latin script (łacinka) in Cyrillic letters.

The letters of Я. Лёсік, «Беларускі правапіс» (Менск, 1929), whose orthography (taraškievica) it mostly has.
"""

import re

_IOTATED = {"a": "я", "e": "е", "o": "ё", "u": "ю"}
_LETTERS = dict(zip("abcčdefghijkłmnopqrsštuŭvwyzž", "абцчдэфггійклмнопкрсштуўввызж", strict=True)) | {
    "ch": "х", "dz": "дз", "dź": "дзь", "dž": "дж", "ji": "і", "x": "кс",
    "l": "ль", "li": "лі", "ll": "лл", "ć": "ць", "ń": "нь", "ś": "сь", "ź": "зь",
}  # fmt: skip
#: Behind a consonant i only says that it is soft: biada is бяда.
_SOFT_VOWELS = {f"{sign}{vowel}": letter for sign in "ij" for vowel, letter in _IOTATED.items()}
#: la is ля, ła is ла.
_AFTER_L = {f"l{vowel}": f"л{letter}" for vowel, letter in _IOTATED.items()}
_ALL = _LETTERS | _SOFT_VOWELS | _AFTER_L
_CONSONANTS = "bcćčdfghkłmnńprsśštvzźž"
#: Behind a consonant j stands apart from it: siamja is сям'я.
_APART = re.compile(f"(?<=[{_CONSONANTS}])(?=j[aeou])", re.IGNORECASE)
_PIECE = re.compile("|".join(sorted(_ALL, key=len, reverse=True)), re.IGNORECASE)


def in_cyrillic(text: str) -> str:
    """Return a Belarusian text in Cyrillic letters; whatever is no Latin letter stays."""
    return _PIECE.sub(_cyrillic, _APART.sub("'", text))


def _cyrillic(found: re.Match[str]) -> str:
    written = found[0]
    letters = _ALL[written.lower()]
    if written.islower():
        return letters
    return letters.upper() if written.isupper() and len(written) > 1 else letters.capitalize()
