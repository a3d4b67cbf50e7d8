"""Full texts: what the pages of items say, where feeds bring only a teaser."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.feeds import Feed
from monitor.model.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextState:
    """What we remember about the full text of one item."""

    #: The text as the feed brought it last.
    teaser: str
    #: When its page is to be asked; None: not any more, because it was read or given up.
    next_fetch_at: datetime | None
    #: Attempts since the feed last brought another text.
    attempts: int = 0
    #: Why the last attempt brought nothing, for a person; None when it did.
    error: str | None = None
    #: What the page's server sent last, to be sent back.
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An item whose page is to be asked now."""

    item: Item
    #: The feed that brought it.
    feed: Feed
    state: FullTextState


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """The article on a page, ready to be the text of an item."""

    #: Plain text; paragraphs are separated by one empty line.
    text: str
    #: Sanitised fragment; empty when it would say no more than `text`.
    html: str
    #: ISO 639-1 code; empty when unknown.
    language: str
