"""What an item is about as a vector: its weightiest terms, and what may speak against other items. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from operator import mul

from monitor.story.acts import Acts
from monitor.story.counting import Counts
from monitor.story.terms import WEEKDAY, Terms

#: An item is known by its weightiest terms: the memory of a window is bounded by this.
_MOST_TERMS = 48
#: Lengths are taken a little nearer to that of a short item, which is so many times what a word tells that
#: nobody used yet (A. Singhal, C. Buckley, M. Mitra, Pivoted document length normalization, 1996).
_PIVOT, _NEARER = 2.2, 0.15
_UNHEARD = "s:"
#: Weights are rounded: those of all items are the same few thousand numbers, and in memory once.
_DIGITS = 2
_VALUES: dict[float, float] = {}
#: Spoken of in news about anywhere, so that they place no event.
_EVERYWHERE = frozenset({"p:eu", "p:nato", "p:un", "p:europe"})

_Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """What an item is about, weighted by how much each term told when the item came; equal to itself only."""

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
    #: Days of the week.
    weekdays: frozenset[str]
    #: Those of the names and of the places that stand in the title.
    titled_names: frozenset[str]
    titled_places: frozenset[str]
    headline: Counts
    counts: Counts
    #: The title counts people who come on top of others.
    is_further: bool
    #: What is told of that other acts precede or follow: in the title but for its reasons, and in all.
    titled_acts: Acts
    acts: Acts


def vector_of(
    terms: Terms, *, language: str, at: float, weigh: Callable[[Iterable[str]], Sequence[float]]
) -> Vector:
    """Weigh the terms of an item."""
    unheard, *told = weigh((_UNHEARD, *terms.weights))
    kept = _weightiest(terms.weights, list(map(mul, terms.weights.values(), told)))
    same, across = parts_of(kept)
    names, places = names_among(kept), places_among(kept)
    pivot = _PIVOT * unheard
    return Vector(
        language=language,
        at=at,
        same=same,
        across=across,
        length=_length(same, pivot),
        length_across=_length(across, pivot),
        places=places,
        names=names,
        weekdays=weekdays_among(kept),
        titled_names=names & terms.titled,
        titled_places=places & terms.titled,
        headline=terms.headline,
        counts=terms.counts,
        is_further=terms.is_further,
        titled_acts=terms.titled_acts,
        acts=terms.acts,
    )


def _weightiest(terms: Iterable[str], weights: Sequence[float]) -> _Weights:
    """Return the weightiest terms by their rounded weights."""
    # Rounding changes the order only of those that are nearly equal: not all have to be rounded.
    least = sorted(weights)[-_MOST_TERMS:][0] - 10**-_DIGITS if weights else 0.0
    likely = (pair for pair in zip(weights, terms, strict=True) if pair[0] >= least)
    ranked = sorted([(round(weight, _DIGITS), term) for weight, term in likely], reverse=True)
    return {term: rounded(weight) for weight, term in ranked[:_MOST_TERMS]}


def rounded(value: float) -> float:
    """Return a rounded weight as the one object that all items have of it."""
    return _VALUES.setdefault(value, value)


def parts_of(kept: _Weights) -> tuple[_Weights, _Weights]:
    """Return what an item may share with items of its own language, and of other ones."""
    same = {term: value for term, value in kept.items() if term[0] != "g"}
    return same, {term: value for term, value in kept.items() if term[0] != "s"}


def names_among(terms: Iterable[str]) -> frozenset[str]:
    """Return the terms that are names."""
    return frozenset(term for term in terms if term[0] in "nk")


def places_among(terms: Iterable[str]) -> frozenset[str]:
    """Return the terms that are places of events."""
    return frozenset(term for term in terms if term[0] in "pP").difference(_EVERYWHERE)


def weekdays_among(terms: Iterable[str]) -> frozenset[str]:
    """Return the terms that are days of the week."""
    return frozenset(term for term in terms if term.startswith(WEEKDAY))


def _length(weights: _Weights, pivot: float) -> float:
    length = sqrt(fsum(value * value for term, value in weights.items() if term[0] != "j"))
    return _NEARER * pivot + (1 - _NEARER) * length
