"""How a feed is, by its last answers and its history. Pure.

Nothing here cries wolf: a failure or an HTML page must last, a silence must be longer than the feed's rhythm
explains, and twice as long before a feed that answers well is called frozen.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

from monitor.coverage.rhythm import arrivals, expected_silence
from monitor.model.coverage import FeedDay, Health, HealthState
from monitor.model.feeds import Feed, FeedState

#: A feed that worked before may fail for so long, unless every attempt since then was one.
PATIENCE = timedelta(hours=3)
#: A feed that never brought anything may be empty for so long.
_EMPTY_AT_FIRST = timedelta(days=1)
#: Expected intervals after which a feed that brings nothing new is frozen.
_FROZEN = 2
#: What a feed brings is judged by its newest days with so many items.
_ENOUGH_ITEMS = 5
#: Or by so many days, for dates, which are there or not.
_ENOUGH_DAYS = 2
#: Share of items from which on a fault is the feed's and not an item's.
_MOST = 0.8
#: What a server answers that is asked too often (RFC 6585).
_TOO_OFTEN = 429
#: From here on the fault is the server's.
_ITS_FAULT = 500


def health_of(feed: Feed, state: FeedState, days: Sequence[FeedDay], *, language: str) -> Health:
    """Return how a feed is; `days` are its history, oldest first, `language` what it should bring."""
    if state.fetched_at is None:
        return Health(state=HealthState.UNTRIED)
    found = (
        _broken(state)
        or _silent(state, days)
        or _foreign(days, language=feed.language or language)
        or _undated(days)
    )
    return found or Health(state=HealthState.HEALTHY, why=state.error or "")


def _broken(state: FeedState) -> Health | None:
    """Return what lasting failure means; attempts over some hours, or never anything else."""
    if state.trouble not in {"failing", "html"} or state.trouble_at is None or state.fetched_at is None:
        return None
    if state.succeeded_at is not None and state.fetched_at - state.trouble_at < PATIENCE:
        return None
    is_html = state.trouble == "html"
    return Health(
        state=HealthState.HTML if is_html else HealthState.FAILING,
        since=state.trouble_at,
        why=state.error or "",
        remedy=_remedy(state.status, is_html=is_html),
    )


def _remedy(status: int | None, *, is_html: bool) -> str:
    if is_html:
        return "find its new URL with `monitor feeds discover HOMEPAGE` and change it in feeds.toml"
    if status == _TOO_OFTEN:
        return "it is asked less often by itself; if that lasts, give it a longer `every` in feeds.toml"
    if status is None:
        return (
            "see whether its URL in feeds.toml is right, and `monitor doctor` whether others can be reached"
        )
    if status >= _ITS_FAULT:
        return "it is asked again by itself; if that lasts, open its URL and see whether it has moved"
    return "open its URL; if it has moved or asks for a login, change it in feeds.toml"


def _silent(state: FeedState, days: Sequence[FeedDay]) -> Health | None:
    """Return what it means that a feed answers but has brought nothing for long."""
    if state.succeeded_at is None:
        return None
    last_at = state.new_item_at or max(arrivals(days), default=None)
    is_empty = state.trouble == "empty"
    began_at = last_at or state.trouble_at
    if began_at is None:
        return None
    silence = state.succeeded_at - began_at
    expected = expected_silence(days) if last_at else _EMPTY_AT_FIRST
    if is_empty and silence > expected:
        return Health(
            state=HealthState.EMPTY,
            since=state.trouble_at,
            why="it answers with a feed that has no entries",
            remedy="open its URL; if it was given up, replace it in feeds.toml",
        )
    if silence <= expected * _FROZEN:
        return None
    return Health(
        state=HealthState.FROZEN,
        since=began_at,
        why=f"it answers, but the newest item is {_length(silence)} old; the longest silence"
        f" to be expected is {_length(expected)}",
        remedy="compare it with the homepage; if the feed was given up, replace it in feeds.toml",
    )


def _foreign(days: Sequence[FeedDay], *, language: str) -> Health | None:
    """Return what it means that nearly all new items are in another language."""
    wanted = language.lower().replace("_", "-").partition("-")[0]
    newest = _newest(days, items=_ENOUGH_ITEMS)
    found = sum((Counter(each.languages) for each in newest), Counter())
    found.pop("", None)
    if not wanted or found.total() < _ENOUGH_ITEMS:
        return None
    most, _ = found.most_common(1)[0]
    if most == wanted or found.total() - found[wanted] < _MOST * found.total():
        return None
    return Health(
        state=HealthState.FOREIGN,
        since=_since(days, lambda each: not each.languages.get(wanted)),
        why=f"its new items are in {most!r}; the configuration says {wanted!r}",
        remedy=f'set language = "{most}" for it in feeds.toml, or look whose feed this is now',
    )


def _undated(days: Sequence[FeedDay]) -> Health | None:
    """Return what it means that new items have no dates; one such item is only an item's fault."""
    newest = _newest(days, items=_ENOUGH_ITEMS, days_at_most=_ENOUGH_DAYS)
    count = sum(each.new_items for each in newest)
    if count < _ENOUGH_DAYS or sum(each.undated for each in newest) < _MOST * count:
        return None
    return Health(
        state=HealthState.UNDATED,
        since=_since(days, lambda each: each.undated >= _MOST * each.new_items),
        why="its new items have no dates; they count as published when first seen",
        remedy="nothing is lost; prefer another feed of this source if there is one",
    )


def _newest(days: Sequence[FeedDay], *, items: int, days_at_most: int | None = None) -> list[FeedDay]:
    """Return the newest days that hold so many items."""
    found: list[FeedDay] = []
    for each in reversed(days):
        if len(found) == days_at_most or sum(day.new_items for day in found) >= items:
            break
        found.append(each)
    return found


def _since(days: Sequence[FeedDay], is_wrong: Callable[[FeedDay], bool]) -> datetime:
    """Return the beginning of the days at the end of a history that are all wrong."""
    first = days[-1]
    for each in reversed(days):
        if not is_wrong(each):
            break
        first = each
    return datetime.combine(first.day, time(), UTC)


def _length(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"  # noqa: PLR2004 - two days
