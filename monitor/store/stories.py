"""Stories: in which one each item is, what became of merged ones, and what waits to be placed.

A story is called by the number of an item in it, so what a number once sent means now is the story that this
item is in now, whatever was merged or split since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.items import Item
from monitor.model.stories import (
    Clustering,
    Evidence,
    Member,
    MergingTrace,
    Placement,
    SplittingTrace,
    StorySummary,
)
from monitor.store.batches import batches
from monitor.store.convert import item_of, noun_of, values_of
from monitor.store.rows import ItemRow
from monitor.store.story_rows import StoryItemRow, StoryRow
from monitor.store.tables import table_of
from monitor.store.traces import Traces

ITEM = table_of(ItemRow)
STORY = table_of(StoryRow)
STORY_ITEM = table_of(StoryItemRow)

# What every item costs. Made once: SQLAlchemy takes longer to build these than SQLite to answer.
_PUBLISHED = select(ITEM.c.id, ITEM.c.published_at).where(ITEM.c.id.in_(bindparam("ids", expanding=True)))
_OPEN = insert(STORY)
_EXTEND = _OPEN.on_conflict_do_update(
    index_elements=["id"],
    set_={
        "first_at": func.min(STORY.c.first_at, _OPEN.excluded.first_at),
        "last_at": func.max(STORY.c.last_at, _OPEN.excluded.last_at),
    },
)
_MEMBER = (STORY_ITEM, ITEM.c.source, ITEM.c.language, ITEM.c.title, ITEM.c.url)
_TIMES = (ITEM.c.published_at, ITEM.c.first_seen_at)


class Stories:
    """Stories and their items, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._traces = Traces(connection)

    def of_items(self, item_ids: Collection[int]) -> dict[int, int]:
        """Return the story of each item; items that wait to be placed are left out."""
        statement = select(STORY_ITEM.c.item_id, STORY_ITEM.c.story_id)
        found: dict[int, int] = {}
        for some in batches(item_ids):
            rows = self._connection.execute(statement.where(STORY_ITEM.c.item_id.in_(some)))
            found |= {row.item_id: row.story_id for row in rows}
        return found

    def resolve(self, story: int) -> int:
        """Return what a story is called now that was once called so; raise StoreError when none was."""
        now = self.of_items([story]).get(story)
        if now is None:
            raise StoreError(f"there is no story {story}; `monitor stories` lists what there is")
        return now

    def members(self, stories: Collection[int]) -> dict[int, tuple[Member, ...]]:
        """Return the items of stories, by publication time."""
        statement = select(*_MEMBER, *_TIMES).join(ITEM, ITEM.c.id == STORY_ITEM.c.item_id)
        ordered = statement.order_by(ITEM.c.published_at, ITEM.c.id)
        found: defaultdict[int, list[Member]] = defaultdict(list)
        for some in batches(stories):
            for row in self._connection.execute(ordered.where(STORY_ITEM.c.story_id.in_(some))):
                found[row.story_id].append(_member_of(row))
        return {story: tuple(members) for story, members in found.items()}

    def last_placed(self) -> int:
        """Return the largest id of an item that has its story, as all smaller ones have; 0 when none has."""
        return int(self._connection.execute(select(func.max(STORY_ITEM.c.item_id))).scalar() or 0)

    def unplaced(self, *, limit: int) -> list[Item]:
        """Return items that wait to be placed, in the order in which they came."""
        waiting = select(ITEM).where(ITEM.c.id > self.last_placed()).order_by(ITEM.c.id).limit(limit)
        return [item_of(row) for row in self._connection.execute(waiting)]

    def window(self, since: datetime, until: datetime | None = None) -> Iterator[tuple[Item, int]]:
        """Yield the placed items published since then and before `until`, in the order they came."""
        statement = select(ITEM, STORY_ITEM.c.story_id).join(STORY_ITEM, STORY_ITEM.c.item_id == ITEM.c.id)
        # By an expression: for an order by the bare id SQLite reads the whole archive in that order.
        statement = statement.where(ITEM.c.published_at >= since).order_by(ITEM.c.id + 0)
        if until is not None:
            statement = statement.where(ITEM.c.published_at < until)
        for row in self._connection.execute(statement.execution_options(yield_per=500)):
            yield item_of(row), row.story_id

    def save(self, clustering: Clustering, *, now: datetime) -> None:
        """Store where new items have their place, and which stories became one."""
        for merging in clustering.mergings:
            self.merge(merging.gone, merging.stays, similarity=merging.similarity, now=now)
        if clustering.placements:
            self._place(clustering.placements)
        if clustering.moved:
            self._replace(clustering.moved, now=now)

    def _place(self, placements: Sequence[Placement]) -> None:
        published = self._published([placement.item_id for placement in placements])
        reached = ((placement.story, published[placement.item_id]) for placement in placements)
        self._extend([{"id": story, "first_at": at, "last_at": at} for story, at in reached])
        rows = [
            {
                "item_id": placement.item_id,
                "story_id": placement.story,
                "sameness": placement.sameness,
                "because": None if placement.because is None else values_of(placement.because),
                "is_fixed": False,
            }
            for placement in placements
        ]
        self._connection.execute(insert(STORY_ITEM), rows)

    def _replace(self, moved: Sequence[Placement], *, now: datetime) -> None:
        """Give items another place than they had, and their copies with them."""
        story_of = {placement.item_id: placement.story for placement in moved}
        for story, members in self.members(set(self.of_items(story_of).values())).items():
            whose = {member.item_id: member.copy_of or member.item_id for member in members}
            to = {item: story_of[original] for item, original in whose.items() if original in story_of}
            for opened in set(to.values()):
                leaving = [item for item, its in to.items() if its == opened]
                trace = SplittingTrace(story=story, opened=opened, by_operator=False, split_at=now)
                self.split(leaving, trace)
            self.measure(story, whose.keys() - to.keys())
        for placement in moved:
            why = {
                "sameness": placement.sameness,
                "because": placement.because and values_of(placement.because),
            }
            mine = STORY_ITEM.c.item_id == placement.item_id
            self._connection.execute(update(STORY_ITEM).where(mine).values(why))

    def split(self, item_ids: Collection[int], trace: SplittingTrace) -> None:
        """Move items into a story of their own, which has no others."""
        self.measure(trace.opened, item_ids)
        how = {"is_fixed": True} if trace.by_operator else {"moved_from": trace.story}
        mine = STORY_ITEM.c.item_id.in_(item_ids)
        self._connection.execute(update(STORY_ITEM).where(mine).values(story_id=trace.opened, **how))
        self._traces.add_splitting(trace)

    def measure(self, story: int, item_ids: Collection[int]) -> None:
        """Have a story reach from the first to the last of these items, and be one whatever it became."""
        reach = select(func.min(ITEM.c.published_at), func.max(ITEM.c.published_at))
        first_at, last_at = self._connection.execute(reach.where(ITEM.c.id.in_(item_ids))).one()
        values = {"became": None, "first_at": first_at, "last_at": last_at}
        statement = insert(STORY).values(values | {"id": story})
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def _published(self, item_ids: Collection[int]) -> dict[int, datetime]:
        rows = self._connection.execute(_PUBLISHED, {"ids": item_ids})
        return {row.id: row.published_at for row in rows}

    def _extend(self, reaches: Sequence[Mapping[str, Any]]) -> None:
        """Open stories, or have each reach from the one time to the other at least."""
        self._connection.execute(_EXTEND, reaches)

    def merge(self, gone: int, stays: int, *, similarity: float | None, now: datetime) -> None:
        """Make one story part of another one, with a trace. Its items cost a change each."""
        row = self._connection.execute(select(STORY).where(STORY.c.id == gone)).one()
        self._extend([{"id": stays, "first_at": row.first_at, "last_at": row.last_at}])
        moved = update(STORY_ITEM).where(STORY_ITEM.c.story_id == gone).values(story_id=stays)
        self._connection.execute(moved)
        self._connection.execute(update(STORY).where(STORY.c.id == gone).values(became=stays))
        self._traces.add_merging(MergingTrace(gone=gone, stays=stays, similarity=similarity, merged_at=now))

    def list_stories(self, *, since: datetime, limit: int | None = None) -> list[StorySummary]:
        """Return the stories with an item published since then, that of the newest item first."""
        living = select(STORY).where(STORY.c.last_at >= since, STORY.c.became.is_(None))
        newest = living.order_by(STORY.c.last_at.desc(), STORY.c.id.desc()).limit(limit)
        rows = self._connection.execute(newest).all()
        members = self.members([row.id for row in rows])
        return [_summary(row, members[row.id]) for row in rows]


def _summary(row: Row[Any], members: Sequence[Member]) -> StorySummary:
    return StorySummary(
        id=row.id,
        first_at=row.first_at,
        last_at=row.last_at,
        items=len(members),
        sources=tuple(sorted({member.source for member in members})),
        languages=tuple(sorted({member.language for member in members if member.language})),
        title=members[0].title,
    )


def _member_of(row: Row[Any]) -> Member:
    return noun_of(Member, row, because=None if row.because is None else _evidence_of(row.because))


def _evidence_of(stored: dict[str, Any]) -> Evidence:
    tuples = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
    return Evidence(**(stored | tuples))
