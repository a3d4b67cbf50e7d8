"""A web address to the feeds that are there: what `monitor feeds discover` finds. Nothing is stored."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from monitor.errors import FeedError, WorkerError
from monitor.fetch.get import fetch
from monitor.model.feeds import Feed, FeedState
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.pipeline.looking import Discovery, DiscoveryJob, Found
from monitor.sources.discovery import list_common, preview_of
from monitor.workers.pool import WorkerPool

#: Requests of one discovery.
MOST_REQUESTS = 24


async def discover(
    url: str, *, client: Client, workers: WorkerPool[DiscoveryJob, Discovery], now: datetime
) -> list[Found]:
    """Return the feeds at `url` or named there, the likeliest first; a page's own list comes last.

    Raises FeedError or WorkerError when `url` itself brings no usable answer.
    """

    async def look(address: str, *, is_start: bool = False) -> Discovery:
        nobody, state = Feed(url=address, source=""), FeedState(next_fetch_at=now)
        access = Access(url=address, named_by="" if is_start else url)
        fetched = await fetch(client, nobody, state, now=now, access=access)
        return await workers.run(DiscoveryJob(fetched=fetched, is_start=is_start, now=now))

    async def look_at_all(addresses: Sequence[str]) -> list[Discovery]:
        looks = await asyncio.gather(*map(look, addresses), return_exceptions=True)
        for failure in looks:
            if isinstance(failure, BaseException) and not isinstance(failure, FeedError | WorkerError):
                raise failure
        return [each for each in looks if isinstance(each, Discovery)]

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
