"""Names found by the spellings listed for them, and by no other: plain enough to see through."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.topics import Name
from monitor.words.folding import fold
from monitor.words.tokens import Tokens, tokenise


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellingHit:
    """One place where a listed spelling stands."""

    #: The name's key.
    key: str
    #: Position of the first word.
    first: int
    #: Position of the last word, inclusive.
    last: int


class Spellings:
    """The listed spellings of all names."""

    def __init__(self, names: Iterable[Name]) -> None:
        #: By first word: the spelling's words and the name's key, longest first.
        self._by_word: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name in names:
            for spelling in {tokenise(each).words for each in (name.name, *name.also)} - {()}:
                self._by_word[spelling[0]].append((spelling, name.key))
        for spellings in self._by_word.values():
            spellings.sort(key=lambda each: (-len(each[0]), each))

    def keys(self, form: str, language: str) -> set[str]:
        """Return the names that a word of a text may be of, whatever the language."""
        return {key for _, key in self._by_word.get(fold(form), ())}

    def anchors(self, key: str) -> tuple[()]:
        """Return nothing: no index is asked."""
        return ()

    def find(self, tokens: Tokens, language: str, *, at: Iterable[int] | None = None) -> list[SpellingHit]:
        """Return every place where a spelling stands, whatever the language; `at`: begins at one of these."""
        hits = []
        for first in range(len(tokens.words)) if at is None else at:
            for spelling, key in self._by_word.get(tokens.words[first], ()):
                if tokens.words[first : first + len(spelling)] == spelling:
                    hits.append(SpellingHit(key=key, first=first, last=first + len(spelling) - 1))
        return hits
