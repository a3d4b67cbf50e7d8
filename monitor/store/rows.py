"""The tables of feeds, items and matches, and of what the program knows of its own work."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from monitor.store.tables import Row
from monitor.store.types import at_column, json_column


class SourceRow(Row, table=True):
    """Sources, also those that the configuration no longer names: their items stay."""

    __tablename__ = "source"
    key: str = Field(primary_key=True)
    name: str
    homepage: str
    language: str
    country: str
    group: str
    weight: float


class FeedRow(Row, table=True):
    """Feeds and what we remember about them."""

    __tablename__ = "feed"
    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    source: str = Field(foreign_key="source.key")
    kind: str
    select: dict[str, str] = json_column()
    full_text: str
    language: str
    every_s: int | None
    #: Still in the configuration.
    is_active: bool = True
    next_fetch_at: datetime = at_column(index=True)
    #: Somebody is polling it until then.
    leased_until: datetime | None = at_column(nullable=True)
    etag: str | None = None
    last_modified: str | None = None
    ttl_s: int | None = None
    fetched_at: datetime | None = at_column(nullable=True)
    succeeded_at: datetime | None = at_column(nullable=True)
    new_item_at: datetime | None = at_column(nullable=True)
    arrivals: float = 0.0
    arrivals_since: datetime | None = at_column(nullable=True)
    status: int | None = None
    failures: int = 0
    setback: float = 0.0
    notice: str | None = None
    noticed_at: datetime | None = at_column(nullable=True)
    notices: int = 0
    error: str | None = None
    trouble: str | None = None
    trouble_at: datetime | None = at_column(nullable=True)
    marks: bytes = b""


class FeedDayRow(Row, table=True):
    """Days on which feeds brought news; the newest of each feed."""

    __tablename__ = "feed_day"
    feed_id: int = Field(primary_key=True, foreign_key="feed.id")
    day: date = Field(primary_key=True)
    hours: int
    new_items: int
    undated: int
    languages: dict[str, int] = json_column()


class ItemRow(Row, table=True):
    """Items."""

    __tablename__ = "item"
    # For those whose text may be dropped by and by.
    __table_args__ = (
        Index("ix_item_whole", "first_seen_at", sqlite_where=text("dropped_at IS NULL")),
        # With the source: what others published at the same moment need not be looked at.
        Index("ix_item_published_at_source", "published_at", "source"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.key")
    feed: str
    guid: str
    url: str
    #: Scheme-less key of the URL; NULL where the URL does not identify one article.
    identity: str | None = Field(default=None, unique=True)
    title: str
    text: str
    html: str
    author: str
    tags: list[str] = json_column()
    language: str
    published_at: datetime = at_column()
    is_date_guessed: bool
    first_seen_at: datetime = at_column(index=True)
    revised_at: datetime | None = at_column(nullable=True)
    revisions: int
    full_text_at: datetime | None = at_column(nullable=True)
    dropped_at: datetime | None = at_column(nullable=True)
    content_hash: str = Field(index=True)


class EntryRow(Row, table=True):
    """Under which identifier which feed carried which item: many entries may be one item."""

    __tablename__ = "entry"
    feed_id: int = Field(primary_key=True, foreign_key="feed.id")
    guid: str = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)


class RevisionRow(Row, table=True):
    """What items said before they were changed."""

    __tablename__ = "revision"
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    title: str
    text: str
    replaced_at: datetime = at_column()


class FullTextRow(Row, table=True):
    """Whose pages are asked for the full text, and what became of it; the text itself is the item's."""

    __tablename__ = "full_text"
    item_id: int = Field(primary_key=True, foreign_key="item.id")
    teaser: str
    next_fetch_at: datetime | None = at_column(index=True, nullable=True)
    #: Somebody is asking the page until then.
    leased_until: datetime | None = at_column(nullable=True)
    attempts: int
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class WordIndexRow(Row, table=True):
    """By which rules the index of words was made, and how far it is filled; one row."""

    __tablename__ = "word_index"
    version: str = Field(primary_key=True)
    #: Filling has reached this item id, going down; NULL when it is done.
    below: int | None = None


class TopicRow(Row, table=True):
    """Which version of each topic the stored items are tagged with."""

    __tablename__ = "topic"
    key: str = Field(primary_key=True)
    name: str
    version: str
    #: Re-tagging has reached this item id, going down; NULL when it is done.
    retag_below: int | None = None


class MatchRow(Row, table=True):
    """Matches. The id counts up in the order of commits: digests read it as a cursor."""

    __tablename__ = "match"
    __table_args__ = (UniqueConstraint("item_id", "topic"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    topic: str = Field(index=True)
    score: float
    spans: list[Any] = json_column()
    version: str
    matched_at: datetime = at_column()
    is_retag: bool


class ChecksumRow(Row, table=True):
    """What each row of every other table was when this program wrote it last."""

    __tablename__ = "checksum"
    __table_args__ = ({"sqlite_with_rowid": False},)
    of_table: str = Field(primary_key=True)
    #: Its rowid.
    of_row: int = Field(primary_key=True)
    sum: int


class RunRow(Row, table=True):
    """Passes of jobs."""

    __tablename__ = "run"
    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(index=True)
    started_at: datetime = at_column()
    ended_at: datetime = at_column()
    is_ok: bool
    counts: dict[str, int] = json_column()
    error: str | None = None
