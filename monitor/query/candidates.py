"""Which topics an item can match at all, told from the terms that are present, for all topics at once.

For each topic a few necessary clauses are known: sets of terms of which at least one must be present.
Each clause of each topic owns a bit in one large integer; a term carries the bits of the clauses that it
satisfies. The bits of an item's terms, united, show which topics have all their clauses; a topic whose
necessary words are absent costs nothing. (The presearcher of Lucene's Monitor, done with integers.)
"""

from collections.abc import Iterator, Sequence

from monitor.query import operators, plan
from monitor.query.plan import Plan
from monitor.query.terms import Kind, Term

Clause = frozenset[int]

#: More clauses let fewer topics through and make the integers longer. Of 1,000 topics a text of 5,000
#: characters could match 10.7 with three clauses, 5.3 with five and 5.1 with six; 2.3 do match.
CLAUSES = 5

#: How often a term is found, roughly: 1 is rare.
_COMMON = {Kind.NAME: 2, Kind.GLOB: 4, Kind.CASE_GLOB: 3, Kind.CASE: 2}
_COMMON_FACTS = {"url": 5, "author": 1, "tag": 5, "source": 10, "group": 40, "country": 40, "lang": 60}


class Candidates:
    """The necessary clauses of all topics."""

    def __init__(self, plans: Sequence[Plan], terms: Sequence[Term]) -> None:
        self._count = len(plans)
        #: All topics, a bit for each.
        self.all = (1 << len(plans)) - 1
        #: The bits that each term sets.
        self.masks = [0] * len(terms)
        #: The bits of the topics, by number, that ask for each term.
        self.topics = [0] * len(terms)
        #: The bits that are set for every item.
        self._given = 0
        weights = [_weight(term) for term in terms]
        necessary: list[list[Clause]] = []
        for number, each in enumerate(plans):
            for term in _asked(each):
                self.topics[term] |= 1 << number
            necessary.append(_rarest(_necessary(each, weights, necessary), weights))
            for place in range(CLAUSES):
                self._take(number, place, necessary[-1][place : place + 1])

    def _take(self, topic: int, place: int, clauses: list[Clause]) -> None:
        bit = 1 << (place * self._count + topic)
        for clause in clauses:
            for term in clause:
                self.masks[term] |= bit
        if not clauses:
            self._given |= bit

    def find(self, mask: int) -> int:
        """Return the topics, a bit for each, that an item with these bits can match."""
        mask |= self._given
        left = self.all
        for place in range(CLAUSES):
            left &= mask >> (place * self._count)
        return left


def numbers(bits: int) -> Iterator[int]:
    """Yield which bits are set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _asked(each: Plan) -> Iterator[int]:
    """Yield the words and names for which a plan asks, anywhere in it."""
    match each:
        case plan.Leaf(terms=terms):
            yield from terms
        case operators.AllOf(parts=parts) | operators.AnyOf(parts=parts):
            for part in parts:
                yield from _asked(part)
        case operators.NoneOf(part=part) | operators.AtLeast(part=part):
            yield from _asked(part)
        case operators.Close(left=left, right=right) | operators.Away(left=left, right=right):
            yield from _asked(left)
            yield from _asked(right)


def _necessary(each: Plan, weights: Sequence[int], topics: Sequence[list[Clause]]) -> list[Clause]:
    """Return clauses that hold in every document that satisfies the plan."""
    match each:
        case plan.Leaf(terms=terms):
            return [frozenset((term,)) for term in terms]
        case plan.Known(term=term):
            return [frozenset((term,))]
        case plan.Elsewhere(topic=topic):
            return topics[topic]
        case operators.AnyOf(parts=parts):
            return _either([_rarest(_necessary(part, weights, topics), weights) for part in parts])
        case _:
            return [clause for part in each.needs for clause in _necessary(part, weights, topics)]


def _either(choices: list[list[Clause]]) -> list[Clause]:
    """Unite one clause of each alternative: whichever holds, one of its terms is present."""
    if not all(choices):
        return []
    return [
        frozenset().union(*(clauses[min(place, len(clauses) - 1)] for clauses in choices))
        for place in range(max(map(len, choices)))
    ]


def _rarest(clauses: list[Clause], weights: Sequence[int]) -> list[Clause]:
    """Return the clauses that fewest items will satisfy, the rarest first."""
    by_weight = sorted({(sum(weights[term] for term in clause), tuple(sorted(clause))) for clause in clauses})
    return [frozenset(clause) for _, clause in by_weight[:CLAUSES]]


def _weight(term: Term) -> int:
    if term.kind is Kind.FACT:
        return _COMMON_FACTS[term.text.partition(":")[0]]
    # Long words are rarer than short ones.
    return _COMMON.get(term.kind, max(1, 12 - len(term.text)))
