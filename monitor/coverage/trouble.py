"""What was wrong with a feed's last answer as a whole, and since when. Pure."""

from dataclasses import replace
from datetime import datetime

from monitor.errors import MonitorError, ParseError
from monitor.model.feeds import FeedState, Trouble


def after_reading(after: FeedState, *, entries: int | None, now: datetime) -> FeedState:
    """Return the state with what an answer of so many entries means; None: it was the same as before."""
    if entries is None:
        return after if after.trouble == "empty" else _with(after, None, now=now)
    return _with(after, None if entries else "empty", now=now)


def after_error(after: FeedState, error: MonitorError, *, now: datetime) -> FeedState:
    """Return the state with what an attempt means that brought no feed."""
    is_html = isinstance(error, ParseError) and error.is_html
    return _with(after, "html" if is_html else "failing", now=now)


def _with(state: FeedState, trouble: Trouble | None, *, now: datetime) -> FeedState:
    """A server that answers now with an error, now with a page, has been in one trouble all along."""
    if trouble == state.trouble:
        return state
    lasts = trouble is not None and state.trouble is not None and "empty" not in {trouble, state.trouble}
    if lasts:
        return replace(state, trouble=trouble)
    return replace(state, trouble=trouble, trouble_at=now if trouble else None)
