"""What queries need of whoever finds names in texts."""

from collections.abc import Collection, Iterable
from typing import Protocol

from monitor.words.names.patterns import Word
from monitor.words.tokens import Tokens


class NameHit(Protocol):
    """One place where a name stands."""

    @property
    def key(self) -> str:
        """Return the name's key."""
        ...

    @property
    def first(self) -> int:
        """Return the position of its first word."""
        ...

    @property
    def last(self) -> int:
        """Return the position of its last word, inclusive."""
        ...


class NameFinder(Protocol):
    """Finds names in texts."""

    def keys(self, form: str, language: str) -> Collection[str]:
        """Return the names that a word as written may be of: each place of a name has such a word."""
        ...

    def anchors(self, key: str) -> Iterable[Word]:
        """Return the words one of which every text has that has the name; none when that cannot be told."""
        ...

    def find(self, tokens: Tokens, language: str, *, at: Iterable[int] | None = None) -> Iterable[NameHit]:
        """Return every place where a name stands in a text of the language.

        `at`: only names whose word (see `keys`) is one of these.
        """
        ...
