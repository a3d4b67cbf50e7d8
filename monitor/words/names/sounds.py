"""How a written name sounds, in one alphabet for all scripts and spellings.

Sounds: the vowels a e i o u; the consonants b d f h k l m n p r s t v z and x (sh), j (zh), c (ch). What
the languages of the region write differently is one sound here: г, х, g, h, kh; т, ц, ts, c; д, дз; в, ў,
w, and u after a vowel. Softness, glides and doubled letters are left out: ия, ia, ya, iya are all `a`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

from monitor.words.folding import INVISIBLE

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
#: The readings that a name as it is given may have, and those of them that are no single language's.
_EVERY_WAY = tuple(reading for reading in _READINGS if reading != "german ж")
_COMMON_WAYS = ("slavic", "english", "mixed")

#: An ending adds three consonants at most (Тихановскими, Lukašenkienės).
MOST_IN_ENDING = 3

_MARKED = frozenset("ščžżŭșțşţ")


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

_CYRILLIC_LETTERS = str.maketrans({letter: sound for letter, sound in _CYRILLIC.items() if len(letter) == 1})
_CYRILLIC_PAIRS = re.compile("тс|дз|дж")

_FIRST_U = re.compile(r"^u(?=[aeio])")
_U_AFTER_VOWEL = re.compile(r"(?<=[aeo])(?:u|vu(?=[bcdfhjklmnprstvxz]))")
#: Where one of both may be, and so the consonants others.
_CONSONANT_U = re.compile(r"^u|[aeo]v?u")
_GLIDE = re.compile(r"i(?=[aeouU])|(?<=[aeouU])i$")
_VOICED_S = re.compile(r"(?<![^aeiou])s(?=[aeiou])")
_NO_VOWELS = str.maketrans("", "", "aeiouUYQ")
#: All but the last of equal letters.
_DOUBLED = re.compile(r"(.)(?=\1)")
_SILENT = re.compile(r"['’ʼ`]")


def is_cyrillic(word: str) -> bool:
    """Tell whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[:1] <= "\u052f"


def plain(word: str) -> str:
    """Take off apostrophes and the diacritics that change no sound kept apart here."""
    if word.isascii() or (word.isalpha() and is_cyrillic(word)):
        return word.replace("'", "")
    word = _SILENT.sub("", word)
    return "".join(
        letter
        if letter in _MARKED or "\u0400" <= letter <= "\u052f"
        else unicodedata.normalize("NFD", letter)[0]
        for letter in unicodedata.normalize("NFC", word)
        if letter not in INVISIBLE and not unicodedata.combining(letter)
    )


def _raw(word: str, reading: str) -> str:
    if reading == "cyrillic":
        return _CYRILLIC_PAIRS.sub(lambda found: _CYRILLIC[found[0]], word).translate(_CYRILLIC_LETTERS)
    raw = _LATIN_READINGS[reading].raw(word)
    return _VOICED_S.sub("z", raw).replace("S", "s") if reading.startswith("german") else raw


def _finish(raw: str) -> str:
    if "u" in raw:
        raw = _U_AFTER_VOWEL.sub("v", _FIRST_U.sub("v", raw))
    raw = _DOUBLED.sub("", raw.replace("Q", "").replace("Y", "i"))
    if "i" in raw or "U" in raw:
        raw = _DOUBLED.sub("", _GLIDE.sub("", raw).replace("U", "u"))
    return raw


def _ways(word: str, language: str) -> Iterable[str]:
    if is_cyrillic(word):
        return ("cyrillic",)
    if not language:
        return _EVERY_WAY
    if language == "de" and "sch" in word:
        return (*_OF_LANGUAGE["de"], "german ж")
    ways = _OF_LANGUAGE.get(language, _OTHERWISE)
    return ("slavic",) if ways is _OTHERWISE and "c" not in word else ways


def readings(word: str, language: str) -> tuple[str, ...]:
    """Return how a lower-case word may sound to readers of a language; "" is every way."""
    bare = plain(word)
    raws = dict.fromkeys(_raw(bare, way) for way in _ways(bare, language))
    return tuple(dict.fromkeys(map(_finish, raws)))


def readings_beside(word: str, cyrillic: Set[str]) -> tuple[str, ...]:
    """Return how a word may sound of which the consonants of Cyrillic spellings are known, if there are any.

    A German, French or Spanish reading that they do not have is nobody's: BelAZ is no Белат.
    """
    bare = plain(word)
    heard = {way: _finish(_raw(bare, way)) for way in _ways(bare, "")}
    return tuple(
        dict.fromkeys(
            sound
            for way, sound in heard.items()
            if not cyrillic or way in ("cyrillic", *_COMMON_WAYS) or split(sound)[0] in cyrillic
        )
    )


def readings_with(word: str, language: str, known: Set[str]) -> tuple[str, ...]:
    """Return the readings with a stem whose consonants are known: quick, for those of most words are not."""
    bare = plain(word)
    raws = dict.fromkeys(_raw(bare, way) for way in _ways(bare, language))
    return tuple(_finish(raw) for raw in raws if _has(raw, known))


def _has(raw: str, known: Set[str]) -> bool:
    if "u" in raw and _CONSONANT_U.search(raw):
        return True
    consonants = _DOUBLED.sub("", raw.replace("Q", "")).translate(_NO_VOWELS)
    return not known.isdisjoint((consonants, consonants[:-1], consonants[:-2], consonants[:-3]))


def stems(consonants: str) -> list[str]:
    """Return what may be the consonants of a word's stem, the others being its ending's; longest first."""
    sizes = range(len(consonants), max(0, len(consonants) - MOST_IN_ENDING - 1), -1)
    return [consonants[:size] for size in sizes]


@lru_cache(maxsize=4096)
def ending_sounds(ending: str) -> str:
    """Return how an ending sounds behind a consonant."""
    bare = plain(ending)
    return (
        _finish(_raw("м" + bare, "cyrillic"))[1:]
        if is_cyrillic(bare)
        else _finish(_raw("m" + bare, "slavic"))[1:]
    )


_CONSONANT = re.compile(r"([bcdfhjklmnprstvxz])")


def split(sounds: str) -> tuple[str, tuple[str, ...]]:
    """Return the consonants, and the vowels before each and after the last (`lukaxe`: lkx, "" u a e)."""
    parts = _CONSONANT.split(sounds)
    return "".join(parts[1::2]), tuple(parts[0::2])


def rest(consonants: str, vowels: Sequence[str], size: int) -> str:
    """Return what stands behind a word's first consonants, so many: the sounds of its ending."""
    if size == len(consonants):
        return vowels[size]
    return vowels[size] + "".join(map(str.__add__, consonants[size:], vowels[size + 1 :]))


_CLASSES = str.maketrans({"e": "a", "o": "a"})


def are_alike(one: str, other: str) -> bool:
    """Tell whether two runs of vowels differ only as unstressed vowels do in spelling: a, e and o."""
    return one == other or _DOUBLED.sub("", one.translate(_CLASSES)) == _DOUBLED.sub(
        "", other.translate(_CLASSES)
    )
