"""Cyrillic names in Latin letters as the press of each language writes them.

English: the system of BGN/PCGN (1947 for Russian, 1979 for Belarusian) as simplified by the press;
Belarusian: the Latin script («łacinka»); Polish, Lithuanian, German and French: the transcriptions that
their dictionaries and agencies use.
"""

import re
from collections.abc import Mapping

from monitor.words.folding import fold

_SOFT_VOWELS = {"е": "e", "ё": "o", "ю": "u", "я": "a", "є": "e", "ї": "i"}
_VOWELS = frozenset("аеёиоуыэюяіїєў")
#: Behind these no glide is written.
_AFTER_ALL = frozenset("жшчщцй")

#: What most Latin alphabets share.
_PLAIN = dict(zip("абвгґдзийіклмнопрстуфыэ", "abvggdziiiklmnoprstufye", strict=True)) | {
    "ъ": "",
    "ь": "",
    "'": "",
    "ў": "u",
}
_LETTERS: dict[str, dict[str, str]] = {
    "en": {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "й": "y"},
    "pl": {"ж": "ż", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "й": "j", "в": "w", "л": "ł"},
    "lt": {"ж": "ž", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "й": "j"},
    "de": {
        "ж": "sch",
        "х": "ch",
        "ц": "z",
        "ч": "tsch",
        "ш": "sch",
        "щ": "schtsch",
        "з": "s",
        "в": "w",
        "й": "j",
    },
    "fr": {"ж": "j", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "у": "ou", "й": "ï"},
    "łacinka": {"ж": "ž", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "й": "j", "ў": "ŭ", "л": "ł"},
}
#: The ways to romanise.
SYSTEMS = tuple(_LETTERS)
#: What stands before the vowel of е, ё, ю, я: (after a consonant, elsewhere); е is often written plain.
_GLIDES = {
    "en": ("i", "y"), "pl": ("i", "j"), "lt": ("i", "j"), "de": ("j", "j"),
    "fr": ("i", "i"), "łacinka": ("i", "j"),
}  # fmt: skip
_PLAIN_E = frozenset({"en", "lt", "de", "fr"})
#: Consonants with the soft sign behind them.
_SOFT = {
    "pl": {"н": "ń", "с": "ś", "з": "ź", "ц": "ć"},
    "łacinka": {"н": "ń", "с": "ś", "з": "ź", "ц": "ć", "л": "l"},
}
#: Ends of surnames that each language writes in its own way.
_LAST = {
    "en": (("iy", "y"), ("yy", "y")),
    "pl": (("skij", "ski"), ("ckij", "cki"), ("skaja", "ska"), ("ckaja", "cka"), ("yj", "y")),
    "lt": (("skij", "ski"), ("ckij", "cki"), ("yj", "y")),
    "de": (("skij", "ski"), ("zkij", "zki"), ("yj", "y")),
    "fr": (("skiï", "ski"), ("yï", "y")),
    "łacinka": (),
}
_TO_UKRAINIAN = str.maketrans({"ы": "и", "э": "е", "ё": "ьо", "ъ": "'", "ў": "в"})
#: Back from English: ends of surnames, and what else letters stand for.
_ENGLISH_ENDS = dict.fromkeys(("sky", "ski", "skiy", "skyi"), "ский") | {
    "tsky": "цкий",
    "skaya": "ская",
    "tskaya": "цкая",
}
_ENGLISH_SURNAME_END = re.compile(r"t?sk(?:yi|iy|y|i|aya)$")
_FROM_ENGLISH = dict(
    zip("abcdefghijklmnopqrstuv", "абкдефгхийклмнопкрстув", strict=True)
) | {
    "shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "ya": "я", "ia": "я", "yu": "ю",
    "iu": "ю", "yo": "е", "ye": "е", "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
_ENGLISH = re.compile("|".join(sorted(_FROM_ENGLISH, key=len, reverse=True)))


def romanise(word: str, system: str, *, is_belarusian: bool) -> str:
    """Return a Cyrillic name in the Latin letters of a system: en, pl, lt, de, fr or łacinka."""
    lowered = re.sub(r"(?<=[сцз])ьк", "к", word.casefold())
    letters: Mapping[str, str] = _PLAIN | _LETTERS[system] | ({"г": "h"} if is_belarusian else {})
    written = "".join(_letter(lowered, at, letters, system) for at in range(len(lowered)))
    for end, instead in _LAST[system]:
        if written.endswith(end):
            written = written.removesuffix(end) + instead
            break
    return capitalised(written)


def _letter(word: str, at: int, letters: Mapping[str, str], system: str) -> str:
    letter, before, after = word[at], word[at - 1 : at] if at else "", word[at + 1 : at + 2]
    if letter in _SOFT_VOWELS:
        return _glide(letter, before, system) + (
            "ou" if system == "fr" and letter == "ю" else _SOFT_VOWELS[letter]
        )
    if letter == "л" and letters["л"] == "ł" and (after in "ьиі" or after in _SOFT_VOWELS) and after:
        return "l"
    if after == "ь" and letter in _SOFT.get(system, ()):
        return _SOFT[system][letter]
    return letters.get(letter, letter)


def _glide(letter: str, before: str, system: str) -> str:
    after_consonant, elsewhere = _GLIDES[system]
    is_after_consonant = bool(before) and before not in _VOWELS and before not in "ьъ'-"
    if is_after_consonant and (before in _AFTER_ALL or (before == "л" and _LETTERS[system].get("л") == "ł")):
        return ""
    if letter == "е" and system in _PLAIN_E and (is_after_consonant or system in ("lt", "fr")):
        return ""
    return after_consonant if is_after_consonant else elsewhere


def ukrainian(word: str) -> str:
    """Return a Russian or Belarusian surname as Ukrainian writes it."""
    written = word.casefold().translate(_TO_UKRAINIAN)
    written = re.sub(r"(?<=[сцз])к(?:ий|і)$", "ький", written)
    return capitalised(re.sub(r"(?<=[сцз])кая$", "ька", written))


def russian(word: str) -> str:
    """Return the Russian spelling of a Slavic surname written in the English way."""
    written = _ENGLISH_SURNAME_END.sub(lambda found: _ENGLISH_ENDS[found[0]], word.casefold())
    return capitalised(_ENGLISH.sub(lambda found: _FROM_ENGLISH[found[0]], written))


def levelled(word: str) -> str:
    """Return a spelling with the vowels alike that are written differently where they are not stressed."""
    return re.sub(r"[eo]|[iy]+(?=a)", "a", fold(word).replace("y", "i")).replace("aa", "a")


def capitalised(written: str) -> str:
    """Return a name with its capitals."""
    return re.sub(r"(?:^|-)\w", lambda found: found[0].upper(), written)
