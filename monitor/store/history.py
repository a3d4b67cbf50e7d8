"""On which days feeds brought news: their rhythm, bounded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from monitor.model.coverage import FeedDay
from monitor.store.convert import noun_of, values_of
from monitor.store.feed_ids import FeedIds
from monitor.store.prepared import Prepared
from monitor.store.rows import FeedDayRow, FeedRow
from monitor.store.tables import table_of

FEED = table_of(FeedRow)
FEED_DAY = table_of(FeedDayRow)

#: Days with news that are kept of each feed, the newest: two months of a daily, years of a slow one.
MOST_DAYS = 64

_DAYS = Prepared(
    select(FEED_DAY).where(
        FEED_DAY.c.feed_id.in_(bindparam("feed_ids", expanding=True)),
        FEED_DAY.c.day.in_(bindparam("days", expanding=True)),
    )
)
_INSERT = insert(FEED_DAY)
_SAVE_DAYS = Prepared(
    _INSERT.on_conflict_do_update(
        index_elements=["feed_id", "day"],
        set_={name: _INSERT.excluded[name] for name in ("hours", "new_items", "undated", "languages")},
    )
)
_OF_FEED = FEED_DAY.c.feed_id == bindparam("of_feed")
_LAST_KEPT = (
    select(FEED_DAY.c.day).where(_OF_FEED).order_by(FEED_DAY.c.day.desc()).offset(MOST_DAYS - 1).limit(1)
)
_FORGET_DAYS = Prepared(delete(FEED_DAY).where(_OF_FEED, FEED_DAY.c.day < _LAST_KEPT.scalar_subquery()))


class History:
    """The days of feeds, within one transaction."""

    def __init__(self, connection: Connection, feed_ids: FeedIds) -> None:
        self._connection = connection
        self._feed_ids = feed_ids
        #: What is to be added, by feed and day.
        self._waiting: dict[tuple[int, date], FeedDay] = {}

    def add_days(self, feed_url: str, days: Sequence[FeedDay]) -> None:
        """Add what came to what these days have brought before, by the end of the transaction."""
        for each in days:
            key = (self._feed_ids[feed_url], each.day)
            self._waiting[key] = each.plus(self._waiting.get(key))

    def count_on(self, feed_url: str, day: date) -> int:
        """Return how many new items a feed has brought on a day, as far as that is stored."""
        found = _DAYS.all(self._connection, feed_ids=[self._feed_ids[feed_url]], days=[day])
        return sum(row["new_items"] for row in found)

    def flush(self) -> None:
        """Store what waits, and forget the oldest days: together, for many feeds bring a few items each."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        feed_ids, days = map(set, zip(*waiting, strict=True))
        rows = _DAYS.all(self._connection, feed_ids=feed_ids, days=days)
        before = {(row["feed_id"], row["day"]): noun_of(FeedDay, row) for row in rows}
        _SAVE_DAYS.many(
            self._connection,
            [{"feed_id": key[0], **_values(each.plus(before.get(key)))} for key, each in waiting.items()],
        )
        grown = {feed_id for feed_id, _ in waiting.keys() - before.keys()}
        _FORGET_DAYS.many(self._connection, [{"of_feed": feed_id} for feed_id in grown])

    def list_all(self) -> Mapping[str, list[FeedDay]]:
        """Return URL of a feed -> its days, oldest first; feeds without news are left out."""
        self.flush()
        statement = select(FEED.c.url, FEED_DAY).join(FEED, FEED.c.id == FEED_DAY.c.feed_id)
        found: dict[str, list[FeedDay]] = {}
        for row in self._connection.execute(statement.order_by(FEED_DAY.c.feed_id, FEED_DAY.c.day)):
            found.setdefault(row.url, []).append(noun_of(FeedDay, row))
        return found


def _values(day: FeedDay) -> dict[str, Any]:
    return values_of(day) | {"languages": dict(day.languages)}
