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
        #: Kind of term -> what its terms weigh now.
        self._weights: dict[str, _Weights] = {}

    def add(self, terms: Iterable[str]) -> None:
        """Count an item."""
        self._items += 1
        self._weights.clear()
        self._with.update(iter(terms))

    def remove(self, terms: Iterable[str]) -> None:
        """Count an item no longer."""
        self._items -= 1
        self._weights.clear()
        for term in terms:
            self._with[term] -= 1
            if not self._with[term]:
                del self._with[term]

    def weigh(self, terms: Iterable[str]) -> list[float]:
        """Return what each term tells: its inverse document frequency, times the weight of its kind."""
        if not self._weights:
            self._weights = {kind: _Weights(kind, self._items) for kind in KINDS}
        weights, count = self._weights, self._with.get
        return [weights[term[0]][count(term, 0)] for term in terms]


class _Weights(dict[int, float]):
    """What a term of a kind weighs, by how many items have it: many terms of an item are equally rare."""

    def __init__(self, kind: str, items: int) -> None:
        self._kind = KINDS[kind]
        self._whole = log(items + _EXPECTED_ITEMS)

    def __missing__(self, having: int) -> float:
        rarity = log(having + _EXPECTED_ITEMS * self._kind.expected)
        self[having] = weight = self._kind.weight * max(_LEAST, self._whole - rarity)
        return weight
