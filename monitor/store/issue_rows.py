"""The tables of digests, of their issues, and of the way of these to their readers."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from monitor.store.tables import Row
from monitor.store.types import at_column, json_column


class DigestRow(Row, table=True):
    """How far each digest has come."""

    __tablename__ = "digest"
    key: str = Field(primary_key=True)
    #: End of the last window: where the next one begins.
    until_at: datetime = at_column()
    #: Every match up to this id was in an issue, or was not for one.
    match_cursor: int
    #: Every item up to this id had its story then.
    item_cursor: int


class IssueRow(Row, table=True):
    """Issues. What they tell is in `issue_story` and `issue_item`, their frozen form in `report`."""

    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("digest", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    digest: str
    name: str
    number: int
    from_at: datetime = at_column()
    until_at: datetime = at_column()
    made_at: datetime = at_column(index=True)
    zone: str
    late_s: int
    undelivered: int
    stories: int
    #: Distinct items.
    items: int
    #: Name and number of stories of every topic.
    topics: list[Any] = json_column()
    #: Number of sources, and every field of the blind ones.
    coverage: dict[str, Any] = json_column()


class ReportRow(Row, table=True):
    """Issues rendered for a medium, frozen."""

    __tablename__ = "report"
    issue_id: int = Field(primary_key=True, foreign_key="issue.id")
    medium: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    title: str
    html: str
    text: str


class DeliveryRow(Row, table=True):
    """The outbox."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("issue_id", "channel", "recipient", "part"),)
    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id")
    channel: str
    recipient: str
    part: int
    message_id: str
    thread: str
    sealed: str
    status: str = Field(index=True)
    next_attempt_at: datetime = at_column()
    #: Somebody is sending it until then.
    leased_until: datetime | None = at_column(nullable=True)
    attempts: int
    error: str | None = None
    sent_at: datetime | None = at_column(nullable=True)
