"""The tables of what issues tell: their stories and items."""

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from monitor.store.tables import Row
from monitor.store.types import json_column


class IssueItemRow(Row, table=True):
    """Which items an issue holds. No digest has an item twice."""

    __tablename__ = "issue_item"
    __table_args__ = (Index("ix_issue_item_digest_item_id", "digest", "item_id", unique=True),)
    issue_id: int = Field(primary_key=True, foreign_key="issue.id")
    item_id: int = Field(primary_key=True, foreign_key="item.id")
    #: The issue's, repeated for the index: has this digest had this item?
    digest: str
    #: The story in which it was told, as it was called then.
    story_id: int
    #: Keys of the topics that it matched; empty: it came with its story.
    topics: list[str] = json_column()
    #: What it said, every field of each mention: later issues tell what is new against this.
    mentions: list[Any] = json_column()


class IssueStoryRow(Row, table=True):
    """How an issue told its stories, under each of their topics."""

    __tablename__ = "issue_story"
    issue_id: int = Field(primary_key=True, foreign_key="issue.id")
    topic: str = Field(primary_key=True)
    #: As it was called then; what that number means now is the story of the item of this number.
    story_id: int = Field(primary_key=True, index=True)
    position: int
    state: str
    #: The item by which it was known.
    lead_id: int = Field(foreign_key="item.id")
    #: Every field of each, of deltas and of the parts of the rank.
    deltas: list[Any] = json_column()
    rank: list[Any] = json_column()
