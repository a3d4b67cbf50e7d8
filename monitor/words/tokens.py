"""Text to words, with the place of each.

A word is a maximal run of letters, digits and inner apostrophes. A hyphen ends a word: the parts of a
compound stand at neighbouring positions, and a query's `us-belarus` asks for just that, so that it
finds "US-Belarus" and "US Belarus" alike. Of scripts without blanks every character is a word.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from monitor.words import folding, sentences
from monitor.words.boundaries import blanked, levelled, pattern_for

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
    #: The text, of equal length, with the words as in `forms`.
    _level: str
    #: Whether blanks stand in it for all that is in no word.
    _is_blank: bool

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words, folded."""
        return tuple(map(_FOLDED.__getitem__, self.forms))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Return each word's first character, as an offset into the text."""
        if self._is_blank:
            starts, here, level = [], 0, self._level
            for form in self.forms:
                while level[here] == " ":
                    here += 1
                starts.append(here)
                here += len(form) + 1
            return starts
        pattern = pattern_for(self._level)
        return [found.start() for found in pattern.finditer(self._level)]

    def end(self, at: int) -> int:
        """Return a word's end, exclusive, as an offset into the text."""
        return self.starts[at] + len(self.forms[at])

    def gap(self, at: int) -> str:
        """Return what stands before a word; with the number of words, what stands behind them all."""
        starts = self.starts
        start = starts[at - 1] + len(self.forms[at - 1]) if at else 0
        return self.text[start : starts[at]] if at < len(starts) else self.text[start:]

    @cached_property
    def paragraphs(self) -> Sequence[int]:
        """Return the first word of each paragraph, ascending; an empty line ends one."""
        if not sentences.has_paragraphs(self.text):
            return [0] if self.forms else []
        return self._firsts(sentences.paragraph_starts(self.text))

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
    level = levelled(text)
    blank = blanked(level)
    if blank is not None:
        return Tokens(text, blank.split(), blank, True)
    return Tokens(text, pattern_for(level).findall(level), level, False)


_tokenise_short = lru_cache(maxsize=_TEXTS)(_tokenise)


def distinct_forms(*texts: str) -> list[str]:
    """Return the words of texts as written, each once."""
    return list(dict.fromkeys(_tokenise("\n".join(texts)).forms))


class _Folded(dict[str, str]):
    """Words already folded: a text repeats most of its words, and so does the news."""

    def __missing__(self, form: str) -> str:
        if len(form) > _LONGEST_REMEMBERED:
            return folding.fold(form)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[form] = folding.fold(form)
        return self[form]


_FOLDED = _Folded()
