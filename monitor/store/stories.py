"""Stories as they are: in which one each item is, and what waits to be placed.

A story is called by the number of an item in it, so what a number once sent means now is the story that this
item is in now, whatever was merged or split since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from monitor.errors import StoreError
from monitor.model.items import Item
from monitor.model.stories import Evidence, Member, StorySummary
from monitor.store.batches import batches
from monitor.store.convert import item_of, noun_of
from monitor.store.rows import ItemRow
from monitor.store.story_rows import StoryItemRow, StoryRow
from monitor.store.tables import table_of

ITEM = table_of(ItemRow)
STORY = table_of(StoryRow)
STORY_ITEM = table_of(StoryItemRow)

_MEMBER = (STORY_ITEM, ITEM.c.source, ITEM.c.language, ITEM.c.title, ITEM.c.url)
_TIMES = (ITEM.c.published_at, ITEM.c.first_seen_at)


class Stories:
    """Stories and their items, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
