"""Text to words, with the place of each.

A word is a maximal run of letters, digits and inner apostrophes. A hyphen ends a word: the parts of a
compound stand at neighbouring positions, and a query's `us-belarus` asks for just that, so that it
finds "US-Belarus" and "US Belarus" alike. Of scripts without blanks every character is a word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from monitor.words import folding, sentences

__all__ = ["Tokens", "distinct_forms", "fold", "tokenise", "word_pattern"]

fold = folding.fold

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
#: Longer runs are folded anew each time, so that a hostile text cannot fill the memory.
_LONGEST_REMEMBERED = 64
_MOST_REMEMBERED = 100_000
#: Texts of so few characters are remembered, so many: an item is tagged right after it was indexed.
_SHORT, _TEXTS = 1_000, 48


@dataclass(frozen=True)
class Tokens:
    """The words of one text; position 0..n-1 counts words. What few callers need is made when asked for."""

    text: str
    #: The words as written.
    forms: Sequence[str]
    #: The words with what stands before, between and behind them.
    _parts: Sequence[str]
    #: Whether what stands between the words is as written, not only as long.
    _is_as_written: bool

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words, folded."""
        return tuple(map(_FOLDED.__getitem__, self.forms))

    @cached_property
    def gaps(self) -> Sequence[str]:
        """Return what stands before each of the words and, last, behind them all."""
        if self._is_as_written:
            return self._parts[::2]
        return [
            self.text[start:end] for start, end in zip((0, *self._ends[1::2]), self._ends[::2], strict=True)
        ]

    @cached_property
    def starts(self) -> Sequence[int]:
        """Return each word's first character, as an offset into the text."""
        return self._ends[:-1:2]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return list(accumulate(map(len, self._parts)))

    def end(self, at: int) -> int:
        """Return a word's end, exclusive, as an offset into the text."""
        return self.starts[at] + len(self.forms[at])

    @cached_property
    def paragraphs(self) -> Sequence[int]:
        """Return the first word of each paragraph, ascending; an empty line ends one."""
        # No word goes over an empty line: it lies in what stands before one.
        gaps = self._parts[:-1:2] if sentences.has_paragraphs(self.text) else ()
        broken = [at for at, gap in enumerate(gaps) if "\n" in gap or "\u2029" in gap]
        behind = (at for at in broken if sentences.has_paragraphs(gaps[at]))
        return sorted({0, *behind}) if self.forms else []

    @cached_property
    def sentences(self) -> Sequence[int]:
        """Return the first word of each sentence, ascending."""
        return self._firsts(sentences.sentence_starts(self.text))

    def _firsts(self, cuts: Iterable[int]) -> Sequence[int]:
        firsts = {0, *(bisect_left(self.starts, cut) for cut in cuts)}
        return sorted(firsts - {len(self.forms)})


def tokenise(text: str) -> Tokens:
    """Cut a text into words."""
    return _tokenise_short(text) if len(text) <= _SHORT else _tokenise(text)


def _tokenise(text: str) -> Tokens:
    levelled = _levelled(text)
    parts = _pattern_for(levelled).split(levelled)
    return Tokens(text, parts[1::2], parts, levelled == text)


_tokenise_short = lru_cache(maxsize=_TEXTS)(_tokenise)


def distinct_forms(*texts: str) -> list[str]:
    """Return the words of texts as written, each once."""
    levelled = map(_levelled, texts)
    return list(dict.fromkeys(chain.from_iterable(_pattern_for(text).findall(text) for text in levelled)))


def word_pattern(*, extra: str = "", is_unspaced: bool = True) -> re.Pattern[str]:
    """Return what matches one word, in which the characters `extra` count as letters.

    The pattern that knows unspaced scripts is right for every text, and slower.
    """
    apostrophes, marks = re.escape(folding.APOSTROPHES), re.escape(extra) + MARKS
    letter, more = rf"[\w{re.escape(extra)}]", rf"[\w{marks}]"
    if is_unspaced:
        apart = f"(?![{UNSPACED}])"
        letter, more = f"(?:{apart}{letter})", f"(?:{apart}{more})"
    run = f"{letter}{more}*+(?:[{apostrophes}]{letter}{more}*+)*+"
    return re.compile(f"[{UNSPACED}]|{run}" if is_unspaced else run)


# The same, caught, on texts of which each is enough, the quickest first: matching is mostly this.
_ASCII_WORD = re.compile("([A-Za-z0-9]++(?:['`][A-Za-z0-9]++)*+)")
_SPACED_WORD = re.compile(f"({word_pattern(is_unspaced=False).pattern})")
_WORD = re.compile(f"({word_pattern().pattern})")


def _levelled(text: str) -> str:
    """Return the text, of equal length, with nothing between words that Python takes for a letter."""
    text = text.replace("_", " ")
    if not text.isascii():
        for apostrophe in _LETTER_APOSTROPHES:
            text = text.replace(apostrophe, "’")
    return text


def _pattern_for(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII_WORD
    return _WORD if _UNSPACED.search(text) else _SPACED_WORD


class _Folded(dict[str, str]):
    """Words already folded: a text repeats most of its words, and so does the news."""

    def __missing__(self, form: str) -> str:
        if len(form) > _LONGEST_REMEMBERED:
            return fold(form)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[form] = fold(form)
        return self[form]


_FOLDED = _Folded()
