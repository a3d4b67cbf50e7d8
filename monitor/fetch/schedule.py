"""When to ask a feed again. Pure.

After a success: by its rhythm, or later if the feed (TTL) or the server (Cache-Control, Expires, Retry-After)
asks for it. After failures: the shortest pause, doubled with every failure that counts fully and less with
passing ones, at most a day, for ever. A few percent on top, fixed for each URL, keep feeds that began
together from staying together.

The state after a success belongs into the same transaction as the items, never before it.
"""

import zlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from monitor.errors import FetchError, MonitorError
from monitor.fetch.notices import GONE, is_gone, noted
from monitor.fetch.rhythm import Pace, count_arrivals, pause_s
from monitor.model.feeds import FeedState, Fetched
from monitor.model.packed import replaced
from monitor.net.pauses import LONGEST, says_later

# Of the pause, at most.
_JITTER = 0.1
# With jitter, and the time a poll takes, a feed that is down is still asked within a day of its return.
_RAREST_S = 21 * 3600.0
# 2 ** 16 minutes is far beyond a day; more would only grow a number.
_MOST_DOUBLINGS = 16.0
# How much a failure counts. The idea is that of Media Cloud's feed fetcher.
_PASSING, _NO_ANSWER, _FULL = 0.25, 0.5, 1.0


def after_success(
    state: FeedState,
    fetched: Fetched,
    *,
    url: str,
    arrived: Collection[datetime],
    ttl_s: int | None,
    now: datetime,
    pace: Pace,
) -> FeedState:
    """Return the state after an answer that was read to its end and stored; `url` is the feed's own.

    `arrived`: when the items came that it had not brought before; `ttl_s`: as the feed says, if it was read.
    """
    is_unchanged = fetched.status == HTTPStatus.NOT_MODIFIED
    arrivals, since = count_arrivals(state, arrived, now=now, slot_s=pace.shortest_s)
    after = replaced(
        noted(state, fetched.moved_to, now=now) if fetched.is_own else state,
        # A 304 without validators confirms the old ones; a 200 without them has replaced what they stood for.
        etag=fetched.etag or (state.etag if is_unchanged else None),
        last_modified=fetched.last_modified or (state.last_modified if is_unchanged else None),
        ttl_s=state.ttl_s if is_unchanged else ttl_s,
        fetched_at=now,
        succeeded_at=now,
        new_item_at=max(arrived, default=state.new_item_at),
        arrivals=arrivals,
        arrivals_since=since,
        status=fetched.status,
        failures=0,
        setback=0.0,
        error=None,
    )
    return replaced(after, next_fetch_at=_next(after, fetched, url=url, now=now, pace=pace))


def _next(state: FeedState, fetched: Fetched, *, url: str, now: datetime, pace: Pace) -> datetime:
    asked_s = 0 if pace.is_fixed else min(state.ttl_s or 0, LONGEST.total_seconds())
    pause = _spread(max(pause_s(state, pace, now=now), asked_s), url)
    if not pace.is_fixed:
        pause = min(pause, LONGEST)
    return max(now + pause, fetched.fresh_until or now)


def after_failure(state: FeedState, error: MonitorError, *, url: str, now: datetime, pace: Pace) -> FeedState:
    """Return the state after a failed attempt; the validators of the last success stay."""
    asked = error.retry_at if isinstance(error, FetchError) else None
    known = _noted_failure(state, error, now=now)
    pause_s = pace.shortest_s * 2 ** min(state.setback, _MOST_DOUBLINGS)
    pause = _spread(_RAREST_S if is_gone(known) else min(pause_s, _RAREST_S), url)
    return replace(
        known,
        next_fetch_at=max(now + pause, min(asked or now, now + LONGEST)),
        fetched_at=now,
        # Any other error arose from reading an answer, and only a 200 is ever read.
        status=error.status if isinstance(error, FetchError) else int(HTTPStatus.OK),
        failures=state.failures + 1,
        setback=state.setback + _weight(error),
        error=_gone_since(known) if is_gone(known) else str(error),
    )


def _noted_failure(state: FeedState, error: MonitorError, *, now: datetime) -> FeedState:
    """Return the state with what the failure says for good about the feed's address."""
    if not isinstance(error, FetchError):
        # Whatever we read there was no feed, so nothing has moved there.
        return state if state.notice == GONE else noted(state, None, now=now)
    return noted(state, GONE, now=now) if error.status == HTTPStatus.GONE else state


def _gone_since(state: FeedState) -> str:
    since = f" since {state.noticed_at:%Y-%m-%d}" if state.noticed_at else ""
    return f"gone for good, the server keeps saying{since} (410); remove the feed or find its new address"


def _weight(error: MonitorError) -> float:
    """Return how much a failure counts: fully what will hardly heal by itself."""
    if not isinstance(error, FetchError) or error.permanent:
        return _FULL
    if error.status is None:
        return _NO_ANSWER
    return _PASSING if says_later(error.status) else _FULL


def _spread(pause_s: float, url: str) -> timedelta:
    return timedelta(seconds=pause_s * (1 + _JITTER * zlib.crc32(url.encode()) / 2**32))
