"""What became of stories: the traces that mergings and splittings leave."""

from sqlalchemy import Connection, insert, or_, select

from monitor.model.stories import MergingTrace, SplittingTrace
from monitor.store.convert import noun_of, values_of
from monitor.store.story_rows import StoryMergingRow, StorySplittingRow
from monitor.store.tables import table_of

MERGING = table_of(StoryMergingRow)
SPLITTING = table_of(StorySplittingRow)


class Traces:
    """Traces of stories, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_merging(self, trace: MergingTrace) -> None:
        """Store that a story became part of another one."""
        self._connection.execute(insert(MERGING).values(values_of(trace)))

    def add_splitting(self, trace: SplittingTrace) -> None:
        """Store that a story was split from another one."""
        self._connection.execute(insert(SPLITTING).values(values_of(trace)))

    def mergings(self, story: int) -> list[MergingTrace]:
        """Return which stories became part of a story, and what it became part of, oldest first."""
        concerned = or_(MERGING.c.stays == story, MERGING.c.gone == story)
        rows = self._connection.execute(select(MERGING).where(concerned).order_by(MERGING.c.id))
        return [noun_of(MergingTrace, row) for row in rows]

    def splittings(self, story: int) -> list[SplittingTrace]:
        """Return which stories were split from a story, and what it was split from, oldest first."""
        concerned = or_(SPLITTING.c.story == story, SPLITTING.c.opened == story)
        rows = self._connection.execute(select(SPLITTING).where(concerned).order_by(SPLITTING.c.id))
        return [noun_of(SplittingTrace, row) for row in rows]
