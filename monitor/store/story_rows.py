"""The tables of stories."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field

from monitor.store.tables import Row
from monitor.store.types import at_column


class StoryRow(Row, table=True):
    """Stories, also those that became part of others. The number is that of an item in it."""

    __tablename__ = "story"
    id: int = Field(primary_key=True, foreign_key="item.id")
    #: The story that it became part of; NULL while it is one itself.
    became: int | None = Field(default=None, foreign_key="story.id")
    first_at: datetime = at_column()
    last_at: datetime = at_column(index=True)


class StoryItemRow(Row, table=True):
    """In which story each item is, and why. Items are placed in the order of their ids."""

    __tablename__ = "story_item"
    __table_args__ = (Index("ix_story_item_fixed", "story_id", sqlite_where=text("is_fixed = 1")),)
    item_id: int = Field(primary_key=True, foreign_key="item.id")
    story_id: int = Field(foreign_key="story.id", index=True)
    sameness: str
    because: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    #: The operator put it there.
    is_fixed: bool = False
    #: The story that it left, when new items showed that to be of another event.
    moved_from: int | None = None


class StoryMergingRow(Row, table=True):
    """Which stories became part of which, in the order in which that happened."""

    __tablename__ = "story_merging"
    id: int | None = Field(default=None, primary_key=True)
    gone: int = Field(index=True)
    stays: int = Field(index=True)
    #: NULL when the operator merged them.
    similarity: float | None
    merged_at: datetime = at_column()


class StorySplittingRow(Row, table=True):
    """Which stories were split from which, in the order in which that happened."""

    __tablename__ = "story_splitting"
    id: int | None = Field(default=None, primary_key=True)
    story: int = Field(index=True)
    opened: int = Field(index=True)
    by_operator: bool
    split_at: datetime = at_column()


class StoryApartRow(Row, table=True):
    """Items whose stories never become one, because the operator split them."""

    __tablename__ = "story_apart"
    one: int = Field(primary_key=True, foreign_key="item.id")
    other: int = Field(primary_key=True, foreign_key="item.id", index=True)


class StoryPlacingRow(Row, table=True):
    """Who places items into stories; one row."""

    __tablename__ = "story_placing"
    id: int = Field(primary_key=True)
    #: Somebody is placing until then.
    leased_until: datetime | None = at_column(nullable=True)
    #: How often the operator corrected stories: who has them in memory sees that they changed.
    corrections: int = 0


class StoryWindowRow(Row, table=True):
    """What is in the memory of whoever places items, of those placed together: a restart reads it back."""

    __tablename__ = "story_window"
    last: int = Field(primary_key=True)
    after: int
    version: str
    held: bytes
