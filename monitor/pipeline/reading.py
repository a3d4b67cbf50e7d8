"""Untrusted bytes to items: runs in a worker process that may be killed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.model.feeds import Feed, Fetched, Source
from monitor.model.items import Item
from monitor.normalise.items import normalise
from monitor.parse.formats import parse
from monitor.sources.seeds import read_seed

#: The feed under whose name seed documents are stored. It is never polled.
SEEDS = Feed(url="seeds:", source="seeds", kind="seed")

#: The source of a seed document that names no publisher.
SEED_SOURCE = Source(key="seeds", name="Seed documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedJob:
    """An answer of a feed, to be read."""

    feed: Feed
    source: Source
    fetched: Fetched
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedJob:
    """A seed document, to be read."""

    path: Path
    folder: Path
    #: The configured sources by key, among which the document's publisher may be.
    sources: Mapping[str, Source]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read."""

    items: tuple[Item, ...]
    #: Entries that the document holds, whether or not they are among the items; None: the same as before.
    entries: int | None
    #: Sources that the configuration does not name.
    sources: tuple[Source, ...] = ()
    #: False when the document broke off: its validators must not be kept.
    is_whole: bool = True
    #: Seconds for which the feed itself asks not to be polled again; None when it does not say.
    ttl_s: int | None = None


def read(job: FeedJob | SeedJob) -> Reading:
    """Read one document; raise ParseError when it is none."""
    return _read_feed(job) if isinstance(job, FeedJob) else _read_seed(job)


def _read_feed(job: FeedJob) -> Reading:
    fetched = job.fetched
    parsed = parse(
        fetched.body,
        content_type=fetched.content_type,
        url=fetched.url,
        kind=job.feed.kind,
        select=job.feed.select,
    )
    items = (normalise(raw, feed=job.feed, source=job.source, now=job.now) for raw in parsed.items)
    return Reading(
        items=tuple(items), entries=len(parsed.items), is_whole=parsed.is_whole, ttl_s=parsed.ttl_s
    )


def _read_seed(job: SeedJob) -> Reading:
    raw = read_seed(job.path, folder=job.folder)
    source = _source_named(raw.source, job.sources)
    item = normalise(raw, feed=SEEDS, source=source, now=job.now)
    return Reading(items=(item,), entries=1, sources=(source,))


def _source_named(name: str, sources: Mapping[str, Source]) -> Source:
    """Return the configured source with this key or name, else a new one of that name."""
    if not name:
        return SEED_SOURCE
    if name in sources:
        return sources[name]
    wanted = name.casefold()
    known = (source for source in sources.values() if source.name.casefold() == wanted)
    key = "-".join("".join(c if c.isalnum() else " " for c in wanted).split())
    return next(known, Source(key=key, name=name))
