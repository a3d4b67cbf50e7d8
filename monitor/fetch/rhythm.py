"""A feed's own rhythm: how often it really brings something new. Pure.

Counted is not every item but every *arrival*: a stretch of time, as long as the shortest pause between two
polls, in which something new appeared. Twenty articles at eight o'clock are one reason to ask, not twenty.
Older arrivals count less, half after a week, so a weekend does not hide a weekday's rhythm.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log

from monitor.model.feeds import FeedState

_HALF_LIFE_S = 7 * 86_400.0
_MEAN_LIFE_S = _HALF_LIFE_S / log(2)
# What a first poll finds is older than our acquaintance; what is older still says nothing about today.
_OLDEST = timedelta(days=30)
# So that an item waits for us a quarter of the gap on average, and at most a half.
_POLLS_PER_ARRIVAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the operator lets a feed be asked."""

    #: Seconds between polls of the busiest feed, at least.
    shortest_s: int
    #: Seconds between polls of the quietest feed, unless the server asks for more.
    longest_s: int
    #: The operator has named this feed's pause: neither its rhythm nor its own wish changes it.
    is_fixed: bool = False


def count_arrivals(
    state: FeedState, arrived: Collection[datetime], *, now: datetime, slot_s: int
) -> tuple[float, datetime]:
    """Return the weighted arrivals up to `now`, and since when they are counted.

    `arrived`: when the items came that it had not brought before. On the first poll those are the dates of
    publication, its history; later ones lie between the last success and now, whatever the publisher says.
    """
    floor = state.succeeded_at or now - _OLDEST
    times = {min(max(at, floor), now) for at in arrived}
    slots = {int(at.timestamp()) // slot_s: at for at in sorted(times)}
    known = state.arrivals * _left(state.succeeded_at, now) if state.succeeded_at else 0.0
    return known + sum(_left(at, now) for at in slots.values()), state.arrivals_since or min(
        times, default=now
    )


def gap_s(state: FeedState, *, now: datetime, slot_s: int) -> float:
    """Return the seconds between two arrivals to be expected.

    One arrival more than were seen is taken for granted, so that a feed hardly known is asked often, and
    ever less often while it stays silent.
    """
    if state.succeeded_at is None or state.arrivals_since is None:
        return slot_s
    arrivals = state.arrivals * _left(state.succeeded_at, now)
    watched_s = _MEAN_LIFE_S * (1 - _left(state.arrivals_since, now))
    return (watched_s + slot_s) / (arrivals + 1)


def pause_s(state: FeedState, pace: Pace, *, now: datetime) -> float:
    """Return the seconds until the next poll by the feed's rhythm, within the operator's bounds."""
    if pace.is_fixed:
        return pace.shortest_s
    wanted = gap_s(state, now=now, slot_s=pace.shortest_s) / _POLLS_PER_ARRIVAL
    return min(max(wanted, pace.shortest_s), max(pace.shortest_s, pace.longest_s))


def _left(at: datetime, now: datetime) -> float:
    """Return the weight of what happened at `at`; 1.0 for the present, and for a clock that was put back."""
    return exp(-max((now - at).total_seconds(), 0.0) / _MEAN_LIFE_S)
