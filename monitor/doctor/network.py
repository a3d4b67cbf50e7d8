"""The network: names, connections, TLS, and what time others have."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from monitor.app.outside import user_agent, utc_now
from monitor.config.settings import Config
from monitor.doctor.clock import compare_clocks
from monitor.doctor.finding import Finding, failed, well
from monitor.errors import FetchError
from monitor.net.client import Answer, Client
from monitor.words.counts import count

#: So many servers are asked, each by one of its feeds: enough to tell ours from theirs.
_SERVERS = 5


def check_network(config: Config) -> Iterator[Finding]:
    """Ask a few of the feeds' servers; one that answers, whatever it says, shows that the way is open."""
    by_server = {urlsplit(feed.url).netloc: feed.url for feed in config.feeds}
    urls = list(by_server.values())[:_SERVERS]
    if not urls:
        return
    answers = asyncio.run(_ask(config, urls))
    reasons = [f"{url}: {answer}" for url, answer in answers.items() if isinstance(answer, FetchError)]
    servers = count(len(urls), "server")
    if len(reasons) == len(urls):
        remedy = _remedy(reasons[0])
        yield failed("network", f"none of {servers} could be reached; {reasons[0]}", remedy=remedy)
    else:
        yield well("network", f"{len(urls) - len(reasons)} of {servers} of feeds answer")
    dates = [answer.headers.get("Date", "") for answer in answers.values() if isinstance(answer, Answer)]
    yield from compare_clocks(dates, now=utc_now())


async def _ask(config: Config, urls: list[str]) -> dict[str, Answer | FetchError]:
    async with Client(config.poll.limits, user_agent=user_agent(config)) as client:

        async def one(url: str) -> Answer | FetchError:
            try:
                return await client.get(url, access=config.accesses.get(url))
            except FetchError as error:
                return error

        return dict(zip(urls, await asyncio.gather(*map(one, urls)), strict=True))


def _remedy(reason: str) -> str:
    if "name" in reason or "resolve" in reason:
        return "check the DNS servers of this machine (/etc/resolv.conf), and whether there is a network"
    if "certificate" in reason:
        return "check the clock, and whether the system's package ca-certificates is installed and new"
    return "check cables, routes and firewalls, or set [poll] proxy if this network demands one"
