"""The stories of issues as headlines, for index pages and Atom feeds."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from sys import intern
from typing import Any

from sqlalchemy import Connection, select

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
        told = (STORY.c.issue_id, STORY.c.story_id, STORY.c.topic, STORY.c.position, STORY.c.state)
        statement = (
            select(*told, *lead, SOURCE.c.name.label("source"))
            .join(ISSUE, ISSUE.c.id == STORY.c.issue_id)
            .join(ITEM, ITEM.c.id == STORY.c.lead_id)
            .join(SOURCE, SOURCE.c.key == ITEM.c.source)
            .where(ISSUE.c.made_at >= since)
            .order_by(STORY.c.issue_id)
        )
        if until is not None:
            statement = statement.where(ISSUE.c.made_at < until)
        place = {topic: number for number, topic in enumerate(topics)}
        # Issue by issue: the rows of a year would take five times the memory of its headlines.
        issues = groupby(self._connection.execute(statement), key=lambda row: row.issue_id)
        return {
            issue: _headlines(sorted(rows, key=lambda row: (place.get(row.topic, len(place)), row.position)))
            for issue, rows in issues
        }


def _headlines(rows: Sequence[Any]) -> tuple[Headline, ...]:
    """Return the headlines of one issue from its rows, one for each story and topic."""
    topics: dict[int, list[str]] = {}
    for row in rows:
        topics.setdefault(row.story_id, []).append(row.topic)
    first = {row.story_id: row for row in reversed(rows)}
    return tuple(
        noun_of(Headline, first[story], story=story, topics=tuple(its), source=intern(first[story].source))
        for story, its in topics.items()
    )
