"""Digests' windows, and the issues made of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.deliveries import Delivery, Report
from monitor.model.digests import Digest
from monitor.model.issues import Issue
from monitor.model.tellings import IssueItem, IssueStory
from monitor.store.candidates import Candidates, Position
from monitor.store.convert import coverage_values, noun_of, values_of
from monitor.store.issue_rows import DeliveryRow, DigestRow, IssueRow, ReportRow
from monitor.store.rows import ItemRow, MatchRow
from monitor.store.tables import table_of
from monitor.store.telling_rows import IssueItemRow, IssueStoryRow

DIGEST = table_of(DigestRow)
ISSUE = table_of(IssueRow)
ISSUE_ITEM = table_of(IssueItemRow)
ISSUE_STORY = table_of(IssueStoryRow)
REPORT = table_of(ReportRow)
DELIVERY = table_of(DeliveryRow)
ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)


class Issues:
    """Windows and issues, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_digests(self, digests: Sequence[Digest], *, now: datetime) -> None:
        """Open the first window of digests that are new; the others go on where they were.

        A new digest is no reason to send the archive: it begins with what comes from now on.
        """
        begin = {"match_cursor": self._last(MATCH), "item_cursor": self._last(ITEM)}
        for digest in digests:
            values = {"key": digest.key, "until_at": now, **begin}
            self._connection.execute(insert(DIGEST).values(values).on_conflict_do_nothing())

    def _last(self, table: Table) -> int:
        return int(self._connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())

    def get_position(self, digest: str) -> Position:
        """Return how far a digest has come; raise StoreError for one that was never saved."""
        row = self._connection.execute(select(DIGEST).where(DIGEST.c.key == digest)).first()
        if row is None:
            raise StoreError(
                f"digest {digest!r} is not in the store yet: run `monitor once` or `monitor run`"
            )
        made = select(func.coalesce(func.max(ISSUE.c.number), 0)).where(ISSUE.c.digest == digest)
        number = int(self._connection.execute(made).scalar_one())
        return Position(
            until_at=row.until_at, match_cursor=row.match_cursor, item_cursor=row.item_cursor, issues=number
        )

    def close_window(self, digest: str, *, before: Position, until_at: datetime, found: Candidates) -> bool:
        """Move a digest forward; False when somebody else has done so since `before` was read."""
        statement = (
            update(DIGEST)
            .where(DIGEST.c.key == digest, DIGEST.c.until_at == before.until_at)
            .values(until_at=until_at, match_cursor=found.match_cursor, item_cursor=found.item_cursor)
        )
        return self._connection.execute(statement).rowcount == 1

    def add(self, issue: Issue, reports: Sequence[Report], deliveries: Sequence[Delivery]) -> int:
        """Store an issue with its items, reports and deliveries; return its id."""
        values = {
            "digest": issue.digest,
            "name": issue.name,
            "number": issue.number,
            "from_at": issue.window.from_at,
            "until_at": issue.window.until_at,
            "made_at": issue.made_at,
            "zone": issue.zone.key,
            "late_s": issue.late_s,
            "undelivered": issue.undelivered,
            "stories": len(issue.stories),
            "items": sum(len(story.items) for story in issue.stories),
            "topics": [[section.name, len(section.stories)] for section in issue.sections],
            "coverage": coverage_values(issue.coverage),
        }
        statement = insert(ISSUE).values(values).returning(ISSUE.c.id)
        issue_id = int(self._connection.execute(statement).scalar_one())
        self._add_stories(issue, issue_id)
        for report in reports:
            frozen = {
                "medium": report.medium,
                "part": report.part,
                "title": report.title,
                "html": report.html,
                "text": report.text,
            }
            self._connection.execute(insert(REPORT).values(frozen | {"issue_id": issue_id}))
        for delivery in deliveries:
            self._connection.execute(insert(DELIVERY).values(values_of(delivery) | {"issue_id": issue_id}))
        return issue_id

    def _add_stories(self, issue: Issue, issue_id: int) -> None:
        of_issue = {"issue_id": issue_id}
        items = [
            _item_values(item, story) | of_issue | {"digest": issue.digest}
            for story in issue.stories
            for item in story.items
        ]
        stories = [
            _story_values(story) | of_issue | {"topic": section.topic, "position": position}
            for section in issue.sections
            for position, story in enumerate(section.stories)
        ]
        if stories:
            self._connection.execute(insert(ISSUE_ITEM), items)
            self._connection.execute(insert(ISSUE_STORY), stories)

    def get_report(self, issue_id: int, medium: str, *, part: int = 1) -> Report:
        """Return a part of an issue as it was rendered; raise StoreError when it was not."""
        where = (REPORT.c.issue_id == issue_id, REPORT.c.medium == medium, REPORT.c.part == part)
        of_issue = (ISSUE.c.digest, ISSUE.c.name, ISSUE.c.made_at)
        statement = select(REPORT, *of_issue).join(ISSUE, ISSUE.c.id == REPORT.c.issue_id).where(*where)
        row = self._connection.execute(statement).first()
        if row is None:
            raise StoreError(f"issue {issue_id} has no {medium} report")
        return noun_of(Report, row)


def _item_values(member: IssueItem, story: IssueStory) -> dict[str, Any]:
    return {
        "item_id": member.item.id,
        "story_id": story.id,
        "topics": [match.topic for match in member.matches],
        "mentions": [values_of(mention) for mention in member.mentions],
    }


def _story_values(story: IssueStory) -> dict[str, Any]:
    return {
        "story_id": story.id,
        "state": story.state,
        "lead_id": story.lead.item.id,
        "deltas": [values_of(delta) for delta in story.deltas],
        "rank": [values_of(part) for part in story.rank.parts] if story.rank else [],
    }
