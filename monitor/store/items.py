"""Items, the entries that carried them, and their revisions."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.items import Item, Revision
from monitor.model.packed import replaced
from monitor.store.convert import item_of, item_values, noun_of, values_of
from monitor.store.feed_ids import FeedIds
from monitor.store.identity import Changes, Found, Known, find_changes, identities
from monitor.store.likeness import has_telling_moment
from monitor.store.prepared import Prepared
from monitor.store.rows import EntryRow, ItemRow, MatchRow, RevisionRow, table_of
from monitor.store.search import WordIndex

ITEM = table_of(ItemRow)
ENTRY = table_of(EntryRow)
REVISION = table_of(RevisionRow)
MATCH = table_of(MatchRow)

_KNOWN = tuple(ITEM.c[field.name] for field in fields(Known))

_OF_FEED = ENTRY.c.feed_id == bindparam("of_feed")

_BY_GUID = Prepared(
    select(ENTRY.c.guid, *_KNOWN)
    .join(ITEM, ITEM.c.id == ENTRY.c.item_id)
    .where(_OF_FEED, ENTRY.c.guid.in_(bindparam("guids", expanding=True)))
)
#: All that an item could be beside what is known by its GUID. One question: each costs more than its answer.
_ALIKE = Prepared(
    select(*_KNOWN)
    .where(
        or_(
            ITEM.c.identity.in_(bindparam("keys", expanding=True)),
            ITEM.c.content_hash.in_(bindparam("hashes", expanding=True)),
            and_(
                ITEM.c.published_at.in_(bindparam("moments", expanding=True)),
                ITEM.c.source.in_(bindparam("sources", expanding=True)),
            ),
        )
    )
    .order_by(ITEM.c.id)
)
_BY_ID = Prepared(select(ITEM).where(ITEM.c.id.in_(bindparam("ids", expanding=True))))
_CARRIED = Prepared(
    select(ENTRY.c.guid, ENTRY.c.item_id).where(
        _OF_FEED, ENTRY.c.item_id.in_(bindparam("ids", expanding=True))
    )
)
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

    def find_changes(
        self, feed_url: str, items: Sequence[Item], *, is_still_there: Callable[[str], bool] = lambda _: False
    ) -> Changes:
        """Sort the items of one poll of one feed into new, revised and known.

        Entries that are known and unchanged may be left out; `is_still_there` tells which GUIDs are theirs.
        In the common case, a feed with nothing new, this is one query; for no items it is none.
        """
        if not items:
            return Changes(aliases={}, twins={})
        keys = identities(items)
        by_guid = self._by_guid(feed_url, [item.guid for item in items])
        others = [item for item in items if not _is_settled(item, by_guid.get(item.guid), keys)]
        found = self._find(others, keys, by_guid)
        rivals = {known.id for group in found.by_moment.values() for known in group}
        still_there = self._entries(feed_url, rivals, is_still_there)
        found = replace(found, still_there=still_there) if still_there else found
        changes = find_changes(items, keys, found)
        return replaced(changes, news=self._news(feed_url, items, changes))

    def _find(self, others: Sequence[Item], keys: Mapping[str, str], by_guid: Mapping[str, Known]) -> Found:
        """Return what is known that these items could be, beside what is known by their GUIDs."""
        if not others:
            return Found(by_guid=by_guid, by_identity={}, by_content={}, by_moment={}, whole={})
        urls = {key for item in others if (key := keys.get(item.guid))}
        hashes = {item.content_hash for item in others}
        unnamed = [item for item in others if item.guid not in by_guid]
        moments = {(item.source, item.published_at) for item in unnamed if has_telling_moment(item)}
        alike = self._alike(urls, hashes, moments)
        by_identity = {known.identity: known for known in alike if known.identity in urls}
        by_moment: dict[tuple[str, datetime], list[Known]] = {}
        for known in alike:
            if (moment := (known.source, known.published_at)) in moments:
                by_moment.setdefault(moment, []).append(known)
        of_guids = (by_guid[item.guid] for item in others if item.guid in by_guid)
        of_moments = (known for group in by_moment.values() for known in group)
        ids = {known.id for known in (*of_guids, *by_identity.values(), *of_moments)}
        return Found(
            by_guid=by_guid,
            by_identity=by_identity,
            by_content={(k.source, k.content_hash): k for k in alike if k.content_hash in hashes},
            by_moment=by_moment,
            whole={item.id: item for item in self.list_by_id(list(ids))},
        )

    def _news(self, feed_url: str, items: Sequence[Item], changes: Changes) -> tuple[Item, ...]:
        """Return those items that this feed has never carried, under whatever identifier."""
        carried = self._entries(feed_url, set(changes.aliases.values()), lambda _: True)
        firsts = {i: guid for guid, i in changes.aliases.items() if i not in carried}
        guids = {*firsts.values(), *(item.guid for item, _ in changes.new)}
        return tuple(item for item in items if item.guid in guids)

    def _entries(self, feed_url: str, ids: Collection[int], is_wanted: Callable[[str], bool]) -> set[int]:
        """Return those of the items that the feed carries under wanted GUIDs."""
        if not ids:
            return set()
        rows = _CARRIED.all(self._connection, of_feed=self._feed_ids[feed_url], ids=ids)
        return {row["item_id"] for row in rows if is_wanted(row["guid"])}

    def _by_guid(self, feed_url: str, guids: Sequence[str]) -> dict[str, Known]:
        rows = _BY_GUID.all(self._connection, of_feed=self._feed_ids[feed_url], guids=guids)
        return {row["guid"]: noun_of(Known, row) for row in rows}

    def _alike(
        self, keys: Collection[str], hashes: Collection[str], moments: Collection[tuple[str, datetime]]
    ) -> list[Known]:
        """Return those with one of the keys or hashes, and what a source published at one of its moments."""
        rows = _ALIKE.all(
            self._connection,
            keys=keys or [None],
            hashes=hashes,
            moments={at for _, at in moments} or [None],
            sources={source for source, _ in moments} or [None],
        )
        return [noun_of(Known, row) for row in rows]

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
        return self._list(ITEM.c.id < item_id, order=ITEM.c.id.desc(), limit=limit)

    def list_by_id(self, ids: Sequence[int]) -> list[Item]:
        """Return the items with these ids, in this order; ids that no item has are left out."""
        if not ids:
            return []
        items = {row["id"]: item_of(row) for row in _BY_ID.all(self._connection, ids=ids)}
        return [items[item_id] for item_id in ids if item_id in items]

    def _list(self, where: ColumnElement[bool], *, order: Any, limit: int) -> list[Item]:
        statement = select(ITEM).where(where).order_by(order).limit(limit)
        return [item_of(row) for row in self._connection.execute(statement)]

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


def _is_settled(item: Item, known: Known | None, keys: Mapping[str, str]) -> bool:
    """Say whether GUID, URL and content are all as they were."""
    if known is None or item.content_hash != known.content_hash:
        return False
    return keys.get(item.guid) in {None, known.identity}
