"""Sources, their feeds, and one answer of a feed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from monitor.model.items import RawItem
from monitor.model.packed import getstate, setstate

#: What was wrong with an answer as a whole: none that can be used, an HTML page, a feed without entries.
Trouble = Literal["failing", "html", "empty"]

FullTextChoice = Literal["matched", "always", "never"]
FeedKind = Literal["rss", "json", "sitemap", "page", "telegram", "seed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes."""

    __getstate__, __setstate__ = getstate, setstate

    #: Short name in configuration and queries, such as `belta`.
    key: str
    name: str
    homepage: str = ""
    #: ISO 639-1 code of the language it mostly writes in; empty when unknown.
    language: str = ""
    #: ISO 3166-1 alpha-2 code, upper case; empty when unknown.
    country: str = ""
    #: The operator's own word, such as `independent`, `western`; two mean something: `state` and `official`.
    group: str = ""
    #: How much a report by this source counts, 1.0 being ordinary.
    weight: float = 1.0

    @property
    def is_official(self) -> bool:
        """Tell whether it is an authority that speaks for itself."""
        return self.group.casefold() == "official"

    @property
    def is_power(self) -> bool:
        """Tell whether it speaks for a state or an authority: what it says waits for confirmation."""
        return self.is_official or self.group.casefold() == "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One URL that we poll. A source has one or more."""

    __getstate__, __setstate__ = getstate, setstate

    #: Where we ask, exactly as the configuration gives it; identifies the feed.
    url: str
    #: Key of the source.
    source: str
    kind: FeedKind = "rss"
    #: Of a page: where its entries are (`item`), and in them `title`, `link`, `date`, `text`: CSS selectors.
    select: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Whose pages are asked for the article: of items that match a topic, of all, or of none.
    full_text: FullTextChoice = "matched"
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
    #: Seconds for which the feed itself asks not to be polled again; None when it does not say.
    ttl_s: int | None = None
    #: Last attempt, whatever its outcome.
    fetched_at: datetime | None = None
    #: Last attempt that brought a feed or a 304.
    succeeded_at: datetime | None = None
    #: When the newest item came that it had not brought before; its own date if that is since the last poll.
    new_item_at: datetime | None = None
    #: How often something new arrived up to the last success, older arrivals counting less (`fetch.rhythm`).
    arrivals: float = 0.0
    #: Since when arrivals are counted; None before the first success.
    arrivals_since: datetime | None = None
    #: HTTP status of the last attempt; None when there was no answer.
    status: int | None = None
    #: Failed attempts in a row.
    failures: int = 0
    #: The same, passing troubles counting less: how far the pause has grown, in doublings.
    setback: float = 0.0
    #: What the server says for good: the address to which the feed has moved, or `gone` (`fetch.notices`).
    notice: str | None = None
    #: When it first said so.
    noticed_at: datetime | None = None
    #: On how many days it said so; acted on only after several.
    notices: int = 0
    #: Why the last attempt failed, for a person; None when it did not.
    error: str | None = None
    #: What was wrong with the last answer; None when nothing was.
    trouble: Trouble | None = None
    #: Since when that has been so; None when nothing is wrong.
    trouble_at: datetime | None = None
    #: What the last answer held, by digests (`pipeline.marks`); empty when nothing is known of it.
    marks: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One GET and its answer. 304 is a value, not an error."""

    __getstate__, __setstate__ = getstate, setstate

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
    #: Where permanent redirects led from the address that was asked; None when there were none.
    moved_to: str | None = None
    #: Whether the feed's own address was asked, not the one to which it has moved.
    is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What one answer holds: the entries and what the feed says about itself."""

    #: In document order, each once, cut to size.
    items: tuple[RawItem, ...]
    #: The feed's own name for itself; plain text, one line.
    title: str = ""
    #: As declared, such as `en-us`; often a lie of the publisher's software. Empty when not declared.
    language: str = ""
    #: Seconds for which the publisher asks not to be polled again; None when it does not say.
    ttl_s: int | None = None
    #: False when the end of the document is missing: `items` are those that arrived whole.
    is_whole: bool = True
    #: For each of `items` a digest of all that decides what it is; empty when it was not found out.
    prints: tuple[bytes, ...] = ()
    #: The prints of entries that the answer holds and the caller knows; they are not among `items`.
    known: tuple[bytes, ...] = ()
