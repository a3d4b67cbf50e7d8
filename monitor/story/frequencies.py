"""How much a term tells: the rarer it is in the news of the last days, the more."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
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

    def weigh(self, terms: Iterable[str]) -> list[float]:
        """Return what each term tells: its inverse document frequency, times the weight of its kind."""
        whole, count, kinds = log(self._items + _EXPECTED_ITEMS), self._with.get, KINDS
        return [
            kinds[term[0]].weight * max(_LEAST, whole - _rarity(term[0], count(term, 0))) for term in terms
        ]


@cache
def _rarity(kind: str, items: int) -> float:
    return log(items + _EXPECTED_ITEMS * KINDS[kind].expected)
