"""Sources and feeds: what is polled, when next, and who is at it."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model.feeds import Feed, FeedState, Source
from monitor.store.convert import noun_of, values_of
from monitor.store.prepared import Prepared
from monitor.store.rows import FeedRow, SourceRow
from monitor.store.tables import table_of

FEED = table_of(FeedRow)
SOURCE = table_of(SourceRow)

_STATE = [*(field.name for field in fields(FeedState)), "leased_until"]
_SAVE_STATE = Prepared(
    update(FEED).where(FEED.c.url == bindparam("of_url")).values({name: bindparam(name) for name in _STATE})
)


class Feeds:
    """Feeds and their sources, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._states: list[dict[str, Any]] = []

    def save_sources(self, sources: Iterable[Source]) -> None:
        """Insert or update sources; none is ever removed, for the sake of its items."""
        for source in sources:
            values = values_of(source)
            statement = insert(SOURCE).values(values)
            self._connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    def save_feeds(self, feeds: Sequence[Feed], *, now: datetime) -> None:
        """Make these the feeds that are polled: new ones at once, missing ones no longer."""
        self.flush()
        self._connection.execute(update(FEED).values(is_active=False))
        for feed in feeds:
            values = values_of(feed) | {"is_active": True}
            state = values_of(FeedState(next_fetch_at=now))
            statement = insert(FEED).values(values | state)
            self._connection.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))

    def claim_due(self, now: datetime, *, lease_s: float) -> list[tuple[Feed, FeedState]]:
        """Return the feeds whose time has come, longest waiting first, and lease them to the caller."""
        due = (FEED.c.next_fetch_at <= now,)
        return self._claim(due, now=now, lease_s=lease_s)

    def claim_all(self, now: datetime, *, lease_s: float) -> list[tuple[Feed, FeedState]]:
        """Return every feed that nobody is polling, due or not, and lease it to the caller."""
        return self._claim((), now=now, lease_s=lease_s)

    def _claim(
        self, conditions: tuple[ColumnElement[bool], ...], *, now: datetime, lease_s: float
    ) -> list[tuple[Feed, FeedState]]:
        self.flush()
        free = or_(FEED.c.leased_until.is_(None), FEED.c.leased_until <= now)
        where = (FEED.c.is_active, FEED.c.kind != "seed", free, *conditions)
        rows = self._connection.execute(select(FEED).where(*where).order_by(FEED.c.next_fetch_at)).all()
        lease = update(FEED).where(*where).values(leased_until=now + timedelta(seconds=lease_s))
        self._connection.execute(lease)
        return [(noun_of(Feed, row), noun_of(FeedState, row)) for row in rows]

    def save_state(self, url: str, state: FeedState) -> None:
        """Store what one poll has learned and give the feed free, before anything else is asked of feeds."""
        self._states.append({"of_url": url, "leased_until": None, **values_of(state)})

    def flush(self) -> None:
        """Store the states that wait: together, for there may be many."""
        _SAVE_STATE.many(self._connection, self._states)
        self._states = []

    def release(self, urls: Iterable[str]) -> None:
        """Give feeds free that were claimed and not polled."""
        self.flush()
        self._connection.execute(update(FEED).where(FEED.c.url.in_(list(urls))).values(leased_until=None))

    def renew(self, urls: Iterable[str], *, until: datetime) -> None:
        """Prolong the lease of feeds that are still being polled."""
        where = (FEED.c.url.in_(list(urls)), FEED.c.leased_until.is_not(None))
        self._connection.execute(update(FEED).where(*where).values(leased_until=until))

    def list_feeds(self) -> list[tuple[Feed, FeedState]]:
        """Return every feed of the configuration with its state, by source and URL."""
        self.flush()
        statement = select(FEED).where(FEED.c.is_active).order_by(FEED.c.source, FEED.c.url)
        return [(noun_of(Feed, row), noun_of(FeedState, row)) for row in self._connection.execute(statement)]

    def list_sources(self) -> dict[str, Source]:
        """Return every source ever known, by key."""
        return {row.key: noun_of(Source, row) for row in self._connection.execute(select(SOURCE))}
