"""Proxies: they carry everything, look names up, and are no way around the guard."""

import asyncio
import ssl
from contextlib import suppress
from pathlib import Path

import pytest
from loopback import Respond, redirect, reply, serve
from proxies import Proxy, http_proxy, socks_proxy
from test_net_spellings import SPELLINGS

from monitor.errors import FetchError
from monitor.net.access import DIRECT, Access
from monitor.net.client import Answer, Client
from monitor.net.limits import Limits

FEED = b"<rss/>"
URL = "http://herald.test/rss"
CERTIFICATE = Path(__file__).parent / "localhost.pem"
INNER = [
    *("10.0.0.1", "wiki", "wiki.lan", "wiki.lan.", "printer.local", "x.internal", "a.home.arpa"),
    *("169.254.169.254", "0xa9fea9fe", "[fd00::1]", "[::ffff:10.0.0.1]", "metadata.google.internal"),
]
OK = reply(FEED)
KINDS = {"http": http_proxy, "socks5": socks_proxy, "socks5h": socks_proxy}


def _client(**limits: object) -> Client:
    return Client(Limits(**{"timeout_s": 3.0, "pause_s": 0.0, **limits}), user_agent="Monitor/test")


def _through(
    kind: str, url: str = URL, *, respond: Respond | bytes = OK, login: str = "", **limits: object
) -> tuple[Answer | FetchError, Proxy]:
    async def go() -> tuple[Answer | FetchError, Proxy]:
        async with serve(respond) as server, KINDS[kind](server.port) as proxy:
            address = f"{kind}://{login}127.0.0.1:{proxy.port}"
            async with _client(proxy=address, **limits) as client:
                try:
                    return await client.get(url), proxy
                except FetchError as error:
                    return error, proxy

    return asyncio.run(go())


async def _error(proxy: str, **limits: object) -> str:
    async with _client(proxy=proxy, **limits) as client:
        with pytest.raises(FetchError) as caught:
            await client.get("https://herald.test/")
    await asyncio.sleep(0.01)  # closed connections report their end
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_proxy_is_given_the_name_and_brings_the_feed(kind: str) -> None:
    answer, proxy = _through(kind)
    assert isinstance(answer, Answer)
    assert (answer.body, answer.url) == (FEED, URL)
    assert proxy.asked in (["herald.test"], ["herald.test:80"])


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_hidden_service_and_a_public_address_are_asked(kind: str) -> None:
    for url in ("http://abcdef.onion/", "http://93.184.216.34/"):
        assert isinstance(_through(kind, url)[0], Answer)


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_may_want_a_login_and_nobody_else_hears_of_it(kind: str) -> None:
    heads: list[str] = []

    async def ok(head: str, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(reply(FEED))

    answer, proxy = _through(kind, login="desk:s3cret@", respond=ok)
    assert isinstance(answer, Answer)
    assert proxy.logins in (["desk:s3cret"], ["Proxy-Authorization: Basic ZGVzazpzM2NyZXQ="])
    assert "\nAuthorization" not in heads[0]


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_what_means_a_private_address_does_not_reach_the_proxy(kind: str) -> None:
    async def go() -> tuple[list[str], int, int]:
        async with serve(reply(FEED)) as secret, KINDS[kind](secret.port) as proxy:
            async with _client(proxy=f"{kind}://127.0.0.1:{proxy.port}") as client:
                for spelling in [*SPELLINGS, *INNER]:
                    with suppress(FetchError):
                        await client.get(f"http://{spelling}:{secret.port}/")
            return proxy.asked, secret.connections, len(SPELLINGS)

    asked, connections, spellings = asyncio.run(go())
    # Digits of other scripts that no resolver takes for digits are but letters.
    assert {place.split(":")[0] for place in asked} <= {"xn--9hbcp.xn--8hb.xn--8hb.xn--9hb"}
    assert connections == len(asked) <= 1
    assert spellings >= 56


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_redirect_through_a_proxy_is_checked_like_the_first_address(kind: str) -> None:
    error, proxy = _through(kind, respond=redirect("http://0x7f.1/"))
    assert isinstance(error, FetchError)
    assert "private address" in str(error)
    assert len(proxy.asked) == 1


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_that_hangs_is_stopped_at_the_deadline(kind: str) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async def go() -> str:
        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        address = f"{kind}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            return await _error(address, timeout_s=0.3)

    assert asyncio.run(go()) == "no complete answer within 0.3 s"


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_that_is_not_there_is_told_without_its_login(kind: str) -> None:
    async def go() -> str:
        async with serve(b"") as closed:
            pass
        return await _error(f"{kind}://desk:s3cret@127.0.0.1:{closed.port}")

    assert asyncio.run(go()) == "the proxy cannot be reached"


def test_a_proxy_that_refuses_is_told() -> None:
    async def refused_by_socks() -> str:
        async with socks_proxy(0, refusal=2) as proxy:
            return await _error(f"socks5://127.0.0.1:{proxy.port}")

    async def refused_by_http() -> str:
        async with serve(reply(status="407 Proxy Authentication Required")) as server:
            return await _error(f"http://127.0.0.1:{server.port}")

    assert asyncio.run(refused_by_socks()).startswith("the proxy refuses: ")
    assert asyncio.run(refused_by_http()) == "the proxy refuses (407)"


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_certificates_are_checked_through_a_proxy(kind: str) -> None:
    async def go() -> str:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(CERTIFICATE)
        async with serve(reply(FEED), tls=tls) as server, KINDS[kind](server.port) as proxy:
            return await _error(f"{kind}://127.0.0.1:{proxy.port}")

    assert asyncio.run(go()) == "certificate not valid for herald.test: self-signed certificate"


def test_a_feed_may_have_its_own_proxy_or_none_and_listed_hosts_are_asked_directly() -> None:
    async def go() -> tuple[list[str], list[str], int]:
        async with (
            serve(reply(FEED)) as server,
            socks_proxy(server.port) as all_,
            socks_proxy(server.port) as own,
        ):
            listed = frozenset({server.place})
            everybody = f"socks5://127.0.0.1:{all_.port}"
            async with _client(proxy=everybody, allow_private=listed) as client:
                await client.get(URL)
                await client.get(URL, access=Access(url=URL, proxy=f"socks5://127.0.0.1:{own.port}"))
                await client.get(server.url)
                with pytest.raises(FetchError, match="private address"):
                    await client.get(f"http://127.0.0.2:{server.port}/", access=Access(url=URL, proxy=DIRECT))
            return all_.asked, own.asked, server.connections

    assert asyncio.run(go()) == (["herald.test:80"], ["herald.test:80"], 3)
