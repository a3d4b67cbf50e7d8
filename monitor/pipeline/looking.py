"""An answer to the feeds in it: runs in a worker process that may be killed, for `monitor feeds discover`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from monitor.model.feeds import Feed, FeedKind, Fetched, ParsedFeed, Source
from monitor.normalise.items import normalise
from monitor.parse import charset, documents, sitemap
from monitor.parse.formats import parse
from monitor.parse.spoken_dates import spoken_time
from monitor.sources.discovery import list_candidates, preview_of
from monitor.sources.selectors import propose

#: Sitemaps of an index that are looked into.
_MOST_SITEMAPS = 4
#: Entries whose language is looked at.
_SAMPLE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that is there."""

    url: str
    kind: FeedKind
    #: Of a page: where its entries are.
    select: Mapping[str, str] = field(default_factory=dict)
    #: Its own name for itself; may be empty.
    title: str
    items: int
    #: Publication of its newest dated item; None when none is dated.
    newest_at: datetime | None
    #: Of most of its items, as ISO 639-1 code; empty when unknown.
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryJob:
    """An answer to be looked into."""

    fetched: Fetched
    #: Whether entries of a page are wanted too, and not only its links to feeds.
    is_start: bool
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What an answer holds."""

    #: Feeds; only a page can hold several.
    found: tuple[Found, ...] = ()
    #: Where to look next.
    candidates: tuple[str, ...] = ()


def look_into(job: DiscoveryJob) -> Discovery:
    """Say what an answer holds; runs in a worker process. Raises ParseError when it is nothing of use."""
    fetched = job.fetched
    text = charset.decode(fetched.body, content_type=fetched.content_type).strip("\ufeff \t\r\n")
    if preview_of(fetched.url):
        return Discovery(found=(_read(job, kind="telegram"),))
    root = documents.root_of(documents.from_feed_start(text)) if text[:1] not in ("{", "[") else ""
    if documents.is_root(root, "sitemapindex"):
        return Discovery(candidates=_news_first(sitemap.list_sitemaps(text)))
    if root and not documents.is_feed_root(root) and not documents.is_root(root, "urlset"):
        return _look_at_page(job, text)
    kind: FeedKind = "sitemap" if documents.is_root(root, "urlset") else "json" if not root else "rss"
    return Discovery(found=(_read(job, kind=kind),))


def _news_first(sitemaps: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(sitemaps, key=lambda address: "news" not in address.lower())[:_MOST_SITEMAPS])


def _look_at_page(job: DiscoveryJob, text: str) -> Discovery:
    document = LexborHTMLParser(text)
    candidates = tuple(list_candidates(document, job.fetched.url))
    if not job.is_start:
        return Discovery(candidates=candidates)
    found = []
    for select in propose(document, is_date=lambda each: spoken_time(each) is not None)[:1]:
        found.append(_read(job, kind="page", select=select))
    return Discovery(found=tuple(found), candidates=candidates)


def _read(job: DiscoveryJob, *, kind: FeedKind, select: Mapping[str, str] | None = None) -> Found:
    fetched, select = job.fetched, select or {}
    parsed = parse(fetched.body, content_type=fetched.content_type, url=fetched.url, kind=kind, select=select)
    dates = [item.published_at for item in parsed.items if item.published_at]
    return Found(
        url=fetched.url,
        kind=kind,
        select=select,
        title=parsed.title,
        items=len(parsed.items),
        newest_at=max((date for date in dates if date <= job.now), default=None),
        language=_language(parsed, job),
    )


def _language(parsed: ParsedFeed, job: DiscoveryJob) -> str:
    """Return the language of most items; what the feed says of itself is often a lie."""
    feed, source = Feed(url=job.fetched.url, source=""), Source(key="", name="")
    items = (normalise(raw, feed=feed, source=source, now=job.now) for raw in parsed.items[:_SAMPLE])
    counts = Counter(item.language for item in items if item.language)
    return max(counts, key=lambda language: counts[language], default=parsed.language[:2])
