"""A web address to the feeds that are there: what `monitor feeds discover` finds. Nothing is stored."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from monitor.errors import FeedError, WorkerError
from monitor.fetch.get import fetch
from monitor.model.feeds import Feed, FeedKind, FeedState, Fetched, ParsedFeed, Source
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.normalise.items import normalise
from monitor.parse import charset, documents, sitemap
from monitor.parse.formats import parse
from monitor.parse.spoken_dates import spoken_time
from monitor.sources.discovery import list_candidates, list_common, preview_of
from monitor.sources.selectors import propose
from monitor.workers.pool import WorkerPool

#: Requests of one discovery.
MOST_REQUESTS = 24
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
class LookJob:
    """An answer to be looked into."""

    fetched: Fetched
    #: Whether entries of a page are wanted too, and not only its links to feeds.
    is_start: bool
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an answer holds."""

    #: Feeds; only a page can hold several.
    found: tuple[Found, ...] = ()
    #: Where to look next.
    candidates: tuple[str, ...] = ()


async def discover(
    url: str, *, client: Client, workers: WorkerPool[LookJob, Look], now: datetime
) -> list[Found]:
    """Return the feeds at `url` or named there, the likeliest first; a page's own list comes last.

    Raises FeedError or WorkerError when `url` itself brings no usable answer.
    """

    async def look(address: str, *, is_start: bool = False) -> Look:
        nobody, state = Feed(url=address, source=""), FeedState(next_fetch_at=now)
        access = Access(url=address, named_by="" if is_start else url)
        fetched = await fetch(client, nobody, state, now=now, access=access)
        return await workers.run(LookJob(fetched=fetched, is_start=is_start, now=now))

    async def look_at_all(addresses: Sequence[str]) -> list[Look]:
        looks = await asyncio.gather(*map(look, addresses), return_exceptions=True)
        for failure in looks:
            if isinstance(failure, BaseException) and not isinstance(failure, FeedError | WorkerError):
                raise failure
        return [each for each in looks if isinstance(each, Look)]

    start = await look(preview_of(url) or url, is_start=True)
    if any(found.kind != "page" for found in start.found):
        return list(start.found)
    looks = await look_at_all(start.candidates[:MOST_REQUESTS])
    seen = {url, *start.candidates}
    more = [address for each in looks for address in each.candidates if address not in seen]
    if not any(each.found for each in looks):
        more += [address for address in list_common(url) if address not in seen]
    looks += await look_at_all(list(dict.fromkeys(more))[: MOST_REQUESTS - len(start.candidates)])
    found = [one for each in looks for one in each.found] + list(start.found)
    return list({one.url if one.kind != "page" else "page": one for one in found}.values())


def look_into(job: LookJob) -> Look:
    """Say what an answer holds; runs in a worker process. Raises ParseError when it is nothing of use."""
    fetched = job.fetched
    text = charset.decode(fetched.body, content_type=fetched.content_type).strip("\ufeff \t\r\n")
    if preview_of(fetched.url):
        return Look(found=(_read(job, kind="telegram"),))
    root = documents.root_of(documents.from_feed_start(text)) if text[:1] not in ("{", "[") else ""
    if documents.is_root(root, "sitemapindex"):
        return Look(candidates=_news_first(sitemap.list_sitemaps(text)))
    if root and not documents.is_feed_root(root) and not documents.is_root(root, "urlset"):
        return _look_at_page(job, text)
    kind: FeedKind = "sitemap" if documents.is_root(root, "urlset") else "json" if not root else "rss"
    return Look(found=(_read(job, kind=kind),))


def _news_first(sitemaps: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(sitemaps, key=lambda address: "news" not in address.lower())[:_MOST_SITEMAPS])


def _look_at_page(job: LookJob, text: str) -> Look:
    document = LexborHTMLParser(text)
    candidates = tuple(list_candidates(document, job.fetched.url))
    if not job.is_start:
        return Look(candidates=candidates)
    found = []
    for select in propose(document, is_date=lambda each: spoken_time(each) is not None)[:1]:
        found.append(_read(job, kind="page", select=select))
    return Look(found=tuple(found), candidates=candidates)


def _read(job: LookJob, *, kind: FeedKind, select: Mapping[str, str] | None = None) -> Found:
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


def _language(parsed: ParsedFeed, job: LookJob) -> str:
    """Return the language of most items; what the feed says of itself is often a lie."""
    feed, source = Feed(url=job.fetched.url, source=""), Source(key="", name="")
    items = (normalise(raw, feed=feed, source=source, now=job.now) for raw in parsed.items[:_SAMPLE])
    counts = Counter(item.language for item in items if item.language)
    return max(counts, key=lambda language: counts[language], default=parsed.language[:2])
