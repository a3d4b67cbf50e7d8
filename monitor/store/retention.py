"""Texts that are dropped for their age. The items stay: who forgot them would announce them again.

What is dropped are the text, its markup, former versions and what was remembered of its page. What stays
are the title, the address and all by which the item is recognised, its matches and its story.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select

from monitor.model.service import Keeping
from monitor.store.convert import item_of
from monitor.store.rows import FullTextRow, ItemRow, MatchRow, RevisionRow, table_of
from monitor.store.search import WordIndex

ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
REVISION = table_of(RevisionRow)
FULL = table_of(FullTextRow)


class Retention:
    """What is kept for how long, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_outdated(self, keeping: Keeping, *, now: datetime) -> list[int]:
        """Return the items whose texts nobody wants to keep any longer, oldest first."""
        ends = [now - length for length in (keeping.unmatched, *keeping.topics.values()) if length]
        if not ends:
            return []
        where = (ITEM.c.dropped_at.is_(None), ITEM.c.first_seen_at < max(ends))
        statement = select(ITEM.c.id).where(*where, ~_is_wanted(keeping, now=now))
        return list(self._connection.execute(statement.order_by(ITEM.c.first_seen_at)).scalars())

    def drop_texts(self, item_ids: Collection[int], *, now: datetime) -> None:
        """Drop the texts of items."""
        # SQLite merges pages that have become all but empty when a row is deleted, not when it shrinks. So
        # rows are taken out and put back; what refers to them is checked only at the end.
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        rows = self._connection.execute(select(ITEM).where(ITEM.c.id.in_(item_ids))).mappings().all()
        self._connection.execute(delete(ITEM).where(ITEM.c.id.in_(item_ids)))
        for row in rows:
            emptied = {**row, "text": "", "html": "", "full_text_at": None, "dropped_at": now}
            self._connection.execute(insert(ITEM).values(emptied))
            WordIndex(self._connection).replace(item_of(row), item_of(emptied))
        for table in (REVISION, FULL):
            self._connection.execute(delete(table).where(table.c.item_id.in_(item_ids)))


def _is_wanted(keeping: Keeping, *, now: datetime) -> ColumnElement[bool]:
    """Return what holds of an item whose text is to be kept: by one of its topics, or for having none."""
    of_item = MATCH.c.item_id == ITEM.c.id
    limited = [
        and_(MATCH.c.topic == topic, ITEM.c.first_seen_at >= now - length)
        for topic, length in keeping.topics.items()
    ]
    wanted = exists().where(of_item, or_(MATCH.c.topic.not_in(list(keeping.topics)), *limited))
    is_matched = exists().where(of_item)
    if keeping.unmatched is None:
        return or_(wanted, ~is_matched)
    return or_(wanted, and_(~is_matched, ITEM.c.first_seen_at >= now - keeping.unmatched))
