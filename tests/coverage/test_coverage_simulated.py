"""Ninety days of made-up publishers: nobody healthy is called blind, and everybody blind is, in time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from nouns import FEED, an_item
from rhythms import BEGIN, CHANCE, DAY, HOUR, RHYTHMS, Rhythm

from monitor.coverage.health import health_of
from monitor.coverage.history import days_of
from monitor.coverage.trouble import after_error, after_reading
from monitor.errors import FetchError, MonitorError, ParseError
from monitor.model.coverage import BLIND, FeedDay, Health, HealthState
from monitor.model.feeds import Feed, FeedState
from monitor.store.history import MOST_DAYS

PAPER = Feed(url=FEED, source="paper")
POLL = 2 * HOUR
#: Publishers have been at it for so long when we first ask.
BEFORE = 220
#: Entries in a feed.
SHORT, LONG = 10, 30
WATCH = 90


@dataclass
class Desk:
    """One feed, polled as the program does; it remembers what the store would."""

    state: FeedState
    history: dict[date, FeedDay] = field(default_factory=dict)

    def poll(self, times: Sequence[datetime], *, now: datetime, is_undated: bool = False) -> None:
        """Take an answer that holds these items besides known ones."""
        since = self.state.succeeded_at
        items = [an_item(published_at=at, is_date_guessed=is_undated) for at in times]
        for each in days_of(items, since=since, now=now):
            self.history[each.day] = each.plus(self.history.get(each.day))
        answered = replace(self.state, fetched_at=now, succeeded_at=now)
        if times:
            answered = replace(answered, new_item_at=max(times))
        self.state = after_reading(answered, entries=1, now=now)

    def answer(self, now: datetime) -> Health:
        """Take an answer with nothing new and say how the feed is."""
        self.state = replace(self.state, fetched_at=now, succeeded_at=now)
        return self.health()

    def health(self) -> Health:
        return health_of(PAPER, self.state, self.days(), language="en")

    def days(self) -> list[FeedDay]:
        return [self.history[day] for day in sorted(self.history)][-MOST_DAYS:]


def watched(times: Sequence[datetime], *, carries: int, until: datetime) -> Iterator[Desk]:
    """Poll until then; yield the desk at the end of each silence that is worth a look, and at the end."""
    start = BEGIN + BEFORE * DAY
    desk = Desk(FeedState(next_fetch_at=start))
    desk.poll([at for at in times if at <= start][-carries:], now=start)
    batch: list[datetime] = []
    coming = [at for at in times if start < at <= until]
    for at, then in pairwise([*coming, until]):
        batch.append(at)
        if then - at > 3 * HOUR:
            desk.poll(batch, now=batch[-1] + timedelta(minutes=1))
            batch = []
            desk.answer(then)
            yield desk
    desk.poll(batch, now=until)
    yield desk


@pytest.mark.parametrize(("carries", "seed"), [(SHORT, 0), (LONG, 1), (SHORT, 2)])
@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda rhythm: rhythm.name)
def test_there_is_no_false_alarm_in_ninety_days(rhythm: Rhythm, carries: int, seed: int) -> None:
    holidays = (BEFORE + 11 + 3 * seed, BEFORE + 40 + seed, BEFORE + 73 + seed)
    times = rhythm.times(seed, days=BEFORE + WATCH + 1, holidays=holidays)
    end = BEGIN + (BEFORE + WATCH) * DAY
    states = [desk.health().state for desk in watched(times, carries=carries, until=end)]
    assert set(states) == {HealthState.HEALTHY}


def faults() -> dict[str, Callable[[FeedState, datetime], FeedState]]:
    """Return what each poll of a feed that has gone wrong makes of its state."""

    def failed(state: FeedState, now: datetime, error: MonitorError) -> FeedState:
        state = replace(state, fetched_at=now, failures=state.failures + 1, error=str(error))
        return after_error(state, error, now=now)

    def answered(state: FeedState, now: datetime, entries: int | None) -> FeedState:
        return after_reading(replace(state, fetched_at=now, succeeded_at=now), entries=entries, now=now)

    return {
        HealthState.FROZEN: lambda state, now: answered(state, now, None),
        HealthState.EMPTY: lambda state, now: answered(state, now, 0),
        HealthState.FAILING: lambda state, now: failed(state, now, FetchError("503", status=503)),
        HealthState.HTML: lambda state, now: failed(state, now, ParseError("a page", is_html=True)),
    }


@pytest.mark.parametrize("fault", faults())
@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda rhythm: rhythm.name)
def test_a_feed_that_goes_blind_is_flagged_within_two_intervals(rhythm: Rhythm, fault: HealthState) -> None:
    for seed in range(2):
        end = BEGIN + (BEFORE + 40 + 3 * seed) * DAY + 9 * HOUR
        times = [at for at in rhythm.times(seed, days=BEFORE + 50) if at <= end]
        *_, desk = watched(times, carries=LONG, until=end)
        spoil, now, flagged_at = faults()[fault], end, None
        while flagged_at is None and now < end + 100 * DAY:
            now += POLL
            desk.state = spoil(desk.state, now)
            flagged_at = now if desk.health().state == fault else None
        assert flagged_at is not None
        # What it last brought, or its last good answer, whichever came first.
        assert flagged_at - times[-1] <= 2 * rhythm.expected + POLL
        assert desk.health().state in BLIND


@pytest.mark.parametrize("rhythm", RHYTHMS, ids=lambda rhythm: rhythm.name)
def test_a_feed_without_dates_is_flagged_within_two_intervals(rhythm: Rhythm) -> None:
    end = BEGIN + (BEFORE + 40) * DAY
    times = rhythm.times(1, days=BEFORE + 140)
    *_, desk = watched([at for at in times if at <= end], carries=LONG, until=end)
    coming = iter(at for at in times if at > end)
    first = at = next(coming)
    desk.poll([at], now=at, is_undated=True)
    while desk.health().state != HealthState.UNDATED:
        at = next(coming)
        desk.poll([at], now=at, is_undated=True)
    assert at - first <= 2 * rhythm.expected


def test_a_slow_feed_that_keeps_no_rhythm_is_rarely_called_frozen() -> None:
    alarms = 0
    for seed in range(20):
        end = BEGIN + (BEFORE + WATCH) * DAY
        times = CHANCE.times(seed, days=BEFORE + WATCH + 1)
        states = {desk.health().state for desk in watched(times, carries=LONG, until=end)}
        alarms += states != {HealthState.HEALTHY}
    assert alarms <= 1
