"""A text in which names are looked for: its words, and what stands between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from monitor.words.names import callings
from monitor.words.names.anchors import Hearing
from monitor.words.names.given import Given
from monitor.words.names.letters import behind_consonant
from monitor.words.tokens import Tokens

#: What the words beside a surname say of its bearer: nothing, that it is the owner, that it is another, whose
#: given name is known, or that it is somebody or something else.
Verdict = Literal["silent", "agrees", "another", "no"]

_QUOTES = frozenset('«»"“”„‘’‹›')
HYPHENS = frozenset("-‐‑–")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:;«\"“„‘(\[\n|•])[\s«\"“„‘(\[—–-]*$")
#: Letters of a word that are looked at, and longer runs are nobody's name: what is remembered of words must
#: not grow with them.
LONGEST_WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A text in which names are looked for."""

    tokens: Tokens
    language: str
    lexicon: Mapping[str, tuple[Hearing, ...]]
    given: Given

    def form(self, at: int) -> str:
        """Return the word at a position as written (an endless one's beginning), "" outside of the text."""
        if not 0 <= at < len(self.tokens.forms):
            return ""
        return behind_consonant(self.tokens.forms[at][:LONGEST_WORD])

    def gap(self, at: int) -> str:
        """Return what stands between a word and the next; a line's end outside of the text."""
        if not 0 <= at < len(self.tokens.forms) - 1:
            return "\n"
        return self.tokens.gap(at + 1)

    def is_beside(self, at: int) -> bool:
        """Tell whether nothing but a blank parts a word from the next."""
        gap = self.gap(at)
        return gap == " " or ("\n" not in gap and not gap.strip())

    def begins_sentence(self, at: int) -> bool:
        """Tell whether a word owes its capital to its place, and is not behind the stop of gen. or Sec."""
        before = self.tokens.gap(at)
        if before[:1] == "." and not before[1:].strip() and callings.is_shortened(self.form(at - 1)):
            return "\n" in before
        # The end of it only: marks without end would be looked through anew from each of them.
        return _BEGINS_SENTENCE.search((f"a{before}" if at else before)[-8:]) is not None

    def is_quoted(self, first: int, last: int) -> bool:
        """Tell whether some words stand in quotation marks of their own."""
        before, behind = self.tokens.gap(first), self.tokens.gap(last + 1)
        return before[-1:] in _QUOTES and behind[:1] in _QUOTES
