"""Feeds and seed documents to stored, tagged items."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from monitor.errors import FeedError, MonitorError, ParseError, WorkerError
from monitor.fetch.get import fetch
from monitor.fetch.rhythm import after_failure, after_success
from monitor.model.feeds import Feed, FeedState, Fetched, Source
from monitor.model.items import Item
from monitor.model.topics import Match
from monitor.net.client import Client
from monitor.pipeline.backlog import Backlog
from monitor.pipeline.reading import SEEDS, FeedJob, Reading, SeedJob
from monitor.query.match import Matcher
from monitor.sources.seeds import list_seeds
from monitor.store.store import Store, Transaction
from monitor.workers.pool import WorkerPool

log = logging.getLogger(__name__)

#: Answers that may wait to be read; while more do, no further feed is asked.
READ_AHEAD = 64

#: A feed that is being polled is left alone by others for so long, unless it is given free.
LEASE_S = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one poll of one feed, or one seed document, came to."""

    #: URL of the feed, or the document's file name.
    place: str
    new: int = 0
    revised: int = 0
    matches: int = 0
    #: Why it failed, for a person; None when it did not.
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the configuration says about feeds and topics, ready for use."""

    sources: Mapping[str, Source]
    matcher: Matcher
    #: Seconds between polls of a feed that says nothing else.
    every_s: int
    seeds_dir: Path


class Ingest:
    """Polls feeds and reads seed documents into the store."""

    def __init__(
        self,
        store: Store,
        *,
        client: Client,
        workers: WorkerPool[FeedJob | SeedJob, Reading],
        watched: Watched,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._client = client
        self._workers = workers
        self._watched = watched
        self._clock = clock
        #: One writer at a time in this process; other processes wait for the database's own lock.
        self._writing = asyncio.Lock()
        self._backlog = Backlog(READ_AHEAD)

    async def poll(
        self,
        *,
        due_only: bool,
        tell: Callable[[Outcome], None] | None = None,
        total: Callable[[int], None] | None = None,
    ) -> list[Outcome]:
        """Poll the feeds that are due, or all, at once; `tell` hears of each as it ends."""
        now = self._clock()
        with self._store.write() as tx:
            claim = tx.feeds.claim_due if due_only else tx.feeds.claim_all
            claimed = claim(now, lease_s=LEASE_S)
        if total is not None:
            total(len(claimed))
        try:
            polls = [self._poll_one(feed, state, tell) for feed, state in claimed]
            return await asyncio.gather(*polls)
        except asyncio.CancelledError:
            with self._store.write() as tx:
                tx.feeds.release(feed.url for feed, _ in claimed)
            raise

    async def _poll_one(
        self, feed: Feed, state: FeedState, tell: Callable[[Outcome], None] | None
    ) -> Outcome:
        try:
            outcome = await self._poll(feed, state)
        except (FeedError, WorkerError) as error:
            outcome = await self._fail(feed, state, error)
        except MonitorError:
            raise
        except Exception as error:
            # A bug must not make us poll one feed in a tight loop: push it forward, and be loud.
            log.exception("polling failed", extra={"feed": feed.url})
            outcome = await self._fail(
                feed, state, ParseError(f"internal error: {error!r}; the log has more")
            )
        if tell is not None:
            tell(outcome)
        return outcome

    async def _poll(self, feed: Feed, state: FeedState) -> Outcome:
        await self._backlog.wait_for_room()
        fetched = await fetch(self._client, feed, state, now=self._clock())
        if fetched.status == HTTPStatus.NOT_MODIFIED:
            return await self._save(feed, state, fetched, Reading(items=()))
        source = self._watched.sources[feed.source]
        job = FeedJob(feed=feed, source=source, fetched=fetched, now=self._clock())
        with self._backlog.one_more():
            reading = await self._workers.run(job)
        return await self._save(feed, state, fetched, reading)

    async def _save(self, feed: Feed, state: FeedState, fetched: Fetched, reading: Reading) -> Outcome:
        if not reading.is_whole:
            fetched = replace(fetched, etag=None, last_modified=None)

        def save() -> Outcome:
            now = self._clock()
            with self._store.write() as tx:
                outcome = self._save_items(tx, feed, reading.items, now=now)
                every_s = feed.every_s or self._watched.every_s
                after = after_success(
                    state, fetched, url=feed.url, new_items=outcome.new, now=now, every_s=every_s
                )
                tx.feeds.save_state(feed.url, after)
            return outcome

        async with self._writing:
            return await asyncio.to_thread(save)

    def _save_items(self, tx: Transaction, feed: Feed, items: Sequence[Item], *, now: datetime) -> Outcome:
        """Store what is new or changed, with its matches."""
        changes = tx.items.find_changes(feed.url, items)
        found = [self._match(item, now=now) for item in tx.items.add(feed.url, changes.new)]
        tx.matches.add([match for matches in found for match in matches])
        for item in changes.revised:
            tx.items.revise(item, now=now)
            found.append(self._match(item, now=now))
            tx.matches.save(item.id, self._watched.matcher.versions, found[-1])
        tx.items.add_aliases(feed.url, changes.aliases)
        return Outcome(
            place=feed.url,
            new=len(changes.new),
            revised=len(changes.revised),
            matches=sum(len(matches) for matches in found),
        )

    def _match(self, item: Item, *, now: datetime) -> list[Match]:
        source = self._watched.sources.get(item.source, Source(key=item.source, name=item.source))
        return self._watched.matcher.match(item, source, now=now)

    async def _fail(self, feed: Feed, state: FeedState, error: FeedError | WorkerError) -> Outcome:
        log.warning("feed failed: %s: %s", feed.url, error)
        if isinstance(error, WorkerError) and error.details:
            log.error("a worker failed at %s:\n%s", feed.url, error.details)
        every_s = feed.every_s or self._watched.every_s
        after = after_failure(state, error, url=feed.url, now=self._clock(), every_s=every_s)

        def save() -> None:
            with self._store.write() as tx:
                tx.feeds.save_state(feed.url, after)

        async with self._writing:
            await asyncio.to_thread(save)
        return Outcome(place=feed.url, error=str(error))

    async def read_seeds(self) -> list[Outcome]:
        """Read every seed document; a broken one is reported and skipped."""
        folder = self._watched.seeds_dir
        return [await self._read_seed(path, folder) for path in list_seeds(folder)]

    async def _read_seed(self, path: Path, folder: Path) -> Outcome:
        place = str(path.relative_to(folder))
        job = SeedJob(path=path, folder=folder, sources=self._watched.sources, now=self._clock())
        try:
            reading = await self._workers.run(job)
        except (ParseError, WorkerError) as error:
            log.warning("seed document skipped: %s: %s", place, error)
            return Outcome(place=place, error=str(error))

        def save() -> Outcome:
            with self._store.write() as tx:
                unknown = [source for source in reading.sources if source.key not in self._watched.sources]
                tx.feeds.save_sources(unknown)
                return self._save_items(tx, SEEDS, reading.items, now=self._clock())

        async with self._writing:
            return replace(await asyncio.to_thread(save), place=place)
