"""How much two items say the same: a cosine over weighted terms, less for what speaks against it. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import fsum, sqrt

from monitor.story.numbers import OF, PEOPLE
from monitor.story.passage import Acts, Counts
from monitor.story.terms import Terms

#: An item is known by its weightiest terms: the memory of a window is bounded by this.
_MOST_TERMS = 48
#: What remains of a similarity when both items name places, and none is the same; so with names; and when
#: they count one thing and never alike, in their texts or in both titles.
_OTHER_PLACES = 0.6
_OTHER_NAMES = 0.9
_OTHER_NUMBERS = 0.6
_OTHER_HEADLINE = 0.2
_OTHER_TITLED = 0.7
#: When their titles tell of acts of which one follows the other.
_OTHER_ACTS = 0.4
#: Spoken of in news about anywhere, so that they place no event.
_EVERYWHERE = frozenset({"p:eu", "p:nato", "p:un", "p:europe"})
#: Spans of time: items about one event name several.
_SPANS = frozenset({"year", "month", "week", "day", "hour"})
#: Items that both have a number beyond this mean the same by it, whatever they say that it counts.
_TELLING = 20
#: Up to this, numbers of people are exact; and how far a round number may be from what it stands for.
_EXACT = 5
_ABOUT = 0.05
#: When more than this share of a similarity is one term's, up to this much of the similarity is lost.
_ONE_TERM, _LOSS = 0.35, 0.6
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
    #: Those of them that stand in the title.
    titled: frozenset[str]
    headline: Counts
    counts: Counts
    #: Chain of acts -> those of its acts that the title tells of.
    acts: Acts


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
        titled=frozenset(term for term in terms.titled if term[0] in "nk" and term in kept),
        headline=terms.headline,
        counts=terms.counts,
        acts=terms.acts,
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
    if _name_others(one, other):
        factor *= _OTHER_TITLED
    if are_at_odds(one.counts, other.counts):
        factor *= _OTHER_HEADLINE if are_at_odds(one.headline, other.headline) else _OTHER_NUMBERS
    if any(one.acts[chain].isdisjoint(other.acts[chain]) for chain in one.acts.keys() & other.acts.keys()):
        factor *= _OTHER_ACTS
    return factor


def _name_others(one: Vector, other: Vector) -> bool:
    """Tell whether each title names somebody of whom the other item says nothing."""
    first, second = one.titled, other.titled
    if one.language != other.language:
        # Names that no list has may sound otherwise in another language.
        first, second = (frozenset(t for t in each if t[0] == "n") for each in (first, second))
    return bool(first and second) and first.isdisjoint(other.names) and second.isdisjoint(one.names)


def are_at_odds(one: Counts, other: Counts) -> bool:
    """Tell whether two items count the same things and never alike: 52 freed is not 123 freed."""
    if not one or not other:
        return False
    if any(number > _TELLING for number in _all(one) & _all(other)):
        return False
    found = False
    for counted, values in one.items():
        for thing, numbers in other.items():
            odds = _odds(counted, values, thing, numbers)
            if odds is False:
                return False
            found = found or bool(odds)
    return found


def _all(counts: Counts) -> set[float]:
    return {number for counted, numbers in counts.items() if counted not in _SPANS for number in numbers}


def _odds(counted: str, values: Iterable[float], thing: str, numbers: Iterable[float]) -> bool | None:
    """Tell whether no two numbers may be of the same things; None when they count different ones."""
    (kind, _, part), (its_kind, _, its_part) = counted.partition(OF), thing.partition(OF)
    if kind in _SPANS or not (kind == its_kind or {kind, its_kind} == {"", PEOPLE}):
        return None
    if any(_may_be_one(a, b, is_people=kind == PEOPLE) for a in values for b in numbers):
        return False
    if part == its_part:
        return True
    # What is said to be of some country may be a part of what is said to be of none.
    is_part = (part and its_part) or (max(values) < max(numbers) if part else max(numbers) < max(values))
    return None if is_part else True


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
