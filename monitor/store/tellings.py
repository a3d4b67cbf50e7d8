"""Stories as digests tell them: what they have had of each, and all that a telling is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select, tuple_

from monitor.model.deliveries import DeliveryStatus
from monitor.model.digests import Digest
from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.stories import Member
from monitor.model.tellings import Delta, IssueItem, Mention, OpenStory, Part, Rank, Telling, Told
from monitor.model.topics import Match
from monitor.store.batches import batches
from monitor.store.convert import item_of, match_of, noun_of
from monitor.store.issue_rows import DeliveryRow, IssueRow
from monitor.store.rows import ItemRow, MatchRow, SourceRow
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


class Tellings:
    """Stories as digests tell them, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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

    def told(self, digest: Digest, items: Iterable[int]) -> dict[int, Told]:
        """Return what the digest has had of these items."""
        found: dict[int, Told] = {}
        for some in batches(items):
            mine = (ISSUE_ITEM.c.digest == digest.key, ISSUE_ITEM.c.item_id.in_(some))
            for row in self._connection.execute(_TOLD.where(*mine)):
                mentions = tuple(Mention(**stored) for stored in row.mentions)
                found[row.item_id] = noun_of(Told, row, topics=tuple(row.topics), mentions=mentions)
        return found

    def open_stories(
        self,
        digest: Digest,
        members: Mapping[int, tuple[Member, ...]],
        fresh: Mapping[int, list[Member]],
        told: Mapping[int, Told],
    ) -> Iterator[OpenStory]:
        """Yield the stories that have something `fresh` for a digest, with all that they are told by.

        `members` are the items of each, of which the digest has had what was `told`.
        """
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
