"""What the items of a poll could be of all that is stored; `identity` compares them with it."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, or_, select

from monitor.model.items import Item
from monitor.model.packed import replaced
from monitor.store.convert import noun_of
from monitor.store.feed_ids import FeedIds
from monitor.store.identity import Changes, Found, Known, find_changes, identities
from monitor.store.items import Items
from monitor.store.likeness import has_telling_moment
from monitor.store.prepared import Prepared
from monitor.store.rows import EntryRow, ItemRow
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
ENTRY = table_of(EntryRow)

#: Entries of one source that share a moment. More were stamped alike by a program, and their moment tells
#: nothing; to compare each with each takes minutes.
_MOST_OF_MOMENT = 10

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
_CARRIED = Prepared(
    select(ENTRY.c.guid, ENTRY.c.item_id).where(
        _OF_FEED, ENTRY.c.item_id.in_(bindparam("ids", expanding=True))
    )
)


class Recognition:
    """The search for what is known, within one transaction."""

    def __init__(self, connection: Connection, items: Items, feed_ids: FeedIds) -> None:
        self._connection = connection
        self._items = items
        self._feed_ids = feed_ids

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
        shared = Counter((item.source, item.published_at) for item in unnamed if has_telling_moment(item))
        moments = {moment for moment, times in shared.items() if times <= _MOST_OF_MOMENT}
        alike = self._alike(urls, hashes, moments)
        by_identity = {known.identity: known for known in alike if known.identity in urls}
        by_moment: dict[tuple[str, datetime], list[Known]] = {}
        for known in alike:
            if (moment := (known.source, known.published_at)) in moments:
                by_moment.setdefault(moment, []).append(known)
        by_moment = {moment: group for moment, group in by_moment.items() if len(group) <= _MOST_OF_MOMENT}
        of_guids = (by_guid[item.guid] for item in others if item.guid in by_guid)
        of_moments = (known for group in by_moment.values() for known in group)
        ids = {known.id for known in (*of_guids, *by_identity.values(), *of_moments)}
        return Found(
            by_guid=by_guid,
            by_identity=by_identity,
            by_content={(k.source, k.content_hash): k for k in alike if k.content_hash in hashes},
            by_moment=by_moment,
            whole={item.id: item for item in self._items.list_by_id(list(ids))},
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


def _is_settled(item: Item, known: Known | None, keys: Mapping[str, str]) -> bool:
    """Tell whether GUID, URL and content are all as they were."""
    if known is None or item.content_hash != known.content_hash:
        return False
    return keys.get(item.guid) in {None, known.identity}
