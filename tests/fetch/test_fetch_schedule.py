"""When a feed is asked again."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError, MonitorError, ParseError, WorkerError
from monitor.fetch.notices import GONE, is_gone, moved_to
from monitor.fetch.rhythm import Pace
from monitor.fetch.schedule import after_failure, after_success
from monitor.model.feeds import FeedState, Fetched

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=3)
DAY = timedelta(days=1)
URL = "https://example.org/feed"
FRESH = FeedState(next_fetch_at=NOW)
KNOWN = FeedState(
    next_fetch_at=NOW,
    etag='"old"',
    last_modified="Thu, 19 Nov 2026 00:00:00 GMT",
    fetched_at=BEFORE,
    succeeded_at=BEFORE,
    new_item_at=BEFORE,
    status=200,
)
OK = Fetched(url=URL, status=200, etag='"new"')
PACE = Pace(shortest_s=1800, longest_s=4 * 3600)
NOT_THERE = FetchError("not there", status=404)


def _success(
    state: FeedState,
    fetched: Fetched,
    *,
    url: str = URL,
    arrived: Collection[datetime] = (),
    ttl_s: int | None = None,
    now: datetime = NOW,
    pace: Pace = PACE,
) -> FeedState:
    return after_success(state, fetched, url=url, arrived=arrived, ttl_s=ttl_s, now=now, pace=pace)


def _failure(
    state: FeedState, error: MonitorError, *, url: str = URL, now: datetime = NOW, pace: Pace = PACE
) -> FeedState:
    return after_failure(state, error, url=url, now=now, pace=pace)


def test_a_success_follows_the_rhythm_with_a_little_on_top() -> None:
    pause = _success(FRESH, OK).next_fetch_at - NOW
    assert timedelta(minutes=30) <= pause <= timedelta(minutes=33)
    assert _success(FRESH, OK).next_fetch_at - NOW == pause


def test_feeds_that_began_together_spread() -> None:
    times = {_success(FRESH, OK, url=f"{URL}/{number}").next_fetch_at for number in range(100)}
    assert len(times) == 100
    assert max(times) - min(times) > timedelta(minutes=2)


def test_a_server_may_ask_for_a_longer_pause_and_not_for_a_shorter_one() -> None:
    later, sooner = NOW + timedelta(hours=5), NOW + timedelta(minutes=1)
    assert _success(FRESH, replace(OK, fresh_until=later)).next_fetch_at == later
    assert _success(FRESH, replace(OK, fresh_until=sooner)) == _success(FRESH, OK)


def test_a_success_heals_the_state() -> None:
    broken = replace(KNOWN, failures=7, setback=3.5, error="no answer", status=None)
    state = _success(broken, OK, arrived=[NOW])
    assert (state.failures, state.setback, state.error, state.status) == (0, 0.0, None, 200)
    assert state.fetched_at == state.succeeded_at == state.new_item_at == NOW
    assert _success(broken, OK).new_item_at == BEFORE


def test_a_full_answer_replaces_both_validators() -> None:
    assert (_success(KNOWN, OK).etag, _success(KNOWN, OK).last_modified) == ('"new"', None)


def test_an_unchanged_answer_renews_the_validators_it_brings_and_keeps_the_others() -> None:
    silent = _success(KNOWN, Fetched(url=URL, status=304))
    assert (silent.etag, silent.last_modified) == (KNOWN.etag, KNOWN.last_modified)
    renewed = _success(KNOWN, Fetched(url=URL, status=304, etag='"new"'))
    assert (renewed.etag, renewed.last_modified) == ('"new"', KNOWN.last_modified)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FetchError("no answer"), None),
        (FetchError("gone", status=410, permanent=True), 410),
        (ParseError("this is a web page"), 200),
        (WorkerError("too slow"), 200),
    ],
)
def test_a_failure_is_remembered_and_costs_nothing_that_was_known(
    error: MonitorError, status: int | None
) -> None:
    state = _failure(KNOWN, error)
    assert (state.etag, state.last_modified) == (KNOWN.etag, KNOWN.last_modified)
    assert (state.succeeded_at, state.new_item_at, state.fetched_at) == (BEFORE, BEFORE, NOW)
    assert (state.failures, state.error, state.status) == (1, str(error), status)


def _pauses(error: MonitorError, count: int) -> list[float]:
    """Return the hours between the polls of a feed that always fails like this."""
    state, now, pauses = KNOWN, NOW, []
    for _ in range(count):
        state = _failure(state, error, now=now)
        pauses.append((state.next_fetch_at - now) / timedelta(hours=1))
        now = state.next_fetch_at
    return pauses


def test_failures_slow_a_feed_down_to_about_once_a_day_and_never_stop_it() -> None:
    hours = _pauses(NOT_THERE, 100)
    assert hours[:6] == pytest.approx([hours[0] * 2**number for number in range(6)])
    assert 0.5 <= hours[0] <= 0.55
    assert len(set(hours[6:])) == 1
    assert 21 <= hours[6] < 23.5


@pytest.mark.parametrize(
    ("error", "doubles_after"),
    [
        (NOT_THERE, 1),
        (FetchError("gone", status=410, permanent=True), 1),
        (FetchError("leads to a private address", permanent=True), 1),
        (ParseError("this is a web page"), 1),
        (WorkerError("too slow"), 1),
        (FetchError("no complete answer within 30 s"), 2),
        (FetchError("overloaded", status=503), 4),
        (FetchError("too often", status=429), 4),
    ],
)
def test_a_passing_trouble_counts_less_than_a_lasting_one(error: MonitorError, doubles_after: int) -> None:
    hours = _pauses(error, doubles_after + 1)
    assert hours[doubles_after] == pytest.approx(2 * hours[0])


TROUBLES: dict[str, Callable[[int], MonitorError]] = {
    "silent": lambda _: FetchError("no answer"),
    "missing": lambda _: NOT_THERE,
    "gone": lambda _: FetchError("gone", status=410, permanent=True),
    "overloaded": lambda _: FetchError("overloaded", status=503),
    "a page": lambda _: ParseError("this is a web page"),
    "mixed": lambda n: (NOT_THERE, FetchError("no answer"), FetchError("fault", status=500))[n % 3],
}


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("rhythm_s", [60, 1800, 4 * 3600, 7 * 86400])
def test_a_feed_down_for_0_to_14_days_is_asked_within_a_day_of_its_return(
    trouble: str, rhythm_s: int
) -> None:
    pace = Pace(shortest_s=rhythm_s, longest_s=rhythm_s, is_fixed=True)
    for outage in range(0, 14 * 24 * 60, 97):
        state, now, asked = KNOWN, NOW, 0
        back_at = NOW + timedelta(minutes=outage)
        while now < back_at:
            state = _failure(state, TROUBLES[trouble](asked), url=f"{URL}/{outage}", now=now, pace=pace)
            now, asked = state.next_fetch_at, asked + 1
        assert now - back_at <= DAY


def test_a_server_that_names_a_time_is_left_alone_until_then_but_no_longer_than_a_day() -> None:
    in_five_hours, in_five_days = NOW + timedelta(hours=5), NOW + timedelta(days=5)
    assert _failure(KNOWN, FetchError("429", retry_at=in_five_hours)).next_fetch_at == in_five_hours
    assert _failure(KNOWN, FetchError("429", retry_at=in_five_days)).next_fetch_at == NOW + DAY
    soon = _failure(KNOWN, FetchError("429", retry_at=NOW + timedelta(seconds=1)))
    assert soon.next_fetch_at >= NOW + timedelta(minutes=30)


def test_a_feed_may_ask_for_a_longer_pause_unless_the_operator_has_named_one() -> None:
    hour = timedelta(hours=1)
    assert 6 * hour <= _success(FRESH, OK, ttl_s=6 * 3600).next_fetch_at - NOW <= 6.6 * hour
    assert _success(FRESH, OK, ttl_s=10**9).next_fetch_at == NOW + DAY
    fixed = Pace(shortest_s=1800, longest_s=1800, is_fixed=True)
    assert _success(FRESH, OK, ttl_s=6 * 3600, pace=fixed).next_fetch_at - NOW < hour
    assert (
        _success(FRESH, replace(OK, fresh_until=NOW + 5 * hour), pace=fixed).next_fetch_at == NOW + 5 * hour
    )


def test_what_the_feed_asks_for_is_remembered_while_it_is_unchanged() -> None:
    state = _success(FRESH, OK, ttl_s=6 * 3600)
    unchanged = _success(state, Fetched(url=URL, status=304))
    assert unchanged.next_fetch_at - NOW >= timedelta(hours=6)
    assert _success(unchanged, OK).next_fetch_at - NOW < timedelta(hours=1)


def test_a_feed_that_is_gone_is_told_after_days_and_asked_daily_for_ever() -> None:
    gone, state, now, told = FetchError("410", status=410, permanent=True), KNOWN, NOW, None
    for _ in range(60):
        state = _failure(state, gone, now=now)
        if is_gone(state) and told is None:
            told = now
        now = state.next_fetch_at
    assert told is not None
    assert timedelta(days=3) <= told - NOW <= timedelta(days=5)
    assert (state.error or "").startswith("gone for good, the server keeps saying since 2026-11-20 (410)")
    assert timedelta(hours=20) < now - (state.fetched_at or now) <= DAY
    back = _success(state, OK, now=now)
    assert (back.notice, back.notices, is_gone(back)) == (None, 0, False)
    assert back.next_fetch_at - now < 5 * timedelta(hours=1)


def test_a_page_where_a_feed_has_moved_takes_the_notice_back() -> None:
    moved = replace(KNOWN, notice="https://new.example/feed", noticed_at=BEFORE, notices=4)
    assert moved_to(moved)
    assert moved_to(_failure(moved, FetchError("no answer")))
    assert _failure(moved, ParseError("this is a web page")).notice is None
    gone = replace(moved, notice=GONE)
    assert is_gone(_failure(gone, ParseError("this is a web page")))


def test_an_answer_of_the_new_address_says_nothing_about_the_old_one() -> None:
    moved = replace(KNOWN, notice="https://new.example/feed", noticed_at=BEFORE, notices=4)
    assert moved_to(_success(moved, replace(OK, is_own=False)))
    assert moved_to(_success(moved, replace(OK, moved_to="https://new.example/feed")))
    assert _success(moved, OK).notice is None
    assert moved_to(_success(moved, replace(OK, moved_to="https://other.example/feed"))) is None


def test_a_weekly_feed_that_fails_is_tried_again_within_a_day() -> None:
    weekly = Pace(shortest_s=7 * 86400, longest_s=7 * 86400, is_fixed=True)
    assert _failure(KNOWN, NOT_THERE, pace=weekly).next_fetch_at <= NOW + DAY
