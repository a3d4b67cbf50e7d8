"""Questions to publishers, and to lists of feeds, for which nothing is stored."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from monitor.app.outside import client_of, utc_now
from monitor.app.workers import READ_DEADLINE_S, READ_MEMORY_MB, reading_workers
from monitor.config.settings import Config
from monitor.pipeline.checking import Checked, check
from monitor.sources import opml
from monitor.workers.pool import WorkerPool

if TYPE_CHECKING:
    from monitor.pipeline.looking import Found


async def discover_feeds(config: Config, url: str) -> "list[Found]":
    """Return the feeds at a web address or named there; raise FeedError when it cannot be asked or read."""
    # They know the parsers; the service need not.
    from monitor.pipeline.discovering import discover
    from monitor.pipeline.looking import look_into

    client = client_of(config)
    workers = WorkerPool(look_into, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB)
    async with client, workers:
        return await discover(url, client=client, workers=workers, now=utc_now())


async def read_opml(body: bytes) -> list[opml.Outline]:
    """Return the feeds of an OPML list; raise ParseError or WorkerError when it cannot be read."""
    async with WorkerPool(
        opml.read, count=1, deadline_s=READ_DEADLINE_S, memory_mb=READ_MEMORY_MB
    ) as workers:
        return await workers.run(body)


async def check_feeds(
    config: Config, *, keys: Collection[str], tell: Callable[[Checked], None]
) -> list[Checked]:
    """Ask the feeds of the sources `keys` now, and store nothing."""
    client = client_of(config)
    async with client, reading_workers() as workers:
        return await check(
            [feed for feed in config.feeds if feed.source in keys],
            sources={source.key: source for source in config.sources},
            client=client,
            accesses=config.accesses,
            workers=workers,
            now=utc_now(),
            tell=tell,
        )
