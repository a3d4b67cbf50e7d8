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
    #: What is odd about it although it can be used; None when all is well.
    note: str | None = None
    items: int = 0
    #: Publication of its newest item; None when none has a date.
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
            done = _checked(feed, await workers.run(job))
        except (FeedError, WorkerError) as error:
            done = Checked(source=feed.source, url=feed.url, error=str(error))
        tell(done)
        return done

    return await asyncio.gather(*(one(feed) for feed in feeds))


def _checked(feed: Feed, reading: Reading) -> Checked:
    dates = [item.published_at for item in reading.items if not item.is_date_guessed]
    return Checked(
        source=feed.source,
        url=feed.url,
        note=_oddity(reading, has_dates=bool(dates)),
        items=len(reading.items),
        newest_at=max(dates, default=None),
    )


def _oddity(reading: Reading, *, has_dates: bool) -> str | None:
    if not reading.is_whole:
        return "the feed breaks off"
    if not reading.items:
        return "there is nothing in it"
    return None if has_dates else "its items have no dates"
