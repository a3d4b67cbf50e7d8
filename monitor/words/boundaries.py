"""What is a word and what stands between words: by patterns, and faster by tables where a text allows it."""

import re
import sys
from collections.abc import Sequence
from itertools import permutations

from monitor.words import folding

#: Marks that belong to the letter before them, beyond what `\w` takes: combining diacritics, Hebrew and
#: Arabic points, vowel signs of the scripts of India, and what nobody sees.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0963\u0966-\u0dff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
) + folding.INVISIBLE
#: Letters of scripts that put no blanks between words: Han, Kana, Thai, Lao, Burmese, Khmer.
UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
# Python counts these apostrophes as letters; between words they must not be.
_LETTER_APOSTROPHES = "ʼʻʽʹ"
#: How often a group stands in a word, never to be gone back on. Before 3.11.5 Python takes too much by such
#: groups (gh-106052); without, a word of millions of letters takes a hundred bytes for each.
_ANY = "*+" if sys.version_info >= (3, 11, 5) else "*"


def word_pattern(*, extra: str = "", is_unspaced: bool = True) -> re.Pattern[str]:
    """Return what matches one word, in which the characters `extra` count as letters.

    The pattern that knows unspaced scripts is right for every text, and slower.
    """
    apostrophes, marks = re.escape(folding.APOSTROPHES), re.escape(extra) + MARKS
    letter, more = rf"[\w{re.escape(extra)}]", rf"[\w{marks}]"
    if is_unspaced:
        apart = f"(?![{UNSPACED}])"
        letter, more = f"(?:{apart}{letter})", f"(?:{apart}{more})"
    run = f"{letter}{more}{_ANY}(?:[{apostrophes}]{letter}{more}{_ANY}){_ANY}"
    return re.compile(f"[{UNSPACED}]|{run}" if is_unspaced else run)


_SPACED_WORD = word_pattern(is_unspaced=False)
_WORD = word_pattern()


def _table(page: str) -> bytes:
    """Return what makes a blank of each sign that is in no word, for texts in a code page."""
    signs = (bytes([code]).decode(page, errors="replace") for code in range(256))
    is_kept = (sign.isalnum() or sign in folding.APOSTROPHES for sign in signs)
    return bytes(code if kept else ord(" ") for code, kept in enumerate(is_kept))


#: Most texts have all their letters in one of these, and so no marks and no unspaced scripts.
_PAGES = {page: _table(page) for page in ("ascii", "cp1251", "cp1252", "cp1250", "cp1257")}
_SIGNS = {page: frozenset(bytes(range(256)).decode(page, errors="ignore")) for page in _PAGES}
_SOFT_HYPHEN = "\u00ad"


def blanked(level: str) -> str | None:
    """Return a levelled text with blanks for all that is in no word; None where that takes a closer look.

    It is several times as fast as a pattern, and matching is mostly this.
    """
    if _SOFT_HYPHEN in level:
        return None
    pages = list(_PAGES)
    while pages:
        page = pages.pop(0)
        try:
            blank = level.encode(page).translate(_PAGES[page]).decode(page)
        except UnicodeEncodeError as exc:
            # The sign that this page lacks tells which others are not worth a try.
            pages = [other for other in pages if level[exc.start] in _SIGNS[other]]
            continue
        return _without_lone(blank, [sign for sign in folding.APOSTROPHES if sign in blank])
    return None


def _without_lone(blank: str, apostrophes: Sequence[str]) -> str | None:
    """Return a blanked text without the apostrophes that stand at the end of a word."""
    if not apostrophes:
        return blank
    blank = f" {blank} "
    for sign in apostrophes:
        blank = blank.replace(sign + sign, "  ").replace(f" {sign}", "  ").replace(f"{sign} ", "  ")
    # Rows of several kinds do not end so.
    is_row = any(one + other in blank for one, other in permutations([" ", *apostrophes], 2))
    return None if is_row else blank[1:-1]


def pattern_for(text: str) -> re.Pattern[str]:
    """Return what matches the words of a levelled text, as fast as its scripts allow."""
    return _WORD if _UNSPACED.search(text) else _SPACED_WORD


def levelled(text: str) -> str:
    """Return the text, of equal length, with nothing between words that Python takes for a letter."""
    text = text.replace("_", " ")
    if not text.isascii():
        for apostrophe in _LETTER_APOSTROPHES:
            text = text.replace(apostrophe, "’")
    return text
