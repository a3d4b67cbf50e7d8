"""Untrusted bytes to items: runs in a worker process that may be killed.

The main process knows the jobs and what comes of them, but not the parsers: the functions import those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.model.feeds import Feed, Fetched, Source
from monitor.model.items import Item
from monitor.model.packed import getstate, setstate
from monitor.pipeline.marks import Mark, answer_digest, are_strangers, known_entries, pack

#: The feed under whose name seed documents are stored. It is never polled.
SEEDS = Feed(url="seeds:", source="seeds", kind="seed")

#: The source of a seed document that names no publisher.
SEED_SOURCE = Source(key="seeds", name="Seed documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedJob:
    """An answer of a feed, to be read."""

    __getstate__, __setstate__ = getstate, setstate

    feed: Feed
    source: Source
    fetched: Fetched
    now: datetime
    #: What is remembered of the feed's last answer; its entries are not read again. Empty: nothing.
    marks: bytes = b""
    #: The digest of this answer (`pipeline.marks`); empty: not made yet.
    digest: bytes = b""


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

    __getstate__, __setstate__ = getstate, setstate

    #: All, but for those that the job's marks told to be known and unchanged.
    items: tuple[Item, ...]
    #: Entries that the document holds, whether or not they are among the items; None: the same as before.
    entries: int | None
    #: What is to be remembered of this answer; empty for a seed.
    marks: bytes = b""
    #: For each item its distinct words as written, parted by blanks; empty: they were not looked for.
    forms: tuple[str, ...] = ()
    #: Sources that the configuration does not name.
    sources: tuple[Source, ...] = ()
    #: False when the document broke off: its validators must not be kept.
    is_whole: bool = True
    #: Seconds for which the feed itself asks not to be polled again; None when it does not say.
    ttl_s: int | None = None


def prepare() -> None:
    """Load what every document needs, when a worker starts: the first job's limits are its own."""
    import monitor.normalise.bounds
    import monitor.normalise.items
    import monitor.parse.formats
    import monitor.sources.seeds
    import monitor.words.tokens  # noqa: F401 - imported to be there when a job comes


def read(job: FeedJob | SeedJob) -> Reading:
    """Read one document; raise ParseError when it is none."""
    return _read_feed(job) if isinstance(job, FeedJob) else _read_seed(job)


def _read_feed(job: FeedJob) -> Reading:
    digest = job.digest or answer_digest(job.feed, job.source, job.fetched)
    known = known_entries(job.marks, digest)
    return _read_beside(job, digest, known) or _read_whole(job, digest)


def _read_beside(job: FeedJob, digest: bytes, known: Mapping[bytes, Mark]) -> Reading | None:
    """Read the entries that are not known; None when they must be looked at together with the known ones."""
    from monitor.normalise.bounds import bounded
    from monitor.normalise.items import normalise
    from monitor.parse.formats import parse
    from monitor.words.tokens import distinct_forms

    fetched = job.fetched
    parsed = parse(
        fetched.body,
        content_type=fetched.content_type,
        url=fetched.url,
        kind=job.feed.kind,
        select=job.feed.select,
        known=known.keys(),
    )
    normalised = (normalise(raw, feed=job.feed, source=job.source, now=job.now) for raw in parsed.items)
    items = list(bounded(normalised))
    fresh = [Mark.of(each, item) for each, item in zip(parsed.prints, items, strict=True)]
    still_there = {each: known[each] for each in parsed.known}
    if not are_strangers(fresh, still_there):
        return None
    return Reading(
        items=tuple(items),
        entries=len(items) + len(still_there),
        forms=tuple(" ".join(distinct_forms(item.title, item.text)) for item in items),
        marks=pack(digest, [*fresh, *still_there.values()]) if parsed.is_whole else b"",
        is_whole=parsed.is_whole,
        ttl_s=parsed.ttl_s,
    )


def _read_whole(job: FeedJob, digest: bytes) -> Reading:
    reading = _read_beside(job, digest, {})
    assert reading is not None, "nothing is no neighbour of anything"
    return reading


def _read_seed(job: SeedJob) -> Reading:
    from monitor.normalise.items import normalise
    from monitor.sources.seeds import read_seed

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
