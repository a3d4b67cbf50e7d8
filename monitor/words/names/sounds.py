"""How a written name sounds, in one alphabet for all scripts and spellings.

Sounds: the vowels a e i o u; the consonants b d f h k l m n p r s t v z and x (sh), j (zh), c (ch). What
the languages of the region write differently is one sound here: г, х, g, h, kh; т, ц, ts, c; д, дз; в, ў,
w, and u after a vowel. Softness, glides and doubled letters are left out: ия, ia, ya, iya are all `a`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
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

#: Latin letters with marks that are sounds of their own.
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
_CONSONANT = re.compile(r"([bcdfhjklmnprstvxz])")
#: Vowels that sound alike where they are not stressed.
_ALIKE = str.maketrans({"e": "a", "o": "a"})


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


def _finish(heard: str) -> str:
    """Return the sounds of a word, heard letter by letter, as a reader would say them together."""
    if "u" in heard:
        heard = _U_AFTER_VOWEL.sub("v", _FIRST_U.sub("v", heard))
    heard = _DOUBLED.sub("", heard.replace("Q", "").replace("Y", "i"))
    if "i" in heard or "U" in heard:
        heard = _DOUBLED.sub("", _GLIDE.sub("", heard).replace("U", "u"))
    return heard


def readings(word: str, language: str) -> tuple[str, ...]:
    """Return how a lower-case word may sound to readers of a language; "" is every way."""
    return tuple(dict.fromkeys(map(_finish, _heard(plain(word), language))))


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
    heard = _heard(plain(word), language)
    return tuple(_finish(each) for each in heard if _has(each, known))


def _heard(bare: str, language: str) -> Iterable[str]:
    """Return how a word sounds letter by letter, in each way to read it."""
    return dict.fromkeys(raw(bare, way) for way in ways(bare, language))


def _has(heard: str, known: Set[str]) -> bool:
    if "u" in heard and _CONSONANT_U.search(heard):
        return True
    consonants = _DOUBLED.sub("", heard.replace("Q", "")).translate(_NO_VOWELS)
    return not known.isdisjoint((consonants, consonants[:-1], consonants[:-2], consonants[:-3]))


def stems(consonants: str) -> list[str]:
    """Return what may be the consonants of a word's stem, the others being its ending's; longest first."""
    sizes = range(len(consonants), max(0, len(consonants) - MOST_IN_ENDING - 1), -1)
    return [consonants[:size] for size in sizes]


@lru_cache(maxsize=4096)
def ending_sounds(ending: str) -> str:
    """Return how an ending sounds behind a consonant."""
    bare = plain(ending)
    heard = raw(f"м{bare}", "cyrillic") if is_cyrillic(bare) else raw(f"m{bare}", "slavic")
    return _finish(heard)[1:]


def split(sounds: str) -> tuple[str, tuple[str, ...]]:
    """Return the consonants, and the vowels before each and after the last (`lukaxe`: lkx, "" u a e)."""
    parts = _CONSONANT.split(sounds)
    return "".join(parts[1::2]), tuple(parts[0::2])


def rest(consonants: str, vowels: Sequence[str], size: int) -> str:
    """Return what stands behind a word's first consonants, so many: the sounds of its ending."""
    if size == len(consonants):
        return vowels[size]
    return vowels[size] + "".join(map(str.__add__, consonants[size:], vowels[size + 1 :]))


def are_alike(one: str, other: str) -> bool:
    """Tell whether two runs of vowels differ only as unstressed vowels do in spelling: a, e and o."""
    return one == other or _levelled(one) == _levelled(other)


def _levelled(vowels: str) -> str:
    return _DOUBLED.sub("", vowels.translate(_ALIKE))
