"""What becomes of stories: items find their places, stories are merged and split, each with a trace."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.model.stories import Clustering, MergingTrace, Placement, SplittingTrace
from monitor.store.convert import values_of
from monitor.store.rows import ItemRow
from monitor.store.stories import Stories
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


class Placing:
    """Changes of stories, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories = Stories(connection)
        self._traces = Traces(connection)

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
        for story, members in self._stories.members(set(self._stories.of_items(story_of).values())).items():
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
