"""Headers and logins: for one server, in no text, and nowhere else."""

import asyncio

import pytest
from loopback import redirect, reply, serve

from monitor.errors import FetchError
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.net.limits import Limits

OURS = frozenset({"127.0.0.1", "localhost"})


def _client() -> Client:
    return Client(Limits(allow_private=OURS, timeout_s=5), user_agent="Monitor/test")


def _access(url: str) -> Access:
    return Access(url=url, headers={"X-Key": "s3cret", "user-agent": "Desk"}, login="anna:päss")


def test_headers_and_login_go_to_the_server_they_are_meant_for_in_place_of_ours() -> None:
    async def go() -> str:
        async with serve(reply()) as server, _client() as client:
            await client.get(server.url + "other", access=_access(server.url), headers={"Accept": "a/b"})
            return server.heads[0]

    head = asyncio.run(go())
    assert "X-Key: s3cret\r\n" in head
    assert "Authorization: Basic YW5uYTpww6Rzcw==\r\n" in head
    assert "user-agent: Desk\r\n" in head
    assert "Monitor/test" not in head
    assert "Accept: a/b\r\n" in head


def test_no_redirect_takes_them_elsewhere_and_the_way_back_has_them_again() -> None:
    async def go() -> tuple[list[str], list[str]]:
        async def onwards(head: str, writer: asyncio.StreamWriter) -> None:
            writer.write(reply() if head.startswith("GET /back") else redirect(other.url))

        async with serve(onwards) as first, serve(redirect(f"{first.url}back")) as other, _client() as client:
            await client.get(first.url, access=_access(first.url))
            return first.heads, other.heads

    own, foreign = asyncio.run(go())
    assert all("s3cret" in head and "Authorization" in head for head in own)
    assert len(own) == 2
    assert len(foreign) == 1
    assert "s3cret" not in foreign[0]
    assert "Authorization" not in foreign[0]
    assert "Desk" not in foreign[0]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://127.0.0.1:1/",
        "http://127.0.0.2:{port}/",
    ],
)
def test_another_scheme_name_port_or_address_is_another_server(url: str) -> None:
    async def go() -> str:
        async with serve(reply()) as server, _client() as client:
            await client.get(server.url, access=_access(url.format(port=server.port)))
            return server.heads[0]

    assert "s3cret" not in asyncio.run(go())


def test_a_missing_secret_stops_the_request() -> None:
    async def go() -> int:
        async with serve(reply()) as server, _client() as client:
            with pytest.raises(FetchError, match="secret:x is not set") as caught:
                await client.get(server.url, access=Access(url=server.url, problem="secret:x is not set"))
            assert caught.value.permanent
            return server.connections

    assert asyncio.run(go()) == 0


def test_nothing_secret_is_shown() -> None:
    access = Access(
        url="http://a.test/", headers={"K": "s3cret"}, login="a:s3cret", proxy="http://a:s3cret@p:1"
    )
    assert "s3cret" not in repr(access)
    assert "s3cret" not in repr(Limits(proxy="http://a:s3cret@p:1"))
