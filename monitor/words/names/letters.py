"""What letters sound like, in each way to read them, as signs of `sounds`; letter by letter.

Q is softness, Y a glide, U a vowel that is no consonant, S an s that is not voiced: `sounds` takes them out.
"""

import re
from collections.abc import Iterable, Mapping

_CYRILLIC = dict(
    zip("абвгґдеёєэжзиіїыйклмнопрстуфхцчшъьюяў", "abvhhdeoeejziiiiYklmnoprstufhtcxQQUav", strict=True)
) | {"щ": "xc", "тс": "t", "дз": "d", "дж": "j", "ѓ": "h", "ќ": "k", "ј": "Y", "њ": "n", "љ": "l", "џ": "j"}
_LATIN = {
    "schtsch": "xc", "shch": "xc", "szcz": "xc", "chtch": "xc", "tsch": "c", "tch": "c", "sch": "x",
    "sh": "x", "sz": "x", "cz": "c", "dzh": "j", "dž": "j", "dż": "j", "dz": "d", "ts": "t",
    "tz": "t", "kh": "h", "gh": "h", "zh": "j", "ph": "f", "th": "t", "qu": "kv", "x": "ks",
    "q": "k", "w": "v", "g": "h", "j": "Y", "y": "i", "š": "x", "ž": "j", "ż": "j", "č": "c",
    "ŭ": "v", "ș": "x", "ț": "t", "ş": "x", "ţ": "t", "ł": "l", "đ": "d", "ø": "o", "æ": "a",
    "œ": "o", "ß": "s", "ı": "i", "ch": "h", "ck": "tk", "c": "t",
}  # fmt: skip
_WESTERN = {"ck": "k", "c": "k", "ce": "se", "ci": "si", "cy": "si"}
#: The readings of Latin letters on which spellings differ.
_READINGS: dict[str, dict[str, str]] = {
    "slavic": {},
    "english": _WESTERN | {"ch": "c"},
    "mixed": {"ch": "c"},
    "french": _WESTERN | {"ch": "x", "ou": "u", "j": "j", "tch": "c"},
    "spanish": _WESTERN | {"ch": "c", "j": "h"},
    "german": {"c": "k", "ck": "k", "z": "t", "ss": "S", "dsch": "j"},
}
#: Germans write sch for the ж of Saluschnyj too.
_READINGS["german ж"] = _READINGS["german"] | {"sch": "j"}
#: The readings that words of a language may have.
_OF_LANGUAGE = {
    "es": ("spanish", "english"),
    "fr": ("french", "english", "slavic"),
    "de": ("german", "slavic", "english"),
}
_OTHERWISE = ("slavic", "english")
#: The readings that a name as it is given may have.
_EVERY_WAY = tuple(reading for reading in _READINGS if reading != "german ж")
#: Those of them that are no single language's.
COMMON_WAYS = ("slavic", "english", "mixed")

#: From here on signs stand for several letters that are one sound: they are nobody's letters, and in no word.
_FIRST_SIGN = 0xE000


class _Reading:
    """One way to read Latin letters: groups of them become signs, then each sign its sound."""

    def __init__(self, table: Mapping[str, str]) -> None:
        groups = sorted((letters for letters in table if len(letters) > 1), key=len, reverse=True)
        self._groups = re.compile("|".join(groups))
        self._signs = {letters: chr(sign) for sign, letters in enumerate(groups, start=_FIRST_SIGN)}
        signs = {self._signs.get(letters, letters): sound for letters, sound in table.items()}
        self._sounds = str.maketrans(signs)

    def raw(self, word: str) -> str:
        """Return the sounds of a word, letter by letter."""
        return self._groups.sub(self._sign, word).translate(self._sounds)

    def _sign(self, found: re.Match[str]) -> str:
        return self._signs[found[0]]


_LATIN_READINGS = {name: _Reading(_LATIN | reading) for name, reading in _READINGS.items()}

#: Before Hebrew all scripts have capitals.
_CASELESS_FROM = "\u0590"
#: Its capitals are for whole headlines, and begin no names.
_GEORGIAN = frozenset(map(chr, (*range(0x10D0, 0x1100), *range(0x1C90, 0x1CC0))))

_CYRILLIC_LETTERS = str.maketrans({letter: sound for letter, sound in _CYRILLIC.items() if len(letter) == 1})
_CYRILLIC_PAIRS = re.compile("тс|дз|дж")
#: German: sagen, but not essen.
_VOICED_S = re.compile(r"(?<![^aeiou])s(?=[aeiou])")


def is_cyrillic(word: str) -> bool:
    """Tell whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[:1] <= "\u052f"


def is_caseless(word: str) -> bool:
    """Tell whether a word begins in a script that has no capitals, or is written without, as Georgian is."""
    first = word[:1]
    if first < _CASELESS_FROM:
        return False  # quick, for nearly all words
    return first.isalpha() and (first.lower() == first.upper() or first in _GEORGIAN)


def behind_consonant(word: str) -> str:
    """Return a name that Belarusian writes with Ў or Ŭ behind a vowel as it is behind a consonant."""
    return "УU"["ЎŬ".index(word[0])] + word[1:] if word[:1] in ("Ў", "Ŭ") else word


def raw(word: str, reading: str) -> str:
    """Return the sounds of a lower-case word, read in one way."""
    if reading == "cyrillic":
        return _CYRILLIC_PAIRS.sub(lambda found: _CYRILLIC[found[0]], word).translate(_CYRILLIC_LETTERS)
    heard = _LATIN_READINGS[reading].raw(word)
    return _VOICED_S.sub("z", heard).replace("S", "s") if reading.startswith("german") else heard


def ways(word: str, language: str) -> Iterable[str]:
    """Return in which ways readers of a language may read a word; "" is every way."""
    if is_cyrillic(word):
        return ("cyrillic",)
    if not language:
        return _EVERY_WAY
    if language == "de" and "sch" in word:
        return (*_OF_LANGUAGE["de"], "german ж")
    found = _OF_LANGUAGE.get(language, _OTHERWISE)
    return ("slavic",) if found is _OTHERWISE and "c" not in word else found
