"""Which items' pages are asked for the article, and when again after a failure. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import FetchError, MonitorError, WorkerError
from monitor.model.feeds import Feed
from monitor.model.fulltexts import FullTextState
from monitor.model.items import Item
from monitor.net.pauses import says_later

#: A feed's text of so many letters is the article itself, unless it ends with dots.
ENOUGH = 1_500
#: After a failure that may pass, in order; then the page is given up.
PAUSES = (timedelta(minutes=15), timedelta(hours=3))


def is_wanted(item: Item, feed: Feed, *, is_matched: bool) -> bool:
    """Tell whether the page of an item, as its feed brings it, is to be asked."""
    if not item.url or feed.full_text == "never" or feed.kind in ("seed", "telegram"):
        return False
    if len(item.text) >= ENOUGH and not item.text.rstrip(" ]").endswith(("…", "...")):
        return False
    return is_matched or feed.full_text == "always"


def after_failure(state: FullTextState, error: MonitorError, *, now: datetime) -> FullTextState:
    """Return what to remember after a failure: when to try again, or that it was given up."""
    pause = PAUSES[state.attempts] if state.attempts < len(PAUSES) and _may_pass(error) else None
    retry_at = error.retry_at if isinstance(error, FetchError) else None
    return replace(
        state,
        attempts=state.attempts + 1,
        error=str(error),
        next_fetch_at=None if pause is None else max(now + pause, retry_at or now),
    )


def _may_pass(error: MonitorError) -> bool:
    if not isinstance(error, FetchError):
        return isinstance(error, WorkerError)
    return not error.permanent if error.status is None else says_later(error.status)
