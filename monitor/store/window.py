"""The window of stories, part by part as its items were placed: what a restart reads instead of texts."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from monitor.model.stories import WindowPart
from monitor.store.convert import values_of
from monitor.store.story_rows import StoryItemRow, StoryWindowRow
from monitor.store.tables import table_of

PART = table_of(StoryWindowRow)
STORY_ITEM = table_of(StoryItemRow)


class StoredWindow:
    """The parts of the window, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_whole(self, version: str, *, last: int) -> bool:
        """Tell whether the parts follow on each other, of this version, up to the item placed last."""
        ends = select(PART.c.after, PART.c.last, PART.c.version).order_by(PART.c.last)
        found = self._connection.execute(ends).all()
        return (
            bool(found)
            and [*(row.after for row in found[1:]), last] == [row.last for row in found]
            and {row.version for row in found} == {version}
        )

    def parts(self) -> Iterator[bytes]:
        """Yield what is held, in the order in which it came."""
        held = select(PART.c.held).order_by(PART.c.last)
        yield from self._connection.execute(held.execution_options(yield_per=20)).scalars()

    def stories(self) -> dict[int, int]:
        """Return the story of each item that the parts may hold."""
        first = select(func.min(PART.c.after)).scalar_subquery()
        rows = self._connection.execute(
            select(STORY_ITEM.c.item_id, STORY_ITEM.c.story_id).where(STORY_ITEM.c.item_id > first)
        )
        return {row.item_id: row.story_id for row in rows}

    def replace(self, parts: Sequence[WindowPart]) -> None:
        """Store a window anew."""
        self._connection.execute(delete(PART))
        if parts:
            self._connection.execute(insert(PART), [values_of(part) for part in parts])

    def add(self, part: WindowPart, *, oldest: int) -> None:
        """Store what was placed together, and forget the parts without anything that is still held."""
        self._connection.execute(insert(PART).values(values_of(part)))
        self._connection.execute(delete(PART).where(PART.c.last < oldest))
