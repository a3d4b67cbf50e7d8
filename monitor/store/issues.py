"""Digests' windows, and the issues made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, and_, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from monitor.errors import StoreError
from monitor.model.digests import Delivery, Digest, Issue, IssueEntry, IssueItem, Report, Window
from monitor.model.feeds import Source
from monitor.store.convert import coverage_values, item_of, match_of, noun_of, values_of
from monitor.store.rows import (
    DeliveryRow,
    DigestRow,
    IssueItemRow,
    IssueRow,
    ItemRow,
    MatchRow,
    ReportRow,
    SourceRow,
    table_of,
)
from monitor.store.stories import Stories

DIGEST = table_of(DigestRow)
ISSUE = table_of(IssueRow)
ISSUE_ITEM = table_of(IssueItemRow)
REPORT = table_of(ReportRow)
DELIVERY = table_of(DeliveryRow)
ITEM = table_of(ItemRow)
MATCH = table_of(MatchRow)
SOURCE = table_of(SourceRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a digest has come."""

    #: End of the last window.
    until_at: datetime
    #: Every match up to this id is settled.
    match_cursor: int
    #: Issues made so far.
    issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What an open window holds, and where the next one will look from."""

    items: tuple[IssueItem, ...]
    match_cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSummary:
    """One issue in a list."""

    id: int
    made_at: datetime
    entry: IssueEntry


class Issues:
    """Windows and issues, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_digests(self, digests: Sequence[Digest], *, now: datetime) -> None:
        """Open the first window of digests that are new; the others go on where they were."""
        for digest in digests:
            values = {"key": digest.key, "until_at": now, "match_cursor": 0}
            self._connection.execute(insert(DIGEST).values(values).on_conflict_do_nothing())

    def get_position(self, digest: str) -> Position:
        """Return how far a digest has come; raise StoreError for one that was never saved."""
        row = self._connection.execute(select(DIGEST).where(DIGEST.c.key == digest)).first()
        if row is None:
            raise StoreError(
                f"digest {digest!r} is not in the store yet: run `monitor once` or `monitor run`"
            )
        made = select(func.coalesce(func.max(ISSUE.c.number), 0)).where(ISSUE.c.digest == digest)
        number = int(self._connection.execute(made).scalar_one())
        return Position(until_at=row.until_at, match_cursor=row.match_cursor, issues=number)

    def list_candidates(self, digest: Digest, *, window: Window, cursor: int) -> Candidates:
        """Return the matches of a window that no issue of this digest has had.

        Matches are read in the order of their commits, so none can slip in behind the cursor.
        One made by re-tagging counts only if its item is of this window: a new topic is no reason
        to send the archive. Those of items whose story is not known yet are left to the next window.
        """
        rows = self._connection.execute(self._unsent(digest, cursor)).mappings().all()
        placed = Stories(self._connection).last_placed()
        chosen = [row for row in rows if row["matched_at"] < window.until_at and row["id"] <= placed]
        chosen_ids = {row["match_id"] for row in chosen}
        later = [row["match_id"] for row in rows if row["match_id"] not in chosen_ids]
        fresh = [row for row in chosen if not row["is_retag"] or row["first_seen_at"] >= window.from_at]
        last = self._connection.execute(select(func.coalesce(func.max(MATCH.c.id), 0))).scalar_one()
        sources = self._sources({row["source"] for row in fresh})
        items = tuple(
            IssueItem(item=item_of(row), source=sources[row["source"]], match=match_of(row)) for row in fresh
        )
        return Candidates(items=items, match_cursor=min(later) - 1 if later else int(last))

    def _unsent(self, digest: Digest, cursor: int) -> Select[Any]:
        sent = exists().where(
            and_(ISSUE_ITEM.c.digest == digest.key, ISSUE_ITEM.c.item_id == MATCH.c.item_id)
        )
        columns = [column for column in MATCH.c if column.name != "id"]
        return (
            select(ITEM, *columns, MATCH.c.id.label("match_id"))
            .join(ITEM, ITEM.c.id == MATCH.c.item_id)
            .where(MATCH.c.id > cursor, MATCH.c.topic.in_(digest.topics), ~sent)
            .order_by(MATCH.c.id)
        )

    def _sources(self, keys: set[str]) -> dict[str, Source]:
        rows = self._connection.execute(select(SOURCE).where(SOURCE.c.key.in_(keys)))
        return {row.key: noun_of(Source, row) for row in rows}

    def close_window(self, digest: str, *, before: Position, until_at: datetime, match_cursor: int) -> bool:
        """Move a digest forward; False when somebody else has done so since `before` was read."""
        statement = (
            update(DIGEST)
            .where(DIGEST.c.key == digest, DIGEST.c.until_at == before.until_at)
            .values(until_at=until_at, match_cursor=match_cursor)
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
            "items": len({member.item.id for section in issue.sections for member in section.items}),
            "topics": [[section.name, len(section.items)] for section in issue.sections],
            "coverage": coverage_values(issue.coverage),
        }
        statement = insert(ISSUE).values(values).returning(ISSUE.c.id)
        issue_id = int(self._connection.execute(statement).scalar_one())
        self._add_items(issue, issue_id)
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

    def _add_items(self, issue: Issue, issue_id: int) -> None:
        rows = [
            {
                "issue_id": issue_id,
                "topic": section.topic,
                "item_id": entry.item.id,
                "digest": issue.digest,
                "position": position,
            }
            for section in issue.sections
            for position, entry in enumerate(section.items)
        ]
        if rows:
            self._connection.execute(insert(ISSUE_ITEM), rows)

    def list_issues(self, *, limit: int | None = None) -> list[IssueSummary]:
        """Return the issues made, newest first."""
        page = select(REPORT.c.title).where(REPORT.c.issue_id == ISSUE.c.id, REPORT.c.medium == "page")
        statement = select(ISSUE, page.scalar_subquery().label("page"))
        rows = self._connection.execute(
            statement.order_by(ISSUE.c.made_at.desc(), ISSUE.c.id.desc()).limit(limit)
        )
        return [IssueSummary(id=row.id, made_at=row.made_at, entry=_entry(row)) for row in rows]

    def get_report(self, issue_id: int, medium: str, *, part: int = 1) -> Report:
        """Return a part of an issue as it was rendered; raise StoreError when it was not."""
        where = (REPORT.c.issue_id == issue_id, REPORT.c.medium == medium, REPORT.c.part == part)
        of_issue = (ISSUE.c.digest, ISSUE.c.name, ISSUE.c.made_at)
        statement = select(REPORT, *of_issue).join(ISSUE, ISSUE.c.id == REPORT.c.issue_id).where(*where)
        row = self._connection.execute(statement).first()
        if row is None:
            raise StoreError(f"issue {issue_id} has no {medium} report")
        return noun_of(Report, row)


def _entry(row: Row[Any]) -> IssueEntry:
    return noun_of(
        IssueEntry,
        row,
        window=Window(from_at=row.from_at, until_at=row.until_at),
        zone=ZoneInfo(row.zone),
        topics=tuple((name, count) for name, count in row.topics),
        blind=len(row.coverage["blind"]),
        file=row.page or "",
    )
