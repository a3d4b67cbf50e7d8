"""How often a feed really brings something, and how often it is asked therefore."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.rhythm import Pace, count_arrivals, gap_s, pause_s
from monitor.model.feeds import FeedState

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PACE = Pace(shortest_s=1800, longest_s=4 * 3600)
FRESH = FeedState(next_fetch_at=NOW)


def _seen(state: FeedState, arrived: list[datetime], *, now: datetime) -> FeedState:
    arrivals, since = count_arrivals(state, arrived, now=now, slot_s=PACE.shortest_s)
    return replace(state, arrivals=arrivals, arrivals_since=since, succeeded_at=now)


def _pause(state: FeedState, *, now: datetime = NOW) -> float:
    return pause_s(state, PACE, now=now) / 3600


def _polled(published: list[datetime], *, until: datetime, first: int = 20) -> FeedState:
    """Return the state of a feed asked by its rhythm, whose first poll shows the last `first` items."""
    now, state = NOW, FRESH
    while now < until:
        known = state.succeeded_at or datetime.min.replace(tzinfo=UTC)
        new = [at for at in published if known < at <= now][-first:]
        state = _seen(state, new, now=now)
        now += timedelta(seconds=pause_s(state, PACE, now=now))
    return state


def test_an_unknown_feed_is_asked_as_often_as_a_busy_one() -> None:
    assert _pause(FRESH) == 0.5
    assert _pause(_seen(FRESH, [], now=NOW)) == 0.5


@pytest.mark.parametrize("gap_hours", [0.1, 1, 3, 6, 8, 24, 24 * 7])
def test_the_first_answer_already_tells_the_rhythm(gap_hours: float) -> None:
    history = [NOW - number * gap_hours * HOUR for number in range(20)]
    state = _seen(FRESH, history, now=NOW)
    assert _pause(state) == pytest.approx(min(max(gap_hours / 2, 0.5), 4.0), rel=0.25)


@pytest.mark.parametrize("gap_hours", [2, 4, 6])
def test_a_steady_feed_is_asked_about_twice_for_each_arrival(gap_hours: float) -> None:
    dice = random.Random(3)
    published = [NOW + (number + dice.random()) * gap_hours * HOUR for number in range(-20, 300)]
    end = NOW + 10 * DAY
    state = _polled(published, until=end)
    assert gap_s(state, now=end, slot_s=PACE.shortest_s) / 3600 == pytest.approx(gap_hours, rel=0.2)
    assert _pause(state, now=end) == pytest.approx(gap_hours / 2, rel=0.2)


def test_twenty_items_at_eight_are_one_reason_to_ask_and_not_twenty() -> None:
    at_eight = [NOW + day * DAY + second * timedelta(seconds=1) for day in range(20) for second in range(20)]
    assert _pause(_polled(at_eight, until=NOW + 14 * DAY), now=NOW + 14 * DAY) == 4


def test_a_feed_that_wakes_up_is_soon_asked_often_and_one_that_falls_asleep_seldom() -> None:
    asleep = _polled([NOW - 20 * DAY], until=NOW + 5 * DAY)
    assert _pause(asleep, now=NOW + 5 * DAY) == 4
    busy = [NOW + 5 * DAY + number * HOUR / 2 for number in range(48 * 5)]
    awake = _polled(busy, until=NOW + 8 * DAY)
    assert _pause(awake, now=NOW + 8 * DAY) < 1
    assert _pause(awake, now=NOW + 40 * DAY) == 4


def test_a_weekend_does_not_make_a_feed_of_weekdays_a_quiet_one() -> None:
    weekdays = [
        NOW + hour * HOUR
        for hour in range(24 * 28)
        if (NOW + hour * HOUR).weekday() < 5 and 7 <= (NOW + hour * HOUR).hour < 19
    ]
    monday = NOW + 24 * DAY - 4 * HOUR
    assert (monday.weekday(), monday.hour) == (0, 8)
    assert _pause(_polled(weekdays, until=monday), now=monday) < 2


def test_dates_that_lie_move_a_feed_only_within_its_bounds() -> None:
    for lie in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)):
        state = _seen(FRESH, [lie], now=NOW)
        assert NOW - 30 * DAY <= (state.arrivals_since or NOW) <= NOW
        again = _seen(state, [lie] * 50, now=NOW + HOUR)
        assert again.arrivals <= state.arrivals + 1
        assert 0.5 <= _pause(again, now=NOW + HOUR) <= 4


def test_a_clock_put_back_breaks_nothing() -> None:
    state = _seen(FRESH, [NOW], now=NOW)
    earlier = NOW - 5 * DAY
    assert 0.5 <= _pause(_seen(state, [earlier], now=earlier), now=earlier) <= 4


def test_a_pause_that_the_operator_names_is_kept() -> None:
    fixed = Pace(shortest_s=60, longest_s=60, is_fixed=True)
    busy = _seen(FRESH, [NOW - number * HOUR for number in range(20)], now=NOW)
    assert pause_s(busy, fixed, now=NOW) == pause_s(FRESH, fixed, now=NOW) == 60


def test_a_quiet_pause_below_the_busy_one_gives_way() -> None:
    assert pause_s(FRESH, Pace(shortest_s=3600, longest_s=60), now=NOW) == 3600
