"""Clauses, terms of which one must be present; mostly one of what a query cannot do without is missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence


class Clauses:
    """Clauses, numbered below zero, so that they may stand among terms: one of a single term is that term."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[int], int] = {}
        self._of: defaultdict[int, list[int]] = defaultdict(list)

    @property
    def of(self) -> Mapping[int, Sequence[int]]:
        """Return the clauses of each term that is in any of several terms."""
        return self._of

    def number(self, terms: frozenset[int]) -> int:
        """Return what is present in an item where one of some terms is."""
        if len(terms) == 1:
            return next(iter(terms))
        if terms not in self._numbers:
            self._numbers[terms] = -1 - len(self._numbers)
            for term in terms:
                self._of[term].append(self._numbers[terms])
        return self._numbers[terms]
