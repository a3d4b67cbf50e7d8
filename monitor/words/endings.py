"""One way to take endings off words, for the languages whose rules are our own. Pure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemmer:
    """Strips the longest known ending, then levels what the ending did to the stem."""

    endings: frozenset[str]
    #: Letters of the longest ending.
    longest: int
    #: Letters that a stem keeps at least.
    shortest: int
    #: At least one of these is in every stem.
    vowels: frozenset[str]
    #: Patterns and what takes their place, applied to the stem in this order: each where the stem ends in
    #: one of some letters (none: anywhere), which alone tells of most that they are not for a stem.
    levelling: tuple[tuple[str, re.Pattern[str], str], ...]

    def strip(self, word: str) -> str:
        """Return the word without its longest ending that leaves a stem."""
        most = min(self.longest, len(word) - self.shortest)
        for size in range(most, 0, -1):
            if word[-size:] in self.endings and not self.vowels.isdisjoint(word[:-size]):
                return word[:-size]
        return word

    def stem(self, word: str) -> str:
        """Return the key that the forms of a word share."""
        key = self.strip(word)
        for last, pattern, replacement in self.levelling:
            if not last or key[-1:] in last:
                key = pattern.sub(replacement, key)
        return key


def make(*, endings: str, vowels: str, shortest: int, levelling: list[tuple[str, str, str]]) -> Stemmer:
    """Build a stemmer from endings separated by blanks and (last letters, pattern, replacement)."""
    known = frozenset(endings.split())
    return Stemmer(
        endings=known,
        longest=max(map(len, known)),
        shortest=shortest,
        vowels=frozenset(vowels),
        levelling=tuple((last, re.compile(pattern), new) for last, pattern, new in levelling),
    )
