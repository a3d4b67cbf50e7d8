"""How much two items say the same: a cosine over weighted terms, less for what speaks against it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, sqrt

from monitor.story.numbers import PEOPLE
from monitor.story.terms import Counts, Terms

#: An item is known by its weightiest terms: the memory of a window is bounded by this.
_MOST_TERMS = 48
#: What remains of a similarity when both items name places, and none is the same; so with names; and when
#: they count one thing and never alike, in their texts or in both titles.
_OTHER_PLACES = 0.6
_OTHER_NAMES = 0.9
_OTHER_NUMBERS = 0.6
_OTHER_HEADLINE = 0.2
#: Spoken of in news about anywhere, so that they place no event.
_EVERYWHERE = frozenset({"p:eu", "p:nato", "p:un", "p:europe"})
#: Spans of time: items about one event name several.
_SPANS = frozenset({"year", "month", "week", "day", "hour"})
#: Up to this, numbers of people are exact; and how far a round number may be from what it stands for.
_EXACT = 5
_ABOUT = 0.05
#: When more than this share of a similarity is one term's, up to this much of the similarity is lost.
_ONE_TERM, _LOSS = 0.35, 0.5
#: Two items this near in time may be of one event whatever the time between; then it halves in so many days.
_GRACE_DAYS = 1.0
_HALF_LIFE_DAYS = 3.0

_Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vector:
    """What an item is about, weighted by how much each term told when the item came."""

    language: str
    #: Days since the epoch.
    at: float
    #: What it may share with items of its own language, and of other ones.
    same: _Weights
    across: _Weights
    #: The lengths of these.
    length: float
    length_across: float
    places: frozenset[str]
    names: frozenset[str]
    headline: Counts
    counts: Counts


def vector_of(terms: Terms, *, language: str, at: float, weight: Callable[[str], float]) -> Vector:
    """Weigh the terms of an item."""
    weighed = ((term, share * weight(term)) for term, share in terms.weights.items())
    kept = dict(nlargest(_MOST_TERMS, weighed, key=lambda pair: (pair[1], pair[0])))
    same = {term: value for term, value in kept.items() if term[0] != "g"}
    across = {term: value for term, value in kept.items() if term[0] != "s"}
    return Vector(
        language=language,
        at=at,
        same=same,
        across=across,
        length=_length(same),
        length_across=_length(across),
        places=frozenset(term for term in kept if term[0] in "pP").difference(_EVERYWHERE),
        names=frozenset(term for term in kept if term[0] in "nk"),
        headline=terms.headline,
        counts=terms.counts,
    )


def shared(one: Vector, other: Vector) -> dict[str, float]:
    """Return the terms that both items have, with what each adds to their similarity."""
    is_same = one.language == other.language
    first, second = (one.same, other.same) if is_same else (one.across, other.across)
    return {term: first[term] * second[term] for term in first.keys() & second.keys()}


def similarity(one: Vector, other: Vector) -> float:
    """Return how much two items say the same, 0..1."""
    parts = shared(one, other).values()
    if not parts:
        return 0.0
    # Exactly, since sets have another order in each process: a last digit can decide between two stories.
    whole = fsum(parts)
    is_same = one.language == other.language
    lengths = one.length * other.length if is_same else one.length_across * other.length_across
    one_term = max(0.0, max(parts) / whole - _ONE_TERM) / (1 - _ONE_TERM)
    return whole / lengths * (1 - _LOSS * one_term) * _against(one, other) * _nearness(abs(one.at - other.at))


def _against(one: Vector, other: Vector) -> float:
    factor = 1.0
    if one.places and other.places and one.places.isdisjoint(other.places):
        factor *= _OTHER_PLACES
    if one.names and other.names and one.names.isdisjoint(other.names):
        factor *= _OTHER_NAMES
    if are_at_odds(one.counts, other.counts):
        factor *= _OTHER_HEADLINE if are_at_odds(one.headline, other.headline) else _OTHER_NUMBERS
    return factor


def are_at_odds(one: Counts, other: Counts) -> bool:
    """Tell whether two items count the same things and never alike: 52 freed is not 123 freed."""
    found = False
    for counted, values in one.items():
        if counted in _SPANS:
            continue
        for thing, numbers in other.items():
            if counted == thing or {counted, thing} == {"", PEOPLE}:
                if any(_may_be_one(a, b, is_people=counted == PEOPLE) for a in values for b in numbers):
                    return False
                found = True
    return found


def _may_be_one(one: float, other: float, *, is_people: bool) -> bool:
    """Tell whether two numbers may be of the same things: 14 are "he and 13 others", and 52 "about fifty"."""
    apart = abs(one - other)
    is_round = one % 10 == 0 or other % 10 == 0
    return not apart or (
        min(one, other) > _EXACT and (apart <= is_people or (is_round and apart <= _ABOUT * max(one, other)))
    )


def _nearness(days: float) -> float:
    return float(0.5 ** (max(0.0, days - _GRACE_DAYS) / _HALF_LIFE_DAYS))


def _length(weights: _Weights) -> float:
    return sqrt(fsum(value * value for value in weights.values())) or 1.0
