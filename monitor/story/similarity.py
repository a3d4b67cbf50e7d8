"""How much two items say the same: a cosine over weighted terms, less for what speaks against it. Pure."""

from collections.abc import Iterable, Set
from functools import lru_cache
from math import fsum

from monitor.story.acts import acts_alike
from monitor.story.counting import GrowthLimit, are_at_odds, has_grown
from monitor.story.naming import named_alike
from monitor.story.vectors import Vector

#: When more than this share of a similarity is one term's, up to this much of the similarity is lost.
_ONE_TERM, _LOSS = 0.35, 0.6
#: What remains of a similarity when both items name places, and none is the same; so with days of the week
#: and names; when some place is the same, and each title names one of which the other item says nothing.
_OTHER_PLACES = 0.6
_OTHER_WEEKDAYS = 0.8
_OTHER_NAMES = 0.9
_TITLED_PLACES = 0.5
#: When they count one thing and never alike, in their texts or in both titles.
_OTHER_NUMBERS = 0.55
_OTHER_HEADLINE = 0.2
#: Of these more are found, and it is one event.
_TOLL = frozenset({"c:kill", "c:injure", "c:missing", "c:victim"})
#: As long people who are freed or dead become more in the news, when nothing else speaks against one event.
_GROWING_DAYS = 0.75
#: Those freed become at most so many times as many: more of them is another release. Tolls grow manyfold.
_FREED = "c:free"
_MORE_FREED = GrowthLimit(times=2.0, times_few=4.0, few=20)
#: Two items this near in time may be of one event whatever the time between; then it halves in so many days.
_GRACE_DAYS = 1.0
_HALF_LIFE_DAYS = 3.0
#: Pairs of items that are remembered: one is looked at when they are joined, looked over, and explained.
_REMEMBERED = 2_048


def shared(one: Vector, other: Vector) -> dict[str, float]:
    """Return the terms that both items have, with what each adds to their similarity."""
    first, second = (one.same, other.same) if one.language == other.language else (one.across, other.across)
    return {term: first[term] * second[term] for term in told_once(first.keys() & second.keys())}


def told_once(terms: Set[str]) -> Iterable[str]:
    """Return terms without how names begin that are among them whole."""
    beginnings = [term for term in terms if term[0] == "j"]
    if not beginnings:
        return terms
    whole = [term[2:] for term in terms if term[0] == "k"]
    return terms - {term for term in beginnings if any(name.startswith(term[2:]) for name in whole)}


@lru_cache(maxsize=_REMEMBERED)
def similarity(one: Vector, other: Vector) -> float:
    """Return how much two items say the same, 0..1."""
    is_same = one.language == other.language
    first, second = (one.same, other.same) if is_same else (one.across, other.across)
    parts = [first[term] * second[term] for term in told_once(first.keys() & second.keys())]
    if not parts:
        return 0.0
    # Exactly, since sets have another order in each process: a last digit can decide between two stories.
    whole = fsum(parts)
    lengths = one.length * other.length if is_same else one.length_across * other.length_across
    one_term = max(0.0, max(parts) / whole - _ONE_TERM) / (1 - _ONE_TERM)
    # Lengths are taken nearer to a short item's than they are: what is alike may come to more than 1.
    alike = min(1.0, whole / lengths)
    return alike * (1 - _LOSS * one_term) * _against(one, other) * _nearness(abs(one.at - other.at))


def _against(one: Vector, other: Vector) -> float:
    """Return what remains of a similarity for all that speaks against one event."""
    factor = _scene(one, other)
    if one.titled_acts or other.titled_acts:
        factor *= acts_alike(one.titled_acts, one.acts, other.titled_acts, other.acts)
    if _is_further(one, other):
        factor *= _OTHER_HEADLINE
    elif are_at_odds(one.counts, other.counts) and (factor < 1 or not _may_have_grown(one, other)):
        factor *= _OTHER_HEADLINE if are_at_odds(one.headline, other.headline) else _OTHER_NUMBERS
    if one.names and other.names and one.names.isdisjoint(other.names):
        factor *= _OTHER_NAMES
    return factor


def _is_further(one: Vector, other: Vector) -> bool:
    """Tell whether one title counts people on top of those that the other counts; of dead it is a toll."""
    return (
        (one.is_further or other.is_further)
        and are_at_odds(one.headline, other.headline)
        and _TOLL.isdisjoint(one.same)
        and _TOLL.isdisjoint(other.same)
    )


def _scene(one: Vector, other: Vector) -> float:
    """Return what remains for other places, other people in the titles, another day."""
    factor = 1.0
    if one.places and other.places and one.places.isdisjoint(other.places):
        factor *= _OTHER_PLACES
    elif _title_other_places(one, other):
        factor *= _TITLED_PLACES
    if one.weekdays and other.weekdays and one.weekdays.isdisjoint(other.weekdays):
        factor *= _OTHER_WEEKDAYS
    return factor * named_alike(one, other)


def _title_other_places(one: Vector, other: Vector) -> bool:
    """Tell whether each title names a place of which the other item says nothing, not all of them common."""
    if not (one.titled_places and other.titled_places):
        return False
    first, second = one.titled_places - other.places, other.titled_places - one.places
    return bool(first and second) and any(term[0] == "p" for term in first | second)


def _may_have_grown(one: Vector, other: Vector) -> bool:
    """Tell whether the later of two items counts more people, as news of one day do."""
    earlier, later = sorted((one, other), key=lambda vector: vector.at)
    if one.places - other.places and other.places - one.places:
        # These were taken to Poland, those to Lithuania.
        return False
    limit = _MORE_FREED if _FREED in earlier.same and _FREED in later.same else None
    return 0 < later.at - earlier.at <= _GROWING_DAYS and has_grown(earlier.counts, later.counts, limit)


def _nearness(days: float) -> float:
    if days <= _GRACE_DAYS:
        return 1.0
    return float(0.5 ** (max(0.0, days - _GRACE_DAYS) / _HALF_LIFE_DAYS))
