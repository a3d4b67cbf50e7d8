"""How much there is and what waits: cheap enough to be asked every few seconds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from monitor.model.deliveries import DeliveryStatus
from monitor.store.issue_rows import DeliveryRow, IssueRow
from monitor.store.rows import FeedRow, FullTextRow, ItemRow, MatchRow, TopicRow
from monitor.store.story_rows import StoryItemRow
from monitor.store.tables import table_of

FEED = table_of(FeedRow)
ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
TOPIC = table_of(TopicRow)
FULL = table_of(FullTextRow)
ISSUE = table_of(IssueRow)
DELIVERY = table_of(DeliveryRow)
PLACED = table_of(StoryItemRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What waits in one queue."""

    waiting: int
    #: Since when the oldest has been waiting; None when nothing does.
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What was ever stored, also what was deleted since; never less than before."""

    items: int
    matches: int
    issues: int


class Gauges:
    """Numbers about the store, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def totals(self) -> Totals:
        """Return how much was ever stored."""
        newest = select(func.max(ITEM.c.id), select(func.max(MATCH.c.id)).scalar_subquery())
        items, matches = self._connection.execute(newest).one()
        issues = self._connection.execute(select(func.max(ISSUE.c.id))).scalar()
        return Totals(items=items or 0, matches=matches or 0, issues=issues or 0)

    def seen_since(self, moment: datetime) -> tuple[int, datetime | None]:
        """Return how many items came since then, and when the newest of all did; None when there is none."""
        since = select(func.count()).where(ITEM.c.first_seen_at >= moment)
        newest = select(func.max(ITEM.c.first_seen_at))
        return self._connection.execute(since).scalar_one(), self._connection.execute(newest).scalar()

    def feeds(self) -> tuple[int, int]:
        """Return how many feeds are polled, and of how many the last poll failed."""
        counted = select(func.count(), func.count().filter(FEED.c.failures > 0))
        polled, failing = self._connection.execute(
            counted.where(FEED.c.is_active, FEED.c.kind != "seed")
        ).one()
        return polled, failing

    def queues(self, now: datetime) -> dict[str, Level]:
        """Return what waits, by the name of the job that is to do it."""
        due = (FEED.c.is_active, FEED.c.kind != "seed", FEED.c.next_fetch_at <= now)
        last_placed = select(func.coalesce(func.max(PLACED.c.item_id), 0)).scalar_subquery()
        waiting = select(func.count(), func.min(ISSUE.c.made_at)).join(
            ISSUE, ISSUE.c.id == DELIVERY.c.issue_id
        )
        return {
            "poll": self._level(select(func.count(), func.min(FEED.c.next_fetch_at)).where(*due)),
            "pages": self._level(
                select(func.count(), func.min(FULL.c.next_fetch_at)).where(FULL.c.next_fetch_at <= now)
            ),
            "stories": self._level(
                select(func.count(), func.min(ITEM.c.first_seen_at)).where(ITEM.c.id > last_placed)
            ),
            "deliver": self._level(waiting.where(DELIVERY.c.status == DeliveryStatus.WAITING)),
        }

    def to_retag(self) -> int:
        """Return up to which item id stored items wait to be tagged anew; 0: none waits."""
        return int(self._connection.execute(select(func.max(TOPIC.c.retag_below))).scalar() or 0)

    def _level(self, statement: Select[int, Any]) -> Level:
        waiting, since = self._connection.execute(statement).one()
        return Level(waiting=waiting, since=since)
