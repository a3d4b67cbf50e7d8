"""What a server says for good: that a feed has moved, or is gone. Believed only after days. Pure.

Captive portals, blocking providers and broken deployments say so too, for hours. So a notice counts when the
server repeated it on four days; the feed's own address is kept and stays the one that identifies it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.feeds import FeedState

#: The notice of a server that answers 410. Any other notice is the address to which the feed has moved.
GONE = "gone"

_DAY = timedelta(days=1)
_CONFIRMED = 4
# How often the old address is asked again where a moved feed really is.
_DOUBT = timedelta(days=7)


def noted(state: FeedState, said: str | None, *, now: datetime) -> FeedState:
    """Return the state after the feed's own address has said this; None: nothing of the kind.

    A repetition counts at most once a day: the first on the day after, the second two days after, ...
    """
    if said is None:
        return replace(state, notice=None, noticed_at=None, notices=0) if state.notice else state
    if said != state.notice or state.noticed_at is None:
        return replace(state, notice=said, noticed_at=now, notices=1)
    is_due = now >= state.noticed_at + state.notices * _DAY
    return replace(state, notices=state.notices + is_due)


def is_gone(state: FeedState) -> bool:
    """Tell whether the server has kept saying that the feed is gone."""
    return state.notice == GONE and state.notices >= _CONFIRMED


def moved_to(state: FeedState) -> str | None:
    """Return where the feed has moved, if the server has kept saying so."""
    return state.notice if state.notice != GONE and state.notices >= _CONFIRMED else None


def address(state: FeedState, *, url: str, now: datetime) -> str:
    """Return where to ask: the feed's own `url`, or where it has moved; once a week its own all the same."""
    moved = moved_to(state)
    if moved is None or state.noticed_at is None or state.fetched_at is None:
        return url
    is_week_over = (now - state.noticed_at) // _DOUBT != (state.fetched_at - state.noticed_at) // _DOUBT
    return url if is_week_over else moved
