"""What a clock that was wrong has left in the store, put right once the clock is right again.

A machine that starts with the year 2036 leaves feeds that are due in 2036, leases until then, and digests
whose window ends there. Times that no plan of ours can have made are taken back to now.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, select, update

from monitor.store.issue_rows import DeliveryRow, DigestRow
from monitor.store.rows import FeedRow, FullTextRow, ItemRow, MatchRow
from monitor.store.story_rows import StoryPlacingRow
from monitor.store.tables import table_of

#: A clock that is set back by less is waited for.
PATIENCE = timedelta(days=1)

FEED, ITEM, MATCH = (table_of(row) for row in (FeedRow, ItemRow, MatchRow))

#: Times that lie in the past, or less than a day ahead, whenever the clock is right.
_NEAR = (
    (FEED, "leased_until"),
    (table_of(FullTextRow), "leased_until"),
    (table_of(DeliveryRow), "leased_until"),
    (table_of(DeliveryRow), "next_attempt_at"),
    (table_of(StoryPlacingRow), "leased_until"),
    (table_of(DigestRow), "until_at"),
)


class Mending:
    """Times ahead of the clock, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_needed(self, now: datetime) -> bool:
        """Tell whether something was stored more than a day after now."""
        seen = self._last(ITEM, "first_seen_at"), self._last(FEED, "fetched_at")
        near = (self._last(table, name) for table, name in _NEAR)
        return any(last > now + PATIENCE for last in (*seen, *near) if last is not None)

    def take_back(self, now: datetime) -> None:
        """Make now of every time that lies more than a day ahead and should not."""
        limit = now + PATIENCE
        for table, name in (*_NEAR, (ITEM, "first_seen_at"), (MATCH, "matched_at")):
            self._connection.execute(update(table).where(table.c[name] > limit).values({name: now}))
        # A feed may well be due only in a week; not if it was asked in the future.
        asked = update(FEED).where(FEED.c.fetched_at > limit)
        self._connection.execute(asked.values(next_fetch_at=now, fetched_at=now, succeeded_at=None))

    def _last(self, table: Table, name: str) -> datetime | None:
        last: datetime | None = self._connection.execute(select(func.max(table.c[name]))).scalar()
        return last
