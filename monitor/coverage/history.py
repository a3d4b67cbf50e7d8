"""Items that are new to a feed, to the days of its history. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from monitor.model.coverage import FeedDay
from monitor.model.items import Item


def arrived_at(item: Item, *, since: datetime | None, now: datetime) -> datetime:
    """Return when an item came that a poll at `now` found, `since` being the poll before; None: the first.

    Its own date when that lies between the two polls: so the first poll already tells a feed's rhythm, and
    a week in which we did not look leaves no gap. Otherwise now: the item was backdated, or has no date.
    """
    is_between = since is None or item.published_at > since
    return item.published_at if is_between and not item.is_date_guessed else now


def days_of(news: Iterable[Item], *, since: datetime | None, now: datetime) -> list[FeedDay]:
    """Return the days on which these items came, oldest first."""
    arrivals: dict[date, list[tuple[int, Item]]] = {}
    for item in news:
        at = arrived_at(item, since=since, now=now).astimezone(UTC)
        arrivals.setdefault(at.date(), []).append((at.hour, item))
    return [
        FeedDay(
            day=day,
            hours=sum(1 << hour for hour in {hour for hour, _ in found}),
            new_items=len(found),
            undated=sum(item.is_date_guessed for _, item in found),
            languages=Counter(item.language for _, item in found),
        )
        for day, found in sorted(arrivals.items())
    ]
