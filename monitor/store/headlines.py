"""The stories of issues as headlines, for index pages and Atom feeds."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Row, select

from monitor.model.digests import Headline
from monitor.store.convert import noun_of
from monitor.store.rows import IssueRow, ItemRow, SourceRow, table_of
from monitor.store.telling_rows import IssueStoryRow

ISSUE = table_of(IssueRow)
STORY = table_of(IssueStoryRow)
ITEM = table_of(ItemRow)
SOURCE = table_of(SourceRow)


class Headlines:
    """Headlines, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_issues(
        self, since: datetime, *, until: datetime | None, topics: Sequence[str]
    ) -> dict[int, tuple[Headline, ...]]:
        """Return the headlines of each issue made since then and before `until`, by its number in the store.

        They stand in the order of the topics given, and within a topic as the issue has them; a story of
        several topics stands under its first. Titles are those that the items have now.
        """
        lead = (ITEM.c.title, ITEM.c.language, ITEM.c.url, ITEM.c.published_at)
        statement = (
            select(STORY, *lead, SOURCE.c.name.label("source"))
            .join(ISSUE, ISSUE.c.id == STORY.c.issue_id)
            .join(ITEM, ITEM.c.id == STORY.c.lead_id)
            .join(SOURCE, SOURCE.c.key == ITEM.c.source)
            .where(ISSUE.c.made_at >= since)
        )
        if until is not None:
            statement = statement.where(ISSUE.c.made_at < until)
        place = {topic: number for number, topic in enumerate(topics)}
        rows = sorted(
            self._connection.execute(statement),
            key=lambda row: (row.issue_id, place.get(row.topic, len(place)), row.position),
        )
        return {
            issue: _headlines(list(group)) for issue, group in groupby(rows, key=lambda row: row.issue_id)
        }


def _headlines(rows: Sequence[Row[tuple[object, ...]]]) -> tuple[Headline, ...]:
    """Return the headlines of one issue from its rows, one for each story and topic."""
    topics: dict[int, list[str]] = {}
    for row in rows:
        topics.setdefault(row.story_id, []).append(row.topic)
    first = {row.story_id: row for row in reversed(rows)}
    return tuple(
        noun_of(Headline, first[story], story=story, topics=tuple(its)) for story, its in topics.items()
    )
