"""On which days feeds brought news: their rhythm, bounded."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model.coverage import FeedDay
from monitor.store.convert import noun_of, values_of
from monitor.store.rows import FeedDayRow, FeedRow, table_of

FEED = table_of(FeedRow)
FEED_DAY = table_of(FeedDayRow)

#: Days with news that are kept of each feed, the newest: two months of a daily, years of a slow one.
MOST_DAYS = 64


class History:
    """The days of feeds, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_days(self, feed_url: str, days: Sequence[FeedDay]) -> None:
        """Add what came to what these days have brought before; forget the oldest days."""
        if not days:
            return
        feed_id = self._connection.execute(select(FEED.c.id).where(FEED.c.url == feed_url)).scalar_one()
        of_feed = FEED_DAY.c.feed_id == feed_id
        rows = self._connection.execute(
            select(FEED_DAY).where(of_feed, FEED_DAY.c.day.in_([each.day for each in days]))
        )
        before = {row.day: noun_of(FeedDay, row) for row in rows}
        values = [{"feed_id": feed_id, **_values(each.plus(before.get(each.day)))} for each in days]
        statement = insert(FEED_DAY)
        changed = {name: statement.excluded[name] for name in _values(days[0]) if name != "day"}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["feed_id", "day"], set_=changed), values
        )
        oldest = select(FEED_DAY.c.day).where(of_feed).order_by(FEED_DAY.c.day.desc())
        last_kept = oldest.offset(MOST_DAYS - 1).limit(1).scalar_subquery()
        self._connection.execute(delete(FEED_DAY).where(of_feed, FEED_DAY.c.day < last_kept))

    def list_days(self, feed_url: str) -> list[FeedDay]:
        """Return the days of one feed, oldest first."""
        return self.list_all(FEED.c.url == feed_url).get(feed_url, [])

    def list_all(self, *where: Any) -> Mapping[str, list[FeedDay]]:
        """Return URL of a feed -> its days, oldest first; feeds without news are left out."""
        statement = select(FEED.c.url, FEED_DAY).join(FEED, FEED.c.id == FEED_DAY.c.feed_id).where(*where)
        found: dict[str, list[FeedDay]] = {}
        for row in self._connection.execute(statement.order_by(FEED_DAY.c.feed_id, FEED_DAY.c.day)):
            found.setdefault(row.url, []).append(noun_of(FeedDay, row))
        return found


def _values(day: FeedDay) -> dict[str, Any]:
    return values_of(day) | {"languages": dict(day.languages)}
