"""How much a term tells: the rarer it is in the news of the last days, the more."""

from collections import Counter
from collections.abc import Iterable
from math import log

from monitor.story.terms import KINDS

#: Items that the expectation of a kind of term counts for: what a cold start goes by, and soon forgets.
_EXPECTED_ITEMS = 100
#: A term that every item has tells this much.
_LEAST = 0.05


class Frequencies:
    """Counts the items that have a term."""

    def __init__(self) -> None:
        self._items = 0
        self._with: Counter[str] = Counter()

    def add(self, terms: Iterable[str]) -> None:
        """Count an item."""
        self._items += 1
        self._with.update(iter(terms))

    def remove(self, terms: Iterable[str]) -> None:
        """Count an item no longer."""
        self._items -= 1
        for term in terms:
            self._with[term] -= 1
            if not self._with[term]:
                del self._with[term]

    def weight(self, term: str) -> float:
        """Return what a term tells: its inverse document frequency, times the weight of its kind."""
        kind = KINDS[term[0]]
        expected = self._with[term] + _EXPECTED_ITEMS * kind.expected
        return kind.weight * max(_LEAST, log((self._items + _EXPECTED_ITEMS) / expected))
