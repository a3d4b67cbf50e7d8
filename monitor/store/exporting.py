"""What is stored as plain records, in the order of their numbers: all that an archive needs, page by page.

Each page is a transaction of its own, so that whoever reads slowly holds up nobody, and memory does not grow
with the archive. What is stored while the export goes on is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from monitor.store.issue_rows import DigestRow, IssueRow
from monitor.store.rows import EntryRow, FeedRow, ItemRow, MatchRow, RevisionRow, SourceRow
from monitor.store.store import Store
from monitor.store.story_rows import StoryItemRow, StoryRow
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueItemRow, IssueStoryRow

#: Records read in one transaction.
PAGE = 200

SOURCE, FEED, ENTRY, REVISION = (table_of(row) for row in (SourceRow, FeedRow, EntryRow, RevisionRow))
ISSUE_ITEM, STORY_ITEM = table_of(IssueItemRow), table_of(StoryItemRow)
ISSUE_STORY, DIGEST = table_of(IssueStoryRow), table_of(DigestRow)

Record = dict[str, Any]
_More = Callable[[Connection, Collection[int]], Mapping[int, Record]]


def export_sources(store: Store) -> Iterator[Record]:
    """Yield every source."""
    yield from _all(store, SOURCE)


def export_digests(store: Store) -> Iterator[Record]:
    """Yield how far every digest has come."""
    yield from _all(store, DIGEST)


def export_items(store: Store) -> Iterator[Record]:
    """Yield every item with its key, its entries, as [feed, guid], and what it said before."""
    yield from _pages(store, ItemRow, more=_of_items)


def export_matches(store: Store) -> Iterator[Record]:
    """Yield every match."""
    yield from _pages(store, MatchRow, more=lambda *_: {})


def export_stories(store: Store) -> Iterator[Record]:
    """Yield every story, also those that became part of others, with its items."""
    yield from _pages(store, StoryRow, more=_of_stories)


def export_issues(store: Store) -> Iterator[Record]:
    """Yield every issue with the items that it holds and how it told their stories."""
    yield from _pages(store, IssueRow, more=_of_issues)


def _all(store: Store, table: Table) -> Iterator[Record]:
    with store.read() as tx:
        rows = tx.connection.execute(select(table).order_by(table.c.key)).mappings().all()
    yield from map(dict, rows)


def _pages(store: Store, kind: Any, *, more: _More) -> Iterator[Record]:
    table = table_of(kind)
    with store.read() as tx:
        last = tx.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    done = 0
    while done < last:
        page = select(table).where(table.c.id > done, table.c.id <= last).order_by(table.c.id).limit(PAGE)
        with store.read() as tx:
            rows = tx.connection.execute(page).mappings().all()
            added = more(tx.connection, [row["id"] for row in rows])
        for row in rows:
            yield {**row, **added.get(row["id"], {})}
        done = rows[-1]["id"] if rows else last


def _of_items(connection: Connection, ids: Collection[int]) -> Mapping[int, Record]:
    found: dict[int, Record] = {number: {"entries": [], "former": []} for number in ids}
    entries = select(ENTRY, FEED.c.url).join(FEED, FEED.c.id == ENTRY.c.feed_id)
    for row in connection.execute(entries.where(ENTRY.c.item_id.in_(ids)).order_by(FEED.c.url, ENTRY.c.guid)):
        found[row.item_id]["entries"].append([row.url, row.guid])
    revisions = select(REVISION).where(REVISION.c.item_id.in_(ids)).order_by(REVISION.c.id)
    for row in connection.execute(revisions):
        past = {"title": row.title, "text": row.text, "replaced_at": row.replaced_at}
        found[row.item_id]["former"].append(past)
    return found


def _of_stories(connection: Connection, ids: Collection[int]) -> Mapping[int, Record]:
    items: defaultdict[int, list[int]] = defaultdict(list)
    members = select(STORY_ITEM.c.story_id, STORY_ITEM.c.item_id).where(STORY_ITEM.c.story_id.in_(ids))
    for row in connection.execute(members.order_by(STORY_ITEM.c.item_id)):
        items[row.story_id].append(row.item_id)
    return {number: {"items": items[number]} for number in ids}


def _of_issues(connection: Connection, ids: Collection[int]) -> Mapping[int, Record]:
    found: dict[int, Record] = {number: {"issue_items": [], "issue_stories": []} for number in ids}
    for name, table in (("issue_items", ISSUE_ITEM), ("issue_stories", ISSUE_STORY)):
        rows = connection.execute(select(table).where(table.c.issue_id.in_(ids))).mappings()
        for row in rows:
            found[row["issue_id"]][name].append({key: row[key] for key in row if key != "issue_id"})
    return found
