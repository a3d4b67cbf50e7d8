"""Addresses that strangers name: never a door into private networks, not even to hosts that are listed."""

import asyncio

import pytest
from loopback import Loopback, reply, serve

from monitor.errors import FetchError
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.net.limits import Limits


def test_a_listed_host_is_asked_when_the_operator_or_a_listed_host_names_it_and_else_not() -> None:
    async def go() -> Loopback:
        async with serve(reply(b"inner")) as wiki:
            limits = Limits(timeout_s=5, allow_private=frozenset({wiki.place}))
            async with Client(limits, user_agent="x") as client:
                await client.get(wiki.url)
                await client.get(wiki.url, access=Access(url=wiki.url, named_by=wiki.url))
                with pytest.raises(FetchError, match="private address"):
                    await client.get(wiki.url, access=Access(url=wiki.url, named_by="https://paper.test/rss"))
        return wiki

    assert len(asyncio.run(go()).heads) == 2
