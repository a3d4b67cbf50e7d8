"""How long a feed may bring nothing before that needs an explanation. Pure.

By the longest silence that it has kept before, since nights, weekends and an editor's habits are all in it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import pstdev

from monitor.model.coverage import FeedDay

#: Older silences are forgotten, unless fewer than `_FEW` are left.
_MEMORY = timedelta(days=366)
_FEW = 3
#: A shorter history has not seen enough weekends: too young to be judged by its own silences.
_YOUNG = timedelta(weeks=3)
_OF_YOUNG = timedelta(weeks=2)
#: A newsroom that is never silent for longer keeps no holidays: it may be judged within a day.
_NEVER_CLOSED = timedelta(hours=12)
_SHORTEST = timedelta(hours=6)
#: All others keep holidays, which a history of some weeks may not hold.
_SHORTEST_OF_CLOSING = timedelta(days=2)
#: The record of n silences grows by about their deviation / n with each further one (exactly so for silences
#: that follow chance alone); so many further ones are allowed for.
_AHEAD = 3
#: From midnight on.
_HOURS = tuple(timedelta(hours=hour) for hour in range(24))


def arrivals(days: Sequence[FeedDay]) -> list[datetime]:
    """Return the beginnings of the hours in which news came, oldest first."""
    midnights = ((datetime.combine(each.day, time(), UTC), each.hours) for each in days)
    return [at + hour for at, hours in midnights for hour in _hours_in(hours)]


@lru_cache(maxsize=4096)
def _hours_in(bits: int) -> tuple[timedelta, ...]:
    return tuple(since_midnight for hour, since_midnight in enumerate(_HOURS) if bits >> hour & 1)


def expected_silence(days: Sequence[FeedDay]) -> timedelta:
    """Return the longest silence that a history, oldest day first, explains: its expected interval."""
    came = arrivals(days)
    recent = [at for at in came if came[-1] - at <= _MEMORY]
    came = recent if len(recent) > _FEW else came
    silences = [(after - before).total_seconds() for before, after in pairwise(came)]
    if not silences:
        return _OF_YOUNG
    growth_s = _AHEAD * pstdev(silences) / len(silences)
    expected = timedelta(seconds=max(silences) + growth_s)
    if came[-1] - came[0] < _YOUNG:
        return max(expected, _OF_YOUNG)
    return max(expected, _SHORTEST if expected <= _NEVER_CLOSED else _SHORTEST_OF_CLOSING)
