"""In which ways a query can be satisfied, and what each of them needs.

A way is a few necessary clauses: sets of terms of which at least one must be present. A query that joins
alternatives of several words each has several ways: were the clauses of all alternatives united instead,
one word of this and another word of that alternative would pass for an item that may match.
"""

from collections.abc import Iterable, Sequence

from monitor.query import operators, plan
from monitor.query.plan import Plan

#: Numbers of terms; of one that must stand in the lead (or the title), its number behind those of all terms.
Clause = frozenset[int]
Way = list[Clause]

#: Clauses are alike that share more of their terms.
_ALIKE = 0.7


class Ways:
    """The ways of topics."""

    def __init__(self, weights: Sequence[int], *, most: int, clauses: int) -> None:
        """Begin without topics. `weights`: how often each term is found; `most`: ways of a topic."""
        self._count = len(weights)
        self._weights = [*weights, *weights]
        self._most = most
        self._clauses = clauses
        #: The ways of each topic so far, by number.
        self._topics: list[list[Way]] = []

    def add(self, topic: Plan) -> list[Way]:
        """Return the ways of a topic that refers only to those that were added before."""
        self._topics.append([self._rarest(way) for way in self._of(topic)])
        return self._topics[-1]

    def _of(self, each: Plan) -> list[Way]:
        match each:
            case plan.Leaf(terms=terms, field="title" | "lead"):
                return [[frozenset((self._count + term,)) for term in terms]]
            case plan.Leaf(terms=terms):
                return [[frozenset((term,)) for term in terms]]
            case plan.Known(term=term):
                return [[frozenset((self._count + term,))]]
            case plan.Elsewhere(topic=topic):
                return self._topics[topic]
            case operators.AnyOf(parts=parts):
                return self._any_of(parts)
            case _:
                return self._all_of(each.needs)

    def _any_of(self, parts: Sequence[Plan]) -> list[Way]:
        # Phrases among words are united with these: a list has many, and they make little difference there.
        is_list = any(isinstance(part, plan.Leaf | plan.Known) for part in parts)
        words: list[Way] = []
        groups: list[list[Way]] = []
        for part in parts:
            is_phrase = isinstance(part, operators.Close) and not is_list
            if is_phrase or isinstance(part, operators.AllOf | operators.AnyOf | plan.Elsewhere):
                groups.append(self._of(part))
            else:
                words += self._of(part)
        return [way for ways in self._few([self._united(words), *groups]) for way in ways]

    def _few(self, groups: list[list[Way]]) -> list[list[Way]]:
        """Unite the ways of those alternatives that have most of them, or all, until there are few enough.

        Were always all united, a rare alternative would let through what the common words of all others do.
        """
        groups.sort(key=len)
        while sum(map(len, groups)) > self._most and len(groups[-1]) > 1:
            groups.insert(0, self._united(groups.pop()))
        ways = [way for group in groups for way in group]
        return groups if len(ways) <= self._most else [self._united(ways)]

    def _all_of(self, parts: Iterable[Plan]) -> list[Way]:
        always: Way = []
        ways: list[Way] = [[]]
        for more in sorted(map(self._of, parts), key=len, reverse=True):
            if 1 < len(more) <= self._most // len(ways):
                ways = [one + other for one in ways for other in more]
            elif united := self._united(more):
                always += united[0]
            else:
                return []
        always = self._rarest(always)
        return [self._rarest(always + way) for way in ways]

    def _united(self, ways: Sequence[Way]) -> list[Way]:
        """Return one way for all, if there are any: whichever holds, one term of each clause is present."""
        choices = [self._rarest(way) for way in ways]
        if not all(choices):
            return [[]]
        longest = max(map(len, choices), default=0)
        places = [[way[min(place, len(way) - 1)] for way in choices] for place in range(longest)]
        return [[frozenset().union(*clauses) for clauses in places]] if places else []

    def _rarest(self, way: Way) -> Way:
        """Return the clauses that fewest items will satisfy, the rarest first.

        What satisfies one mostly satisfies another that shares most of its terms: those come last.
        """
        weights = self._weights
        by_weight = sorted({(sum(weights[term] for term in clause), tuple(sorted(clause))) for clause in way})
        unlike: Way = []
        alike: Way = []
        for _, terms in by_weight:
            clause = frozenset(terms)
            is_alike = any(len(clause & other) > _ALIKE * len(clause) for other in unlike)
            (alike if is_alike else unlike).append(clause)
        return (unlike + alike)[: self._clauses]
