"""What was sent, for lists, index pages and Atom feeds: issues, and their stories as headlines."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, extract, func, or_, select

from monitor.model.digests import Window
from monitor.model.issues import Headline, IssueEntry
from monitor.store.batches import batches
from monitor.store.convert import noun_of
from monitor.store.issue_rows import IssueRow, ReportRow
from monitor.store.rows import ItemRow, SourceRow
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueStoryRow

ISSUE = table_of(IssueRow)
REPORT = table_of(ReportRow)
STORY = table_of(IssueStoryRow)
ITEM = table_of(ItemRow)
SOURCE = table_of(SourceRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSummary:
    """One issue in a list."""

    id: int
    entry: IssueEntry


class Archive:
    """Issues that were made, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_years(self) -> list[int]:
        """Return the years, in UTC, in which issues were made, in order."""
        year = extract("year", ISSUE.c.made_at)
        return sorted(self._connection.execute(select(year).distinct()).scalars())

    def list_digests(self, *, since: datetime, until: datetime | None = None) -> list[tuple[str, str, int]]:
        """Return key, newest name and number of issues of each digest that made some, the last one first."""
        made = select(func.max(ISSUE.c.id).label("id"), func.count().label("issues"))
        newest = made.where(*_within(since, until)).group_by(ISSUE.c.digest).subquery()
        statement = select(ISSUE.c.digest, ISSUE.c.name, newest.c.issues).join(
            newest, newest.c.id == ISSUE.c.id
        )
        newest_first = statement.order_by(ISSUE.c.until_at.desc(), ISSUE.c.number.desc())
        return [(row.digest, row.name, row.issues) for row in self._connection.execute(newest_first)]

    def each_issue(
        self,
        *,
        digest: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[IssueSummary]:
        """Yield the issues, of one digest or of all, made since then and before `until`, newest first."""
        statement = _issues().where(*_within(since, until))
        if digest is not None:
            statement = statement.where(ISSUE.c.digest == digest)
        for row in self._connection.execute(statement.order_by(*_NEWEST_FIRST).limit(limit)):
            yield IssueSummary(id=row.id, entry=_entry(row))

    def entries(self, issue_ids: Iterable[int]) -> dict[int, IssueEntry]:
        """Return issues by their numbers in the store."""
        found: dict[int, IssueEntry] = {}
        for some in batches(issue_ids):
            rows = self._connection.execute(_issues().where(ISSUE.c.id.in_(some)))
            found |= {row.id: _entry(row) for row in rows}
        return found

    def list_headlines(
        self, issue_ids: Collection[int], *, topics: Sequence[str]
    ) -> dict[int, tuple[Headline, ...]]:
        """Return the headlines of issues by their numbers in the store.

        They stand in the order of the topics given, and within a topic as the issue has them; a story of
        several topics stands under its first. Titles are those that the items have now.
        """
        place = {topic: number for number, topic in enumerate(topics)}
        of_issues: dict[int, list[Row[Any]]] = {}
        for row in self._connection.execute(_stories().where(STORY.c.issue_id.in_(issue_ids))):
            of_issues.setdefault(row.issue_id, []).append(row)
        return {
            issue: _headlines(sorted(rows, key=lambda row: (place.get(row.topic, len(place)), row.position)))
            for issue, rows in of_issues.items()
        }

    def list_told(self, topic: str, *, since: datetime, limit: int) -> list[tuple[IssueEntry, Headline]]:
        """Return the stories of a topic told since then, newest first, each with the issue that told it.

        A story comes again when something new of it was told by another article.
        """
        is_news = (STORY.c.topic == topic, STORY.c.state != "continued", ~_was_told())
        # Holds of each of them, and keeps the years before from being looked at.
        first = select(func.min(ISSUE.c.id)).where(*_within(since)).scalar_subquery()
        recent = _stories().where(*is_news, STORY.c.issue_id >= first, *_within(since))
        statement = recent.order_by(*_NEWEST_FIRST, STORY.c.position)
        rows = self._connection.execute(statement.limit(limit)).all()
        entries = self.entries({row.issue_id for row in rows})
        return [(entries[row.issue_id], _headline(row, [topic])) for row in rows]


_NEWEST_FIRST = (ISSUE.c.made_at.desc(), ISSUE.c.id.desc())


def _within(since: datetime | None, until: datetime | None = None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield ISSUE.c.made_at >= since
    if until is not None:
        yield ISSUE.c.made_at < until


def _issues() -> Select[Any]:
    page = select(REPORT.c.title).where(REPORT.c.issue_id == ISSUE.c.id, REPORT.c.medium == "page")
    return select(ISSUE, page.scalar_subquery().label("page"))


def _stories() -> Select[Any]:
    """Return how issues told their stories, and the items by which these were known."""
    told = (STORY.c.issue_id, STORY.c.story_id, STORY.c.topic, STORY.c.position, STORY.c.state)
    lead = (ITEM.c.title, ITEM.c.language, ITEM.c.url, ITEM.c.published_at)
    return (
        select(*told, *lead, SOURCE.c.name.label("source"))
        .join(ISSUE, ISSUE.c.id == STORY.c.issue_id)
        .join(ITEM, ITEM.c.id == STORY.c.lead_id)
        .join(SOURCE, SOURCE.c.key == ITEM.c.source)
    )


def _was_told() -> ColumnElement[bool]:
    """Return what holds of a story that an issue before told under the same topic."""
    before = STORY.alias()
    of_story = (before.c.story_id == STORY.c.story_id, before.c.topic == STORY.c.topic)
    is_before = (before.c.issue_id < STORY.c.issue_id, before.c.state != "continued")
    # What is new to readers of one digest may have been told to those of another, by another article.
    is_same = or_(STORY.c.state == "new", before.c.lead_id == STORY.c.lead_id)
    return exists().where(*of_story, *is_before, is_same)


def _headlines(rows: Sequence[Row[Any]]) -> tuple[Headline, ...]:
    """Return the headlines of one issue from its rows, one for each story and topic."""
    topics: dict[int, list[str]] = {}
    for row in rows:
        topics.setdefault(row.story_id, []).append(row.topic)
    first = {row.story_id: row for row in reversed(rows)}
    return tuple(_headline(first[story], its) for story, its in topics.items())


def _headline(row: Row[Any], topics: Sequence[str]) -> Headline:
    return noun_of(Headline, row, story=row.story_id, topics=tuple(topics))


def _entry(row: Row[Any]) -> IssueEntry:
    return noun_of(
        IssueEntry,
        row,
        window=Window(from_at=row.from_at, until_at=row.until_at),
        zone=ZoneInfo(row.zone),
        topics=tuple((name, count) for name, count in row.topics),
        blind=len(row.coverage["blind"]),
        file=row.page or "",
        headlines=(),
    )
