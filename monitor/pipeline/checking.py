"""Feeds to a verdict on each: what they answer right now. Nothing is stored."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.errors import FeedError, WorkerError
from monitor.fetch.get import fetch
from monitor.model.feeds import Feed, FeedState, Source
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.pipeline.reading import FeedJob, Reading, SeedJob
from monitor.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one feed answered."""

    source: str
    url: str
    #: Why it cannot be used, for a person; None when it can.
    error: str | None = None
    items: int = 0
    #: Publication of its newest item; None when it has none.
    newest_at: datetime | None = None


async def check(
    feeds: Sequence[Feed],
    *,
    sources: Mapping[str, Source],
    client: Client,
    accesses: Mapping[str, Access],
    workers: WorkerPool[FeedJob | SeedJob, Reading],
    now: datetime,
    tell: Callable[[Checked], None],
) -> list[Checked]:
    """Ask every feed once, unconditionally; `tell` hears of each as it ends."""

    async def one(feed: Feed) -> Checked:
        try:
            state, access = FeedState(next_fetch_at=now), accesses.get(feed.url)
            fetched = await fetch(client, feed, state, now=now, access=access)
            job = FeedJob(feed=feed, source=sources[feed.source], fetched=fetched, now=now)
            items = (await workers.run(job)).items
            newest_at = max((item.published_at for item in items), default=None)
            done = Checked(source=feed.source, url=feed.url, items=len(items), newest_at=newest_at)
        except (FeedError, WorkerError) as error:
            done = Checked(source=feed.source, url=feed.url, error=str(error))
        tell(done)
        return done

    return await asyncio.gather(*(one(feed) for feed in feeds))
