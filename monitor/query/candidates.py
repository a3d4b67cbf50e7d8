"""Which topics an item can match at all, told from the terms that are present, for all topics at once.

For each way to satisfy a topic a few necessary clauses are known (see `ways`): sets of terms of which at
least one must be present. Each clause of each way owns a bit in one large integer; a term carries the bits
of the clauses that it satisfies. The bits of an item's terms, united, show which ways have all their
clauses; a topic whose necessary words are absent costs nothing. (The presearcher of Lucene's Monitor, done
with integers.)
"""

from collections.abc import Iterator, Sequence

from monitor.query import operators, plan
from monitor.query.plan import Plan
from monitor.query.terms import Kind, Term
from monitor.query.ways import Clause, Ways

#: So many ways are told apart for all topics together: more let fewer topics through, and make the
#: integers longer.
MOST_WAYS = 2_000
MOST_OF_ONE = 60
#: The same is true of the clauses of a way. Of 1,000 topics a text of 5,000 characters could match 10.7 with
#: three, 5.3 with five and 5.1 with six; 2.3 do match. Few topics can be long ones, whose clauses are common.
CLAUSES, CLAUSES_OF_FEW, FEW = 5, 8, 100

#: How often a term is found, roughly: 1 is rare.
_COMMON = {Kind.NAME: 2, Kind.GLOB: 4, Kind.CASE_GLOB: 3, Kind.CASE: 2}
_COMMON_FACTS = {"url": 5, "author": 1, "tag": 5, "source": 10, "group": 40, "country": 40, "lang": 60}


class Candidates:
    """The necessary clauses of all topics."""

    def __init__(self, plans: Sequence[Plan], terms: Sequence[Term]) -> None:
        #: How many topics there are; and all of them, a bit for each.
        self._topics = len(plans)
        self.all = (1 << len(plans)) - 1
        #: The bits that each term sets: first those of the topics that ask for it, then those of clauses.
        self.masks = [0] * len(terms)
        for number, each in enumerate(plans):
            for term in _asked(each):
                self.masks[term] |= 1 << number
        self._clauses = CLAUSES_OF_FEW if len(plans) <= FEW else CLAUSES
        most = min(MOST_OF_ONE, 1 + MOST_WAYS // max(1, len(plans)))
        ways = Ways([_weight(term) for term in terms], most=most, clauses=self._clauses)
        rows = [(number, way) for number, each in enumerate(plans) for way in ways.add(each)]
        #: The topic of each row of bits, which is a way.
        self._topic_of = [topic for topic, _ in rows]
        #: The bits that are set for every item.
        self._given = 0
        #: The bits of clauses of which a term must stand in the lead.
        self._of_lead = 0
        for number, (_, way) in enumerate(rows):
            for place in range(self._clauses):
                bit = 1 << (len(plans) + place * len(rows) + number)
                if place < len(way):
                    self._take(bit, way[place])
                else:
                    self._given |= bit

    def _take(self, bit: int, clause: Clause) -> None:
        count = len(self.masks)
        for term in clause:
            self.masks[term % count] |= bit
        if all(term >= count for term in clause):
            self._of_lead |= bit

    def find(self, mask: int, *, below: int = 0) -> int:
        """Return the topics, a bit for each, that an item with these bits can match.

        `below`: the bits of words that are known to stand below its lead only.
        """
        mask |= below & ~self._of_lead | self._given
        count = len(self._topic_of)
        left = (1 << count) - 1
        for place in range(self._clauses):
            left &= mask >> (self._topics + place * count)
            if not left:
                return 0
        topics = 0
        for row in numbers(left):
            topics |= 1 << self._topic_of[row]
        return topics


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


def _weight(term: Term) -> int:
    if term.kind is Kind.FACT:
        return _COMMON_FACTS[term.text.partition(":")[0]]
    # Long words are rarer than short ones.
    return _COMMON.get(term.kind, max(1, 12 - len(term.text)))
