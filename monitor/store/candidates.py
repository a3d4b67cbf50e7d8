"""What the open window of a digest holds, and what of a story its next issue is to have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, exists, func, or_, select

from monitor.model.digests import Digest, Window
from monitor.model.stories import Member
from monitor.model.tellings import OpenStory, Told
from monitor.store.issue_rows import IssueRow
from monitor.store.rows import ItemRow, MatchRow
from monitor.store.stories import Stories
from monitor.store.story_rows import StoryItemRow
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueItemRow
from monitor.store.tellings import Tellings

ISSUE = table_of(IssueRow)
ISSUE_ITEM = table_of(IssueItemRow)
ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
STORY_ITEM = table_of(StoryItemRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a digest has come."""

    #: End of the last window.
    until_at: datetime
    #: Every match up to this id is settled.
    match_cursor: int
    #: Every item up to this id had its story, so that a story of the digest could be told with it.
    item_cursor: int
    #: Issues made so far.
    issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What an open window holds, and where the next one will look from."""

    stories: tuple[OpenStory, ...]
    match_cursor: int
    item_cursor: int


class OpenWindows:
    """The windows of digests for which no issue is made yet, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories = Stories(connection)
        self._tellings = Tellings(connection)

    def list_candidates(self, digest: Digest, *, window: Window, before: Position) -> Candidates:
        """Return the stories that have something for a digest, with that which no issue of it has had.

        That is the items that match its topics, and beside them those that came with the same story: all of
        a story that is new to the digest, the new ones of a story that it has been sent. Matches are read in
        the order of their commits, so none can slip in behind the cursor. One made by re-tagging counts only
        if its item is of this window: a new topic is no reason to send the archive. Items whose story is not
        known yet are left to the next window.
        """
        rows = self._unsent(digest, before.match_cursor)
        placed = self._stories.last_placed()
        chosen = [row for row in rows if row["matched_at"] < window.until_at and row["item_id"] <= placed]
        chosen_ids = {row["id"] for row in chosen}
        later = [row for row in rows if row["id"] not in chosen_ids]
        matched = {r["item_id"] for r in chosen if not r["is_retag"] or r["first_seen_at"] >= window.from_at}
        waiting = {row["item_id"] for row in later} - matched
        stories = set(self._stories.of_items(matched).values())
        stories |= self._grown(digest, before.item_cursor, placed) | self._cooled(digest, window)
        # What has waited to be worth telling may have come long ago.
        cursor = 0 if digest.is_selective else before.item_cursor
        members = {
            story: tuple(m for m in its if m.item_id <= placed and m.first_seen_at < window.until_at)
            for story, its in self._stories.members(stories).items()
        }
        told = self._tellings.told(digest, (m.item_id for its in members.values() for m in its))
        fresh = {
            story: [
                m
                for m in its
                if m.item_id in matched or _comes_with(m, its, told=told, cursor=cursor, waiting=waiting)
            ]
            for story, its in members.items()
        }
        last = self._connection.execute(select(func.coalesce(func.max(MATCH.c.id), 0))).scalar_one()
        return Candidates(
            stories=tuple(self._tellings.open_stories(digest, members, fresh, told)),
            match_cursor=min(row["id"] for row in later) - 1 if later else int(last),
            item_cursor=self._settled(before.item_cursor, placed, window.until_at),
        )

    def _unsent(self, digest: Digest, cursor: int) -> list[RowMapping]:
        sent = exists().where(
            and_(ISSUE_ITEM.c.digest == digest.key, ISSUE_ITEM.c.item_id == MATCH.c.item_id)
        )
        columns = (MATCH.c.id, MATCH.c.item_id, MATCH.c.matched_at, MATCH.c.is_retag, ITEM.c.first_seen_at)
        statement = select(*columns).join(ITEM, ITEM.c.id == MATCH.c.item_id)
        new = statement.where(MATCH.c.id > cursor, MATCH.c.topic.in_(digest.topics), ~sent)
        return list(self._connection.execute(new.order_by(MATCH.c.id)).mappings())

    def _grown(self, digest: Digest, cursor: int, placed: int) -> set[int]:
        """Return the stories that the digest has been sent, or is waiting for, and that have items since."""
        other = STORY_ITEM.alias()
        had = and_(ISSUE_ITEM.c.item_id == other.c.item_id, ISSUE_ITEM.c.digest == digest.key)
        same = other.c.story_id == STORY_ITEM.c.story_id
        belongs: ColumnElement[bool] = exists().where(same, had)
        if digest.is_selective:
            matches = and_(MATCH.c.item_id == other.c.item_id, MATCH.c.topic.in_(digest.topics))
            belongs = or_(belongs, exists().where(same, matches))
        grown = select(STORY_ITEM.c.story_id).where(STORY_ITEM.c.item_id > cursor).distinct()
        rows = self._connection.execute(grown.where(STORY_ITEM.c.item_id <= placed, belongs))
        return set(rows.scalars())

    def _cooled(self, digest: Digest, window: Window) -> set[int]:
        """Return the stories of which an alert may tell again since this window."""
        if digest.alerting is None:
            return set()
        begins, ends = (at - digest.alerting.cool_down for at in (window.from_at, window.until_at))
        of_then = select(STORY_ITEM.c.story_id).join(ISSUE_ITEM, ISSUE_ITEM.c.item_id == STORY_ITEM.c.item_id)
        made = of_then.join(ISSUE, ISSUE.c.id == ISSUE_ITEM.c.issue_id).where(ISSUE.c.digest == digest.key)
        rows = self._connection.execute(made.where(ISSUE.c.made_at > begins, ISSUE.c.made_at <= ends))
        return set(rows.scalars())

    def _settled(self, cursor: int, placed: int, until_at: datetime) -> int:
        """Return up to which item all came before the window ends."""
        after = select(func.min(ITEM.c.id)).where(ITEM.c.id > cursor, ITEM.c.first_seen_at >= until_at)
        first = self._connection.execute(after.where(ITEM.c.id <= placed)).scalar()
        return placed if first is None else int(first) - 1


def _comes_with(
    member: Member,
    story: Collection[Member],
    *,
    told: Mapping[int, Told],
    cursor: int,
    waiting: Collection[int],
) -> bool:
    """Tell whether an item that itself is not for the digest now is told with its story."""
    if member.item_id in told or member.item_id in waiting:
        return False
    return member.item_id > cursor or not any(other.item_id in told for other in story)
