"""What marks a story: the places, names and numbers that most of its items have. Pure.

Told from many sides, an event leaves its items little to share, and two stories of it stay two. But when both
are marked by one town and one name, or one name and one number of people, they are hardly of two events.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from math import prod
from typing import NamedTuple

from monitor.story.numbers import PEOPLE
from monitor.story.vectors import Vector

#: By the kind of term: how many times as much alike two stories count, when such a term marks both.
_FACTORS = {"p": 1.5, "k": 1.4, "n": 1.0, "#": 1.6}
#: So many kinds of mark prove something: one alone may be of look-alikes, as two releases of one number are;
#: and presidents meet in one town more than once.
_FEWEST_KINDS = 2
_TOO_LITTLE = frozenset("np")
#: A term marks a story when it weighs so much and more than this share of the items have it.
_LEAST_WEIGHT, _MOSTLY = 3.4, 0.5
#: People are counted in many ways: when they are more than so many, this share is enough.
_COUNTED_ABOVE, _COUNTED_BY = 12, 0.25


class Marks(NamedTuple):
    """What marks a story."""

    #: Terms of places, names and numbers.
    terms: frozenset[str]
    #: How many people are counted.
    people: frozenset[float]


#: The most that marks make of a likeness.
MOST = prod(_FACTORS.values())


def marks_of(vectors: Collection[Vector]) -> Marks:
    """Return what marks a story of these items."""
    terms = Counter(term for vector in vectors for term in _telling(vector))
    people = Counter(number for vector in vectors for number in _people(vector))
    return Marks(
        terms=frozenset(term for term, count in terms.items() if count > _MOSTLY * len(vectors)),
        people=frozenset(number for number, count in people.items() if count >= _COUNTED_BY * len(vectors)),
    )


def factor(one: Marks, other: Marks) -> float:
    """Return how many times as much alike two stories count for what marks both."""
    kinds = {term[0] for term in one.terms & other.terms}
    if _count_alike(one.people, other.people):
        kinds.add("#")
    is_proof = len(kinds) >= _FEWEST_KINDS and kinds != _TOO_LITTLE
    return prod(_FACTORS[kind] for kind in kinds) if is_proof else 1.0


def _telling(vector: Vector) -> Iterator[str]:
    for term, weight in vector.across.items():
        if weight >= _LEAST_WEIGHT and term[0] in _FACTORS and (term[0] != "p" or term in vector.places):
            yield term


def _people(vector: Vector) -> set[float]:
    counted = (numbers for thing, numbers in vector.counts.items() if not thing or thing.startswith(PEOPLE))
    return {number for numbers in counted for number in numbers if number > _COUNTED_ABOVE}


def _count_alike(one: Collection[float], other: Collection[float]) -> bool:
    """Tell whether two numbers are one: nineteen are "she and eighteen others"."""
    return any(abs(a - b) <= 1 for a in one for b in other)
