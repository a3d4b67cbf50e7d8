"""Articles: as a format gives them, and as we keep them."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.packed import getstate, setstate


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

    __getstate__, __setstate__ = getstate, setstate

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
    #: When `text` was taken from the item's page; None while it is what the feed brought.
    full_text_at: datetime | None = None
    #: When `text` and `html` were dropped because of their age; None while they are kept.
    dropped_at: datetime | None = None
    #: Hex digest of title and text as the feed brings them; equal for equal content.
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an item said before it was changed."""

    item_id: int
    title: str
    text: str
    #: When we saw that it had been replaced.
    replaced_at: datetime
