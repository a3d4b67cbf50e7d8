"""Items, the entries that carried them, and their revisions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.items import Item, Revision
from monitor.model.packed import replaced
from monitor.store.convert import item_of, item_values, noun_of, values_of
from monitor.store.feed_ids import FeedIds
from monitor.store.prepared import Prepared
from monitor.store.rows import EntryRow, ItemRow, MatchRow, RevisionRow
from monitor.store.search import WordIndex
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
ENTRY = table_of(EntryRow)
REVISION = table_of(RevisionRow)
MATCH = table_of(MatchRow)

_BY_ID = Prepared(select(ITEM).where(ITEM.c.id.in_(bindparam("ids", expanding=True))))
_TAKE_KEYS = Prepared(
    update(ITEM).where(ITEM.c.identity.in_(bindparam("keys", expanding=True))).values(identity=None)
)
_LAST_ID = Prepared(select(func.max(ITEM.c.id).label("id")))
_ADD = Prepared(insert(ITEM))
_ENTRIES = insert(ENTRY)
_SAVE_ENTRIES = Prepared(
    _ENTRIES.on_conflict_do_update(
        index_elements=["feed_id", "guid"], set_={"item_id": _ENTRIES.excluded.item_id}
    )
)


class Items:
    """Items, within one transaction."""

    def __init__(self, connection: Connection, words: WordIndex, feed_ids: FeedIds) -> None:
        self._connection = connection
        self._words = words
        self._feed_ids = feed_ids
        #: The largest id, once it was asked for.
        self._last_id: int | None = None

    def add(
        self,
        feed_url: str,
        items: Sequence[tuple[Item, str | None]],
        *,
        taken: Collection[str] | None = None,
        forms: Mapping[str, Sequence[str]] | None = None,
    ) -> list[Item]:
        """Store new items of a feed, each with its identity; return them with their ids.

        A URL that a publisher has used again is from now on that of the new item. `taken`: the identities
        that stored items have; None: that was not looked up. `forms`: see `WordIndex.add`.
        """
        if not items:
            return []
        keys = [identity for _, identity in items if identity] if taken is None else list(taken)
        if keys:
            _TAKE_KEYS.all(self._connection, keys=keys)
        # The numbers that SQLite would give them, one after the other: so they are stored at a stroke.
        numbers = count(self.last_id() + 1)
        stored = [replaced(item, id=number) for (item, _), number in zip(items, numbers, strict=False)]
        self._last_id = stored[-1].id
        kept_as = (identity for _, identity in items)
        rows = [item_values(item, identity=key) for item, key in zip(stored, kept_as, strict=True)]
        _ADD.many(self._connection, rows)
        self._words.add(stored, forms=forms)
        self.add_aliases(feed_url, {item.guid: item.id for item in stored})
        return stored

    def move(self, moved: Sequence[tuple[Item, str]]) -> None:
        """Store the present URLs of items, each with its key."""
        for item, identity in moved:
            values = {"url": item.url, "identity": identity}
            self._connection.execute(update(ITEM).where(ITEM.c.id == item.id).values(values))

    def add_aliases(self, feed_url: str, aliases: Mapping[str, int]) -> None:
        """Remember under which identifiers a feed carries which items."""
        if aliases:
            feed_id = self._feed_ids[feed_url]
            rows = [{"feed_id": feed_id, "guid": guid, "item_id": i} for guid, i in aliases.items()]
            _SAVE_ENTRIES.many(self._connection, rows)

    def revise(self, item: Item, *, now: datetime) -> Item:
        """Keep what the item said as a revision, store what it says now, and return it.

        A text taken from the item's page stays until the page is read again: the feed brings but a teaser.
        """
        before = self.get(item.id)
        if before.full_text_at is not None and len(item.text) < len(before.text):
            item = replace(item, text=before.text, html=before.html, language=before.language)
            item = replace(item, full_text_at=before.full_text_at)
        past = Revision(item_id=item.id, title=before.title, text=before.text, replaced_at=now)
        self._connection.execute(insert(REVISION).values(values_of(past)))
        changed = {
            "title": item.title,
            "text": item.text,
            "html": item.html,
            "author": item.author,
            "tags": list(item.tags),
            "language": item.language,
            "content_hash": item.content_hash,
            "revised_at": now,
            "revisions": before.revisions + 1,
            "full_text_at": item.full_text_at,
            "dropped_at": None,
        }
        self._connection.execute(update(ITEM).where(ITEM.c.id == item.id).values(changed))
        self._words.replace(before, item)
        return item

    def get(self, item_id: int) -> Item:
        """Return one item; raise StoreError when there is none."""
        row = self._connection.execute(select(ITEM).where(ITEM.c.id == item_id)).first()
        if row is None:
            raise StoreError(f"there is no item {item_id}; `monitor items` lists what there is")
        return item_of(row)

    def list_items(
        self, *, topic: str | None = None, since: datetime | None = None, limit: int | None = None
    ) -> Iterator[Item]:
        """Yield items first seen since then, newest first, of one topic or of all and none."""
        newest = (ITEM.c.first_seen_at.desc(), ITEM.c.published_at.desc(), ITEM.c.id.desc())
        statement = select(ITEM).order_by(*newest).limit(limit)
        if topic is not None:
            tagged = select(MATCH.c.item_id).where(MATCH.c.topic == topic)
            statement = statement.where(ITEM.c.id.in_(tagged))
        if since is not None:
            statement = statement.where(ITEM.c.first_seen_at >= since)
        for row in self._connection.execute(statement.execution_options(yield_per=500)):
            yield item_of(row)

    def list_below(self, item_id: int, *, limit: int) -> list[Item]:
        """Return up to `limit` items with smaller ids, largest id first."""
        statement = select(ITEM).where(ITEM.c.id < item_id).order_by(ITEM.c.id.desc()).limit(limit)
        return [item_of(row) for row in self._connection.execute(statement)]

    def list_by_id(self, ids: Sequence[int]) -> list[Item]:
        """Return the items with these ids, in this order; ids that no item has are left out."""
        if not ids:
            return []
        items = {row["id"]: item_of(row) for row in _BY_ID.all(self._connection, ids=ids)}
        return [items[item_id] for item_id in ids if item_id in items]

    def unchanged(self, items: Sequence[Item]) -> list[int]:
        """Return the ids of those items whose content is still the stored one, and was not dropped."""
        content = (ITEM.c.content_hash, ITEM.c.full_text_at)
        whole = (ITEM.c.id.in_([item.id for item in items]), ITEM.c.dropped_at.is_(None))
        statement = select(ITEM.c.id, *content).where(*whole)
        stored = {row.id: tuple(row)[1:] for row in self._connection.execute(statement)}
        return [item.id for item in items if stored.get(item.id) == (item.content_hash, item.full_text_at)]

    def list_revisions(self, item_id: int) -> list[Revision]:
        """Return what an item said before, oldest first."""
        statement = select(REVISION).where(REVISION.c.item_id == item_id).order_by(REVISION.c.id)
        return [noun_of(Revision, row) for row in self._connection.execute(statement)]

    def last_id(self) -> int:
        """Return the largest id; 0 when there are no items."""
        if self._last_id is None:
            [row] = _LAST_ID.all(self._connection)
            self._last_id = int(row["id"] or 0)
        return self._last_id
