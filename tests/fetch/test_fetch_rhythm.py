"""When a feed is asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError, MonitorError, ParseError, WorkerError
from monitor.fetch.rhythm import after_failure, after_success
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


def _success(
    state: FeedState, fetched: Fetched, *, url: str = URL, new_items: int = 0, every_s: int = 1800
) -> FeedState:
    return after_success(state, fetched, url=url, new_items=new_items, now=NOW, every_s=every_s)


def _failure(state: FeedState, error: MonitorError, *, now: datetime = NOW, every_s: int = 1800) -> FeedState:
    return after_failure(state, error, url=URL, now=now, every_s=every_s)


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
    broken = replace(KNOWN, failures=7, error="no answer", status=None)
    state = _success(broken, OK, new_items=2)
    assert (state.failures, state.error, state.status) == (0, None, 200)
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


def test_failures_slow_a_feed_down_to_once_a_day_and_never_stop_it() -> None:
    state, now, pauses = KNOWN, NOW, []
    for _ in range(100):
        state = _failure(state, FetchError("down"), now=now)
        pauses.append(state.next_fetch_at - now)
        now = state.next_fetch_at
    hours = [pause / timedelta(hours=1) for pause in pauses]
    assert hours[:6] == pytest.approx([hours[0] * 2**number for number in range(6)])
    assert 0.5 <= hours[0] <= 0.55
    assert pauses[6:] == [DAY] * 94


@pytest.mark.parametrize("down_hours", range(0, 14 * 24, 7))
def test_a_feed_is_asked_within_a_day_of_its_return(down_hours: int) -> None:
    state, now, back_at = KNOWN, NOW, NOW + timedelta(hours=down_hours)
    while now < back_at:
        state = _failure(state, FetchError("down"), now=now)
        now = state.next_fetch_at
    assert now - back_at <= DAY


def test_a_server_that_names_a_time_is_left_alone_until_then_but_no_longer_than_a_day() -> None:
    in_five_hours, in_five_days = NOW + timedelta(hours=5), NOW + timedelta(days=5)
    assert _failure(KNOWN, FetchError("429", retry_at=in_five_hours)).next_fetch_at == in_five_hours
    assert _failure(KNOWN, FetchError("429", retry_at=in_five_days)).next_fetch_at == NOW + DAY
    soon = _failure(KNOWN, FetchError("429", retry_at=NOW + timedelta(seconds=1)))
    assert soon.next_fetch_at >= NOW + timedelta(minutes=30)


def test_a_weekly_feed_that_fails_is_tried_again_tomorrow() -> None:
    assert _failure(KNOWN, FetchError("down"), every_s=7 * 86400).next_fetch_at == NOW + DAY
