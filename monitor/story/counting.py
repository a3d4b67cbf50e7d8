"""Whether two items can have counted the same: 52 freed is not 123 freed. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from monitor.story.numbers import OF, PEOPLE

#: What a number counts when nothing is named.
BARE = ""
#: Spans of time: items about one event name several.
SPANS = frozenset({"year", "month", "week", "day", "hour"})
#: Items that both have a number beyond this mean the same by it, whatever they say that it counts.
_TELLING = 20
#: Up to this, numbers of people are exact; and how far a round number may be from what it stands for.
_EXACT = 5
_ABOUT = 0.05

#: What is counted, or `BARE` -> the numbers of it.
Counts = Mapping[str, frozenset[float]]


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
    return {number for counted, numbers in counts.items() if counted not in SPANS for number in numbers}


def _odds(counted: str, values: Iterable[float], thing: str, numbers: Iterable[float]) -> bool | None:
    """Tell whether no two numbers may be of the same things; None when they count different ones."""
    (kind, _, part), (its_kind, _, its_part) = counted.partition(OF), thing.partition(OF)
    if kind in SPANS or not (kind == its_kind or {kind, its_kind} == {BARE, PEOPLE}):
        return None
    if any(_may_be_one(a, b, is_people=PEOPLE in (kind, its_kind)) for a in values for b in numbers):
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
    return (
        _is_rounded(one, other)
        or _is_rounded(other, one)
        or (
            min(one, other) > _EXACT
            and (apart <= is_people or (is_round and apart <= _ABOUT * max(one, other)))
        )
    )


def _is_rounded(one: float, other: float) -> bool:
    """Tell whether a number is another one or what is left of its decimals: 86.82 percent are 86.8 or 87."""
    return one in (other, round(other, 1), round(other))


class GrowthLimit(NamedTuple):
    """How many times as many people a later report of one event may count."""

    times: float
    #: The same where the earlier one counts few: those who were seen first.
    times_few: float
    #: As many are few.
    few: int


def has_grown(earlier: Counts, later: Counts, limit: GrowthLimit | None = None) -> bool:
    """Tell whether people are counted, and more of them later, but not beyond the limit."""
    if PEOPLE not in {*earlier, *later}:
        return False
    before, after = (
        max(counts.get(PEOPLE) or counts.get(BARE) or (), default=0) for counts in (earlier, later)
    )
    if not before or limit is None:
        return before < after
    return before < after <= before * (limit.times_few if before <= limit.few else limit.times)
