"""The operator's corrections of stories, which hold for ever, and the lease of whoever places items.

Who holds stories in memory asks `corrections` whether they are still as they were.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.stories import SplittingTrace
from monitor.store.placing import Placing
from monitor.store.stories import Stories
from monitor.store.story_rows import StoryApartRow, StoryItemRow, StoryPlacingRow, StoryRow
from monitor.store.tables import table_of

STORY = table_of(StoryRow)
STORY_ITEM = table_of(StoryItemRow)
APART = table_of(StoryApartRow)
PLACING = table_of(StoryPlacingRow)

#: The one row of `story_placing`.
_ROW = 1


class Corrections:
    """Corrections and the lease, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories = Stories(connection)
        self._placing = Placing(connection)

    def merge(self, story: int, other: int, *, now: datetime) -> int:
        """Make two stories one for good; return what it is called: as the one that began first was."""
        one, two = self._stories.resolve(story), self._stories.resolve(other)
        if one == two:
            raise StoreError(f"{story} and {other} are one story already: {one}")
        living = select(STORY.c.id).where(STORY.c.id.in_([one, two]))
        stays, gone = self._connection.execute(living.order_by(STORY.c.first_at, STORY.c.id)).scalars()
        for pair in self._pairs(one, two):
            self._connection.execute(APART.delete().where(APART.c.one == pair[0], APART.c.other == pair[1]))
        moved = update(STORY_ITEM).where(STORY_ITEM.c.story_id == gone).values(is_fixed=True)
        self._connection.execute(moved)
        self._placing.merge(gone, stays, similarity=None, now=now)
        self._count()
        return int(stays)

    def _pairs(self, one: int, two: int) -> list[tuple[int, int]]:
        """Return the pairs of items that hold these two stories apart."""
        pairs = self._partners(one)
        now = self._stories.of_items({item for pair in pairs for item in pair})
        return [pair for pair in pairs if {now[item] for item in pair} == {one, two}]

    def _partners(self, story: int) -> list[tuple[int, int]]:
        """Return the pairs of items that hold a story apart from any other."""
        mine = select(STORY_ITEM.c.item_id).where(STORY_ITEM.c.story_id == story)
        statement = select(APART).where(or_(APART.c.one.in_(mine), APART.c.other.in_(mine)))
        return [(row.one, row.other) for row in self._connection.execute(statement)]

    def split(self, story: int, item_ids: Collection[int], *, now: datetime) -> int:
        """Take items out of a story into one of their own, for good; return what the new story is called.

        The story keeps its number in that part which has the item of this number.
        """
        story = self._stories.resolve(story)
        members = {member.item_id for member in self._stories.members([story])[story]}
        chosen = set(item_ids)
        if strangers := sorted(chosen - members):
            listed = ", ".join(str(item) for item in strangers)
            raise StoreError(f"not in story {story}: {listed}; `monitor story {story}` lists its items")
        if not chosen or chosen == members:
            raise StoreError(f"name some items of story {story}, not all of its {len(members)}")
        partners = self._others(story)
        leaving = members - chosen if story in chosen else chosen
        opened = min(leaving)
        trace = SplittingTrace(story=story, opened=opened, by_operator=True, split_at=now)
        self._placing.split(leaving, trace)
        self._placing.measure(story, members - leaving)
        for part in (story, opened):
            self._keep_apart(part, partners)
        self._keep_apart(story, {opened})
        self._count()
        return opened

    def _others(self, story: int) -> set[int]:
        """Return the stories from which a story is kept apart."""
        items = {item for pair in self._partners(story) for item in pair}
        return set(self._stories.of_items(items).values()) - {story}

    def _keep_apart(self, story: int, others: Collection[int]) -> None:
        for other in others:
            pair = {"one": min(story, other), "other": max(story, other)}
            self._connection.execute(insert(APART).values(pair).on_conflict_do_nothing())

    def apart(self) -> list[tuple[int, int]]:
        """Return the pairs of stories that never become one."""
        pairs = [(row.one, row.other) for row in self._connection.execute(select(APART))]
        now = self._stories.of_items({item for pair in pairs for item in pair})
        return [(now[one], now[other]) for one, other in pairs]

    def settled(self) -> list[int]:
        """Return the stories with items that the operator put there."""
        fixed = select(STORY_ITEM.c.story_id).where(STORY_ITEM.c.is_fixed).distinct()
        return list(self._connection.execute(fixed).scalars())

    def count(self) -> int:
        """Return how many corrections were ever made."""
        return int(self._connection.execute(select(PLACING.c.corrections)).scalar() or 0)

    def _count(self) -> None:
        first = insert(PLACING).values(id=_ROW, corrections=1)
        more = {"corrections": PLACING.c.corrections + 1}
        self._connection.execute(first.on_conflict_do_update(index_elements=["id"], set_=more))

    def claim_placing(self, now: datetime, *, lease_s: float) -> bool:
        """Lease the placing of items to the caller; False while somebody else has it."""
        self._connection.execute(insert(PLACING).values(id=_ROW, corrections=0).on_conflict_do_nothing())
        free = or_(PLACING.c.leased_until.is_(None), PLACING.c.leased_until <= now)
        statement = update(PLACING).where(free).values(leased_until=now + timedelta(seconds=lease_s))
        return self._connection.execute(statement).rowcount == 1

    def renew_placing(self, now: datetime, *, lease_s: float) -> None:
        """Keep the lease that the caller has."""
        self._connection.execute(update(PLACING).values(leased_until=now + timedelta(seconds=lease_s)))

    def release_placing(self) -> None:
        """Let others place items."""
        self._connection.execute(update(PLACING).values(leased_until=None))
