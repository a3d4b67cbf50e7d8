"""How much two items say the same: a cosine over weighted terms, less for what speaks against it. Pure."""

from math import fsum

from monitor.story.acts import Acts
from monitor.story.counting import are_at_odds, has_grown
from monitor.story.lexicon import INCIDENTS
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
#: When their titles tell of acts of which one follows the other; and when one title does, and the other item
#: tells of what came after all that this one knows.
_OTHER_ACTS = 0.2
_LATER_ACT = 0.5
#: When their titles tell of other acts, and one item says nothing of the other's act: that has the act of
#: this one as its background.
_BACKGROUND = 0.2
#: When they count one thing and never alike, in their texts or in both titles.
_OTHER_NUMBERS = 0.55
_OTHER_HEADLINE = 0.2
#: Of these more are found, and it is one event.
_TOLL = frozenset({"c:kill", "c:injure", "c:missing", "c:victim"})
#: As long people who are freed or dead become more in the news, when nothing else speaks against one event.
_GROWING_DAYS = 0.75
#: Two items this near in time may be of one event whatever the time between; then it halves in so many days.
_GRACE_DAYS = 1.0
_HALF_LIFE_DAYS = 3.0
_NO_ACT: frozenset[int] = frozenset()
_INCIDENTS = frozenset({INCIDENTS})


def shared(one: Vector, other: Vector) -> dict[str, float]:
    """Return the terms that both items have, with what each adds to their similarity."""
    is_same = one.language == other.language
    first, second = (one.same, other.same) if is_same else (one.across, other.across)
    return {term: first[term] * second[term] for term in first.keys() & second.keys()}


def similarity(one: Vector, other: Vector) -> float:
    """Return how much two items say the same, 0..1."""
    is_same = one.language == other.language
    first, second = (one.same, other.same) if is_same else (one.across, other.across)
    parts = [first[term] * second[term] for term in first.keys() & second.keys()]
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
    factor = _scene(one, other) * _acts(one, other)
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
    first, second = one.titled_places - other.places, other.titled_places - one.places
    return bool(first and second) and any(term[0] == "p" for term in first | second)


def _acts(one: Vector, other: Vector) -> float:
    """Return what remains for acts of one chain, of which one follows the other."""
    if not (one.titled_acts or other.titled_acts):
        return 1.0
    chains = one.titled_acts.keys() & other.titled_acts.keys()
    if any(one.titled_acts[chain].isdisjoint(other.titled_acts[chain]) for chain in chains):
        return _OTHER_ACTS
    if _knows_less(one, other) or _knows_less(other, one):
        return _LATER_ACT
    return _BACKGROUND if _tell_otherwise(one, other) else 1.0


def _tell_otherwise(one: Vector, other: Vector) -> bool:
    """Tell whether the titles tell of other acts, and one item says nothing of what the other one's tells."""
    return _lacks(other.titled_acts, one.titled_acts) and (
        _lacks(other.acts, one.titled_acts) or _lacks(one.acts, other.titled_acts)
    )


def _lacks(told: Acts, acts: Acts) -> bool:
    """Tell whether some acts are told of somewhere, but none of these; incidents and their answers aside."""
    if told.keys() <= _INCIDENTS:
        return False
    chains = [chain for chain in acts if chain != INCIDENTS]
    return bool(chains) and all(told.get(chain, _NO_ACT).isdisjoint(acts[chain]) for chain in chains)


def _knows_less(one: Vector, other: Vector) -> bool:
    """Tell whether an item is about an act, and another one tells of what came after all that it tells of."""
    return any(max(one.acts[chain]) < max(other.acts.get(chain, (0,))) for chain in one.titled_acts)


def _may_have_grown(one: Vector, other: Vector) -> bool:
    """Tell whether the later of two items counts more people, as news of one day do."""
    earlier, later = sorted((one, other), key=lambda vector: vector.at)
    if one.places - other.places and other.places - one.places:
        # These were taken to Poland, those to Lithuania.
        return False
    return 0 < later.at - earlier.at <= _GROWING_DAYS and has_grown(earlier.counts, later.counts)


def _nearness(days: float) -> float:
    if days <= _GRACE_DAYS:
        return 1.0
    return float(0.5 ** (max(0.0, days - _GRACE_DAYS) / _HALF_LIFE_DAYS))
