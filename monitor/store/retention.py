"""Texts that are dropped for their age. The items stay: who forgot them would announce them again.

What is dropped are the text, its markup, former versions and what was remembered of its page. What stays
are the title, the address and all by which the item is recognised, its matches and its story.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, exists, insert, or_, select

from monitor.model.items import Item
from monitor.model.service import Keeping
from monitor.store.prepared import Prepared
from monitor.store.rows import FullTextRow, ItemRow, MatchRow, RevisionRow
from monitor.store.search import WordIndex, words_of
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
REVISION = table_of(RevisionRow)
FULL = table_of(FullTextRow)

_BY_ID = Prepared(select(ITEM).where(ITEM.c.id == bindparam("of_item")))
_FORGET = [
    Prepared(delete(column.table).where(column == bindparam("of_item")))
    for column in (ITEM.c.id, REVISION.c.item_id, FULL.c.item_id)
]
_PUT_BACK = Prepared(insert(ITEM))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """An item that is to lose its texts, with what is worked out before: meanwhile others can write."""

    item: Item
    at: datetime
    #: What the index of words has of it, and what it keeps.
    words: str
    words_left: str


def part(item: Item, *, now: datetime) -> Parting:
    """Return how an item loses its texts. Pure."""
    return Parting(item=item, at=now, words=words_of(item), words_left=words_of(replace(item, text="")))


class Retention:
    """What is kept for how long, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_outdated(self, keeping: Keeping, *, now: datetime, limit: int | None = None) -> list[int]:
        """Return the items whose texts nobody wants to keep any longer, oldest first, at most so many."""
        ends = [now - length for length in (keeping.unmatched, *keeping.topics.values()) if length]
        if not ends:
            return []
        where = (ITEM.c.dropped_at.is_(None), ITEM.c.first_seen_at < max(ends))
        statement = select(ITEM.c.id).where(*where, ~_is_wanted(keeping, now=now))
        oldest = statement.order_by(ITEM.c.first_seen_at).limit(limit)
        return list(self._connection.execute(oldest).scalars())

    def drop(self, parting: Parting) -> None:
        """Drop the texts of an item; one revised meanwhile keeps them, until it is listed again."""
        item = parting.item
        # SQLite merges pages that have become all but empty when a row is deleted, not when it shrinks. So
        # the row is taken out and put back; what refers to it is checked only at the end.
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        [row] = _BY_ID.all(self._connection, of_item=item.id)
        if any(row[name] != getattr(item, name) for name in ("title", "text", "language")):
            return
        for forget in _FORGET:
            forget.all(self._connection, of_item=item.id)
        emptied = {**row, "text": "", "html": "", "full_text_at": None, "dropped_at": parting.at}
        _PUT_BACK.all(self._connection, **emptied)
        WordIndex(self._connection).exchange(item.id, parting.words, parting.words_left)


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
