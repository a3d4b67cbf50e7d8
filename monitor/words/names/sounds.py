"""How a written name sounds, in one alphabet for all scripts and spellings.

Sounds: the vowels a e i o u; the consonants b d f h k l m n p r s t v z and x (sh), j (zh), c (ch). What
the languages of the region write differently is one sound here: г, х, g, h, kh; т, ц, ts, c; д, дз; в, ў,
w, and u after a vowel. Softness, glides and doubled letters are left out: ия, ia, ya, iya are all `a`.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import lru_cache

from monitor.words.folding import INVISIBLE
from monitor.words.names.letters import COMMON_WAYS, is_cyrillic, raw, ways

__all__ = [
    "MOST_IN_ENDING",
    "are_alike",
    "ending_sounds",
    "is_cyrillic",
    "plain",
    "readings",
    "readings_beside",
    "readings_with",
    "rest",
    "split",
    "stems",
]

#: An ending adds three consonants at most (Тихановскими, Lukašenkienės).
MOST_IN_ENDING = 3

_MARKED = frozenset("ščžżŭșțşţ")


_FIRST_U = re.compile(r"^u(?=[aeio])")
_U_AFTER_VOWEL = re.compile(r"(?<=[aeo])(?:u|vu(?=[bcdfhjklmnprstvxz]))")
#: Where one of both may be, and so the consonants others.
_CONSONANT_U = re.compile(r"^u|[aeo]v?u")
_GLIDE = re.compile(r"i(?=[aeouU])|(?<=[aeouU])i$")
_NO_VOWELS = str.maketrans("", "", "aeiouUYQ")
#: All but the last of equal letters.
_DOUBLED = re.compile(r"(.)(?=\1)")
_SILENT = re.compile(r"['’ʼ`]")


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


def _finish(raw: str) -> str:
    if "u" in raw:
        raw = _U_AFTER_VOWEL.sub("v", _FIRST_U.sub("v", raw))
    raw = _DOUBLED.sub("", raw.replace("Q", "").replace("Y", "i"))
    if "i" in raw or "U" in raw:
        raw = _DOUBLED.sub("", _GLIDE.sub("", raw).replace("U", "u"))
    return raw


def readings(word: str, language: str) -> tuple[str, ...]:
    """Return how a lower-case word may sound to readers of a language; "" is every way."""
    bare = plain(word)
    raws = dict.fromkeys(raw(bare, way) for way in ways(bare, language))
    return tuple(dict.fromkeys(map(_finish, raws)))


def readings_beside(word: str, cyrillic: Set[str]) -> tuple[str, ...]:
    """Return how a word may sound of which the consonants of Cyrillic spellings are known, if there are any.

    A German, French or Spanish reading that they do not have is nobody's: BelAZ is no Белат.
    """
    bare = plain(word)
    heard = {way: _finish(raw(bare, way)) for way in ways(bare, "")}
    return tuple(
        dict.fromkeys(
            sound
            for way, sound in heard.items()
            if not cyrillic or way in ("cyrillic", *COMMON_WAYS) or split(sound)[0] in cyrillic
        )
    )


def readings_with(word: str, language: str, known: Set[str]) -> tuple[str, ...]:
    """Return the readings with a stem whose consonants are known: quick, for those of most words are not."""
    bare = plain(word)
    raws = dict.fromkeys(raw(bare, way) for way in ways(bare, language))
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
        _finish(raw("м" + bare, "cyrillic"))[1:]
        if is_cyrillic(bare)
        else _finish(raw("m" + bare, "slavic"))[1:]
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
