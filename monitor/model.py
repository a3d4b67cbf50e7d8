"""The nouns of the program: frozen dataclasses that every step takes and returns.

Standard library only. All times are aware datetimes in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

FieldName = Literal["title", "text"]
FeedKind = Literal["rss", "json", "seed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes."""

    #: Short name in configuration and queries, such as `belta`.
    key: str
    name: str
    homepage: str = ""
    #: ISO 639-1 code of the language it mostly writes in; empty when unknown.
    language: str = ""
    #: ISO 3166-1 alpha-2 code, upper case; empty when unknown.
    country: str = ""
    #: `state`, `independent`, `western`, `official`, ...: the operator's own words.
    group: str = ""
    #: How much a report by this source counts, 1.0 being ordinary.
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One URL that we poll. A source has one or more."""

    #: Where we ask, exactly as the configuration gives it; identifies the feed.
    url: str
    #: Key of the source.
    source: str
    kind: FeedKind = "rss"
    #: Overrides the source's language; empty when it does not.
    language: str = ""
    #: Seconds between polls; None: as `[poll] every` says.
    every_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we remember about a feed between polls. The database is the schedule."""

    #: Not before this.
    next_fetch_at: datetime
    #: What the server sent last; sent back as If-None-Match.
    etag: str | None = None
    #: What the server sent last; sent back as If-Modified-Since.
    last_modified: str | None = None
    #: Last attempt, whatever its outcome.
    fetched_at: datetime | None = None
    #: Last attempt that brought a feed or a 304.
    succeeded_at: datetime | None = None
    #: Last time it brought an item we did not have.
    new_item_at: datetime | None = None
    #: HTTP status of the last attempt; None when there was no answer.
    status: int | None = None
    #: Failed attempts in a row.
    failures: int = 0
    #: Why the last attempt failed, for a person; None when it did not.
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One GET and its answer. 304 is a value, not an error."""

    #: After redirects.
    url: str
    status: int
    #: Decoded from gzip, deflate or br; empty for a 304.
    body: bytes = b""
    #: As sent, with charset when given; empty when absent.
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    #: The server asks us not to come back before this (Retry-After, Cache-Control, Expires).
    fresh_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """An entry as its format gives it: untrusted, nothing decided yet."""

    #: The entry's own identifier; empty when it has none.
    guid: str = ""
    url: str = ""
    #: May hold markup.
    title: str = ""
    #: HTML, unsanitised: the longest of content and summary.
    html: str = ""
    author: str = ""
    published_at: datetime | None = None
    tags: tuple[str, ...] = ()
    #: As the format declares it, such as `en-us`; empty when it does not.
    language: str = ""
    #: Key of the source, when the document itself names one (seeds); empty otherwise.
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article, normalised, ours."""

    #: Ours, for ever; 0 until stored.
    id: int = 0
    #: Key of the source.
    source: str
    #: URL of the feed that brought it first.
    feed: str
    #: Unique within the feed; never empty.
    guid: str
    #: Canonical, fit to be opened; empty when the entry has none.
    url: str
    #: Plain text, one line.
    title: str
    #: Plain text; paragraphs are separated by one empty line.
    text: str
    #: Sanitised fragment; empty when it would say no more than `text`.
    html: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    #: ISO 639-1 code; empty when unknown.
    language: str = ""
    published_at: datetime
    #: The entry had no date or an absurd one, so `published_at` is `first_seen_at`.
    is_date_guessed: bool = False
    first_seen_at: datetime
    #: When title or text last changed; None when they never did.
    revised_at: datetime | None = None
    #: Number of times title or text changed.
    revisions: int = 0
    #: Hex digest of title and text; equal for equal content.
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an item said before it was changed."""

    item_id: int
    title: str
    text: str
    #: When we saw that it had been replaced.
    replaced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, organisation or place with its spellings."""

    key: str
    kind: Literal["person", "org", "place"]
    #: Canonical spelling, given name first.
    name: str
    also: tuple[str, ...] = ()
    #: Words that, adjacent, make it somebody else.
    not_with: tuple[str, ...] = ()
    #: Whether the surname by itself is evidence enough (persons).
    surname_alone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with which a topic's query is tried."""

    title: str
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What the reader watches."""

    key: str
    name: str
    #: An expression of the query language.
    query: str
    must_match: tuple[Example, ...] = ()
    must_not_match: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """One hit: a half-open range of characters of an item's title or text."""

    field: FieldName
    start: int
    end: int
    #: The leaf of the query that was hit, in canonical form, such as `@lukashenka`.
    leaf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Item x topic: the evidence that the item belongs to the topic."""

    item_id: int
    topic: str
    #: 0..1.
    score: float
    #: In reading order, title first.
    spans: tuple[Span, ...]
    #: Version of the query that matched.
    version: str
    matched_at: datetime
    #: Found by re-tagging stored items after the topic changed, not when the item arrived.
    is_retag: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a digest is due, in wall time of one zone."""

    at: tuple[time, ...]
    zone: ZoneInfo
    #: 0 is Monday.
    weekdays: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A definition: who is sent which topics, and when."""

    key: str
    name: str
    #: Keys of topics, in the order in which they are shown.
    topics: tuple[str, ...]
    schedule: Schedule
    #: `file`, `email`.
    channels: tuple[str, ...]
    #: Mail addresses.
    recipients: tuple[str, ...] = ()
    #: Whether an empty window is worth a message that says so.
    heartbeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The half-open stretch of time [from_at, until_at) that one issue covers."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item under one topic of an issue, frozen with it."""

    item: Item
    source: Source
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One topic of an issue, newest and strongest first."""

    topic: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One digest for one window of time, frozen when made."""

    #: Ours; 0 until stored.
    id: int = 0
    #: Key of the digest.
    digest: str
    #: The digest's name when the issue was made.
    name: str
    #: 1 for the digest's first issue.
    number: int
    window: Window
    made_at: datetime
    #: The reader's, for all times shown.
    zone: ZoneInfo
    sections: tuple[Section, ...]
    #: Feeds that failed or were never reached when the issue was made: source name -> reason.
    silent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An issue rendered for a medium. Frozen with the issue, so that every attempt sends the same."""

    medium: Literal["page", "mail"]
    #: File name without folder for a page, subject for a mail.
    title: str
    html: str
    #: The text part of a mail; empty for a page.
    text: str = ""


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one recipient by one channel: a row of the outbox."""

    #: Ours; 0 until stored.
    id: int = 0
    issue_id: int = 0
    channel: str
    #: A mail address; for the file channel the file's name.
    recipient: str
    #: The same for every attempt, so that a repeat is recognisable.
    message_id: str
    status: DeliveryStatus = DeliveryStatus.WAITING
    #: Not before this.
    next_attempt_at: datetime
    attempts: int = 0
    #: Why the last attempt failed, for a person; None when it did not.
    error: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One pass of a job."""

    job: str
    started_at: datetime
    ended_at: datetime
    is_ok: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes our mail."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    #: `From` of every message: `Monitor <monitor@example.org>`.
    sender: str
    timeout_s: float = 30.0
