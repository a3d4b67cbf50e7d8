"""Feeds and seed documents to stored, tagged items."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from monitor.errors import FeedError, MonitorError, ParseError, StoreError, WorkerError
from monitor.fetch.get import fetch
from monitor.model.feeds import Feed, FeedState
from monitor.net.client import Client
from monitor.pipeline.backlog import Backlog
from monitor.pipeline.keeping import Keeper
from monitor.pipeline.leases import Leases
from monitor.pipeline.marks import answer_digest, is_same_answer
from monitor.pipeline.outcome import Outcome, Watched
from monitor.pipeline.reading import FeedJob, Reading, SeedJob
from monitor.sources.seeds import list_seeds
from monitor.store.store import Store
from monitor.workers.pool import WorkerPool

log = logging.getLogger(__name__)

#: Answers that may wait to be read or stored; while more do, no further feed is asked.
READ_AHEAD = 32


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
        self._keeper = Keeper(store, watched=watched, clock=clock)
        self._leases = Leases(store, clock=clock)
        self._backlog = Backlog(READ_AHEAD)
        #: What the seed documents looked like when they were read.
        self._seeds: dict[Path, tuple[int, int]] = {}

    async def poll(
        self,
        *,
        due_only: bool,
        tell: Callable[[Outcome], None] | None = None,
        total: Callable[[int], None] | None = None,
    ) -> list[Outcome]:
        """Poll the feeds that are due, or all, at once; `tell` hears of each as it ends."""
        self._keeper.begin()
        claim = asyncio.ensure_future(asyncio.to_thread(self._leases.claim, due_only=due_only))
        in_hand: set[str] = set()

        async def one(feed: Feed, state: FeedState) -> Outcome:
            outcome = await self._poll_one(feed, state)
            in_hand.discard(feed.url)
            if tell is not None:
                tell(outcome)
            return outcome

        try:
            claimed = await asyncio.shield(claim)
            in_hand.update(feed.url for feed, _ in claimed)
            if total is not None:
                total(len(claimed))
            async with self._leases.renewed(in_hand):
                outcomes = await asyncio.gather(*(one(feed, state) for feed, state in claimed))
        except asyncio.CancelledError:
            # The claim may be committed although nobody waits for it any more.
            await self._release(in_hand or {feed.url for feed, _ in await claim})
            raise
        await self._release({outcome.place for outcome in outcomes if not outcome.is_saved})
        return outcomes

    async def _release(self, urls: Collection[str]) -> None:
        if urls and not self._keeper.is_refused:
            await asyncio.to_thread(self._leases.release, urls)

    async def _poll_one(self, feed: Feed, state: FeedState) -> Outcome:
        try:
            return await self._poll_or_fail(feed, state)
        except StoreError as error:
            # Nothing was stored, not even that we were there: the feed is asked again as before.
            log.error("%s: %s", feed.url, error)
            return Outcome(place=feed.url, error=str(error), is_saved=False)

    async def _poll_or_fail(self, feed: Feed, state: FeedState) -> Outcome:
        try:
            return await self._poll(feed, state)
        except (FeedError, WorkerError) as error:
            log.warning("feed failed: %s: %s", feed.url, error)
            _log_details(error)
            return await self._keeper.keep_failure(feed, state, error)
        except StoreError:
            raise
        except Exception as error:
            # A bug must not make us poll one feed in a tight loop: push it forward, and be loud.
            log.exception("polling failed: %s", feed.url)
            trouble = ParseError(f"internal error: {error!r}; the log has more")
            return await self._keeper.keep_failure(feed, state, trouble)

    async def _poll(self, feed: Feed, state: FeedState) -> Outcome:
        access = self._watched.accesses.get(feed.url)
        ready = self._backlog.wait_for_room
        fetched = await fetch(self._client, feed, state, now=self._clock(), access=access, ready=ready)
        source = self._watched.sources[feed.source]
        digest = b"" if fetched.status == HTTPStatus.NOT_MODIFIED else answer_digest(feed, source, fetched)
        if not digest or is_same_answer(state.marks, digest):
            same = Reading(items=(), entries=None, marks=state.marks, ttl_s=state.ttl_s)
            return await self._keeper.keep_poll(feed, state, fetched, same)
        job = FeedJob(
            feed=feed, source=source, fetched=fetched, now=self._clock(), marks=state.marks, digest=digest
        )
        with self._backlog.one_more():
            reading = await self._workers.run(job)
            return await self._keeper.keep_poll(feed, state, fetched, reading)

    async def read_seeds(self) -> list[Outcome]:
        """Read the seed documents that are new or changed; a broken one is reported and skipped.

        The first call reads all of them: what an earlier process has read is known by its content.
        """
        self._keeper.begin()
        folder = self._watched.seeds_dir
        paths = await asyncio.to_thread(self._changed_seeds, folder)
        return [await self._read_seed(path, folder) for path in paths]

    def _changed_seeds(self, folder: Path) -> list[Path]:
        before, self._seeds = self._seeds, {path: _signature(path) for path in list_seeds(folder)}
        return [path for path, signature in self._seeds.items() if before.get(path) != signature]

    async def _read_seed(self, path: Path, folder: Path) -> Outcome:
        place = str(path.relative_to(folder))
        job = SeedJob(path=path, folder=folder, sources=self._watched.sources, now=self._clock())
        try:
            outcome = await self._keeper.keep_seed(await self._workers.run(job))
        except (ParseError, WorkerError) as error:
            log.warning("seed document skipped: %s", error)
            _log_details(error)
            return Outcome(place=place, error=str(error))
        return replace(outcome, place=place)


def _signature(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written: its time and size; zeros for a link to nowhere."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def _log_details(error: MonitorError) -> None:
    """Log the traceback that a worker sent with its error, if any."""
    if isinstance(error, WorkerError) and error.details:
        log.error("a worker failed:\n%s", error.details)
