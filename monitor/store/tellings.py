"""What a digest has had of stories, and what its next issue is to have of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, and_, exists, func, or_, select, tuple_

from monitor.model.deliveries import DeliveryStatus
from monitor.model.digests import Digest, Window
from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.stories import Member
from monitor.model.tellings import Delta, IssueItem, Mention, OpenStory, Part, Rank, Telling, Told
from monitor.model.topics import Match
from monitor.store.batches import batches
from monitor.store.convert import item_of, match_of, noun_of
from monitor.store.issue_rows import DeliveryRow, IssueRow
from monitor.store.rows import ItemRow, MatchRow, SourceRow
from monitor.store.stories import Stories
from monitor.store.story_rows import StoryItemRow
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueItemRow, IssueStoryRow

DELIVERY = table_of(DeliveryRow)
ISSUE = table_of(IssueRow)
ISSUE_ITEM = table_of(IssueItemRow)
ISSUE_STORY = table_of(IssueStoryRow)
ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
SOURCE = table_of(SourceRow)
STORY_ITEM = table_of(StoryItemRow)

_LED = exists().where(
    ISSUE_STORY.c.issue_id == ISSUE_ITEM.c.issue_id, ISSUE_STORY.c.lead_id == ISSUE_ITEM.c.item_id
)
_OF_ISSUE = (ISSUE.c.number.label("issue"), ISSUE.c.made_at.label("told_at"))
_TOLD = select(ISSUE_ITEM, *_OF_ISSUE, _LED.label("is_lead")).join(ISSUE, ISSUE.c.id == ISSUE_ITEM.c.issue_id)


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


class Tellings:
    """Stories as digests tell them, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stories = Stories(connection)

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
        told = self._told(digest, (m.item_id for its in members.values() for m in its))
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
            stories=tuple(self._open(digest, members, fresh, told)),
            match_cursor=min(row["id"] for row in later) - 1 if later else int(last),
            item_cursor=self._settled(before.item_cursor, placed, window.until_at),
        )

    def list_tellings(self, story: int) -> list[Telling]:
        """Return how issues told what is this story now, oldest first."""
        mine = select(STORY_ITEM.c.item_id).where(STORY_ITEM.c.story_id == story)
        told = select(ISSUE_ITEM.c.issue_id, ISSUE_ITEM.c.story_id).where(ISSUE_ITEM.c.item_id.in_(mine))
        statement = (
            select(ISSUE_STORY, ISSUE.c.digest, ISSUE.c.number, ISSUE.c.made_at)
            .join(ISSUE, ISSUE.c.id == ISSUE_STORY.c.issue_id)
            .where(tuple_(ISSUE_STORY.c.issue_id, ISSUE_STORY.c.story_id).in_(told))
            .order_by(ISSUE.c.made_at, ISSUE.c.id, ISSUE_STORY.c.topic)
        )
        return [_telling_of(row) for row in self._connection.execute(statement)]

    def sources_of(self, members: Iterable[Member]) -> dict[str, Source]:
        """Return the sources of items by their keys."""
        return self._sources({member.source for member in members})

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

    def list_alerted(self, items: Iterable[int], *, alerts: Collection[str]) -> dict[int, datetime]:
        """Return when these alerts brought items to their readers, to all of them."""
        of_issue = DELIVERY.c.issue_id == ISSUE_ITEM.c.issue_id
        other = DELIVERY.alias()
        is_open = exists().where(
            other.c.issue_id == ISSUE_ITEM.c.issue_id, other.c.status != DeliveryStatus.SENT
        )
        sent = select(ISSUE_ITEM.c.item_id, func.min(DELIVERY.c.sent_at).label("at")).join(DELIVERY, of_issue)
        found: dict[int, datetime] = {}
        for some in batches(items if alerts else ()):
            these = (ISSUE_ITEM.c.digest.in_(alerts), ISSUE_ITEM.c.item_id.in_(some), ~is_open)
            rows = self._connection.execute(sent.where(*these).group_by(ISSUE_ITEM.c.item_id))
            found |= {row.item_id: row.at for row in rows}
        return found

    def _settled(self, cursor: int, placed: int, until_at: datetime) -> int:
        """Return up to which item all came before the window ends."""
        after = select(func.min(ITEM.c.id)).where(ITEM.c.id > cursor, ITEM.c.first_seen_at >= until_at)
        first = self._connection.execute(after.where(ITEM.c.id <= placed)).scalar()
        return placed if first is None else int(first) - 1

    def _told(self, digest: Digest, items: Iterable[int]) -> dict[int, Told]:
        """Return what the digest has had of these items."""
        found: dict[int, Told] = {}
        for some in batches(items):
            mine = (ISSUE_ITEM.c.digest == digest.key, ISSUE_ITEM.c.item_id.in_(some))
            for row in self._connection.execute(_TOLD.where(*mine)):
                mentions = tuple(Mention(**stored) for stored in row.mentions)
                found[row.item_id] = noun_of(Told, row, topics=tuple(row.topics), mentions=mentions)
        return found

    def _open(
        self,
        digest: Digest,
        members: Mapping[int, tuple[Member, ...]],
        fresh: Mapping[int, list[Member]],
        told: Mapping[int, Told],
    ) -> Iterator[OpenStory]:
        wanted = [member.item_id for its in fresh.values() for member in its]
        items, matches = self._items(wanted), self._matches(digest, wanted)
        sources = self._sources({member.source for its in members.values() for member in its})
        for story in sorted(story for story, its in fresh.items() if its):
            yield OpenStory(
                id=story,
                members=members[story],
                sources={member.source: sources[member.source] for member in members[story]},
                fresh=tuple(
                    IssueItem(
                        item=items[member.item_id],
                        source=sources[member.source],
                        matches=matches.get(member.item_id, ()),
                        sameness=member.sameness,
                        copy_of=member.copy_of,
                    )
                    for member in fresh[story]
                ),
                told=tuple(told[m.item_id] for m in members[story] if m.item_id in told),
            )

    def _items(self, ids: Collection[int]) -> dict[int, Item]:
        statement = select(ITEM)
        found = (self._connection.execute(statement.where(ITEM.c.id.in_(some))) for some in batches(ids))
        return {row.id: item_of(row) for rows in found for row in rows}

    def _matches(self, digest: Digest, items: Collection[int]) -> dict[int, tuple[Match, ...]]:
        """Return the matches of items with topics of the digest, in the order of its topics."""
        found: defaultdict[int, list[Match]] = defaultdict(list)
        for some in batches(items):
            mine = select(MATCH).where(MATCH.c.item_id.in_(some), MATCH.c.topic.in_(digest.topics))
            for row in self._connection.execute(mine):
                found[row.item_id].append(match_of(row))
        order = {topic: place for place, topic in enumerate(digest.topics)}
        return {item: tuple(sorted(its, key=lambda m: order[m.topic])) for item, its in found.items()}

    def _sources(self, keys: Collection[str]) -> dict[str, Source]:
        rows = self._connection.execute(select(SOURCE).where(SOURCE.c.key.in_(keys)))
        return {row.key: noun_of(Source, row) for row in rows}


def _telling_of(row: Row[Any]) -> Telling:
    deltas = tuple(Delta(**stored) for stored in row.deltas)
    return noun_of(Telling, row, deltas=deltas, rank=Rank(parts=tuple(Part(**stored) for stored in row.rank)))


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
