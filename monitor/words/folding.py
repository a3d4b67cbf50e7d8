"""One spelling for what readers hold to be the same letters."""

import re
import unicodedata

#: What people type between the letters of one word, all meaning the same.
APOSTROPHES = "'’‘‛ʼʻʽʹ′`´＇"
#: Seen by nobody: soft hyphen, zero-width characters, marks of direction, variation selectors.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10)))

_BEFORE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(INVISIBLE, ""))
# Letters that Unicode does not take apart. A stress mark that is still loose after composition
# (Лукаше́нко) is no part of a letter: й, ў, ї and ѓ have been composed by then.
_AFTER = str.maketrans(
    {"ё": "е", "Ё": "Е", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H"}
    | {"ŧ": "t", "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "\u0300": "", "\u0301": ""}
)
_LATIN_MARKS = re.compile("([A-Za-z])[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Return the form in which texts and queries are compared.

    NFKC, case folding, ё as е, one apostrophe, nothing invisible, Latin letters without diacritics;
    Cyrillic letters stay apart from each other otherwise.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    if _ALONE.fullmatch(text):
        return text.translate(_FOLDED)
    return _fold(text)


def _fold(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text.translate(_BEFORE))
    return _without_marks(unicodedata.normalize("NFKC", composed.casefold()))


def fold_keeping_case(text: str) -> str:
    """Return the form in which case-sensitive words are compared: as `fold`, but with its capitals."""
    if text.isascii():
        return text.replace("`", "'")
    return _without_marks(unicodedata.normalize("NFKC", text.translate(_BEFORE)))


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.translate(_AFTER))
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub(r"\1", letters)).translate(_AFTER)


#: Letters that are folded each by itself, whatever stands beside it: most words have no others.
_LETTERS = "".join(
    chr(sign)
    for first, last in ((0x41, 0x17F), (0x400, 0x45F), (0x490, 0x491))
    for sign in range(first, last + 1)
    if chr(sign).isalpha()
)
_ALONE = re.compile(f"[{_LETTERS}]+")
_FOLDED = {ord(letter): _fold(letter) for letter in _LETTERS}
