"""When to ask a feed again. Pure.

After a success: the configured rhythm, or later if the server asks for it, at most a day. After failures:
the rhythm, doubled with each further failure, at most a day, for ever. A few percent on top, fixed for each
URL, keep feeds that began together from staying together.

The state after a success belongs into the same transaction as the items, never before it.
"""

import zlib
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from monitor.errors import FetchError, MonitorError
from monitor.fetch.caching import LONGEST
from monitor.model.feeds import FeedState, Fetched

# Of the pause, at most.
_JITTER = 0.1
# 2 ** 16 minutes is far beyond a day; more would only grow a number.
_MOST_DOUBLINGS = 16


def after_success(
    state: FeedState, fetched: Fetched, *, url: str, new_items: int, now: datetime, every_s: int
) -> FeedState:
    """Return the state after an answer that was read to its end and stored; `url` is the feed's own."""
    is_unchanged = fetched.status == HTTPStatus.NOT_MODIFIED
    return replace(
        state,
        next_fetch_at=max(now + _spread(every_s, url), fetched.fresh_until or now),
        # A 304 without validators confirms the old ones; a 200 without them has replaced what they stood for.
        etag=fetched.etag or (state.etag if is_unchanged else None),
        last_modified=fetched.last_modified or (state.last_modified if is_unchanged else None),
        fetched_at=now,
        succeeded_at=now,
        new_item_at=now if new_items else state.new_item_at,
        status=fetched.status,
        failures=0,
        error=None,
    )


def after_failure(
    state: FeedState, error: MonitorError, *, url: str, now: datetime, every_s: int
) -> FeedState:
    """Return the state after a failed attempt; the validators of the last success stay."""
    pause = _spread(every_s * 2 ** min(state.failures, _MOST_DOUBLINGS), url)
    asked = error.retry_at if isinstance(error, FetchError) else None
    return replace(
        state,
        next_fetch_at=min(max(now + min(pause, LONGEST), asked or now), now + LONGEST),
        fetched_at=now,
        # Any other error arose from reading an answer, and only a 200 is ever read.
        status=error.status if isinstance(error, FetchError) else int(HTTPStatus.OK),
        failures=state.failures + 1,
        error=str(error),
    )


def _spread(pause_s: int, url: str) -> timedelta:
    return timedelta(seconds=pause_s * (1 + _JITTER * zlib.crc32(url.encode()) / 2**32))
