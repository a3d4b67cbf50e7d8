"""Loopback in every spelling: nobody gets there unless the operator lists the host."""

import asyncio
import socket
from contextlib import suppress
from itertools import cycle

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from loopback import redirect, reply, serve

from monitor.errors import FetchError
from monitor.net.client import Client
from monitor.net.limits import Limits
from monitor.urls import canonical

SPELLINGS = [
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "127.000.000.001",
    "127.0.0.1.", "127.0.0.01", "0", "0.0.0.0", "0.0", "00.00.00.00", "0x0", "0x0.0", "0x00000000",
    "000000000000", "2130706433", "2130706433.", "017700000001", "0177.0.0.1", "0177.1",
    "0177.0.1", "00000177.0.0.1", "0x7f.1", "0x7f.0.0.1", "0x7f.0.1", "0x7f000001", "0X7F000001",
    "0x7F.0x0.0x0.0x1", "0x7f.0.0.01", "127.0x0.1", "127.0.0x1", "localhost", "LOCALHOST",
    "localhost.", "LocalHost.", "localhost.localdomain", "ip6-localhost", "a.localhost", "[::1]",
    "[::]", "[0::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::0.0.0.1]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::FFFF:7F00:1]",
    "[::ffff:0:0]", "[::ffff:0.0.0.0]", "[0:0:0:0:0:ffff:7f00:1]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::1%25lo]", "[::1%lo]",
    "[fe80::1%25lo]", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ", "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "%6cocalhost", "١٢٧.٠.٠.١",
    "example.org@127.0.0.1", "127.0.0.1:80@127.0.0.1", "example.org\\@127.0.0.1",
    "127.0.0.1#@example.org", " 127.0.0.1", "127.0.0.1\t", "127.0.0.1\\", "loc\nalhost",
]  # fmt: skip


@pytest.fixture(scope="module")
def reached() -> tuple[int, int, int, set[str]]:
    """Ask for every spelling directly, as a link of a page, and as a redirect; count who got through."""

    async def go() -> tuple[int, int, int, set[str]]:
        refusals: set[str] = set()
        target = ""

        async def onwards(head: str, writer: asyncio.StreamWriter) -> None:
            writer.write(redirect(target.replace("\n", "")))

        async with serve(b"", host="0.0.0.0") as secret, serve(onwards) as door:
            listed = frozenset({door.place})
            async with Client(Limits(timeout_s=2, pause_s=0, allow_private=listed), user_agent="x") as client:
                for spelling in SPELLINGS:
                    target = f"http://{spelling}:{secret.port}/"
                    link = canonical(target, base="https://paper.example/news/")
                    for url in (target, link, door.url):
                        with pytest.raises(FetchError) as caught:
                            await client.get(url)
                        refusals.add(str(caught.value))
            return len(SPELLINGS), secret.connections, len(door.heads), refusals

    return asyncio.run(go())


def test_no_spelling_of_loopback_connects_directly_by_link_or_by_redirect(
    reached: tuple[int, int, int, set[str]],
) -> None:
    spellings, connections, redirects, _ = reached
    assert spellings >= 56
    assert redirects == spellings
    assert connections == 0


def test_the_refusal_says_how_to_allow_it(reached: tuple[int, int, int, set[str]]) -> None:
    *_, refusals = reached
    wanted = "list localhost under [poll] allow_private if that is wanted"
    assert any(text.startswith("leads to a private address") and wanted in text for text in refusals)
    assert all(text.isprintable() for text in refusals)


def test_a_listed_name_may_lead_to_a_private_address_and_an_unlisted_one_may_not() -> None:
    async def go() -> int:
        async with serve(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as server:
            limits = Limits(allow_private=frozenset({f"localhost:{server.port}"}))
            async with Client(limits, user_agent="x") as client:
                answer = await client.get(f"http://localhost:{server.port}/")
                with pytest.raises(FetchError, match="private address"):
                    await client.get(f"http://127.0.0.1:{server.port}/")
            assert server.connections == 1
            return answer.status

    assert asyncio.run(go()) == 200


def test_a_stranger_does_not_redirect_to_a_listed_host() -> None:
    async def go() -> int:
        async with serve(reply()) as inner, serve(redirect(inner.url), host="127.0.0.2") as stranger:
            limits = Limits(allow_private=frozenset({inner.place}), pause_s=0)
            async with Client(limits, user_agent="x", is_allowed=lambda it: it == "127.0.0.2") as client:
                with pytest.raises(FetchError, match="leads to a private address"):
                    await client.get(f"http://127.0.0.2:{stranger.port}/")
                assert len(stranger.heads) == 1
                assert (await client.get(inner.url)).status == 200
            return inner.connections

    assert asyncio.run(go()) == 1


OK = reply()


class Rebinding(AbstractResolver):
    """Answers with an address that is allowed, next time with one that is not, and so on; or with both."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = cycle(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in next(self._answers)
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "answers",
    [(("127.0.0.2",), ("127.0.0.1",)), (("127.0.0.1",), ("127.0.0.2",)), (("127.0.0.1", "127.0.0.2"),)],
    ids=["good first", "bad first", "both at once"],
)
def test_a_hundred_rebinding_answers_connect_to_nothing_but_the_checked_address(
    answers: tuple[tuple[str, ...], ...],
) -> None:
    """127.0.0.2 plays the public internet, for no test may leave this machine."""

    async def go() -> tuple[int, int, int]:
        client = Client(
            Limits(pause_s=0, timeout_s=2),
            user_agent="x",
            resolver=Rebinding(*answers),
            is_allowed=lambda address: address == "127.0.0.2",
        )
        done = 0
        async with (
            serve(reply()) as secret,
            serve(reply(), host="127.0.0.2", port=secret.port) as good,
            client,
        ):
            for number in range(100):
                with suppress(FetchError):
                    await client.get(f"http://rebind{number}.test:{secret.port}/")
                    done += 1
            return secret.connections, good.connections, done

    bad, connected, done = asyncio.run(go())
    assert bad == 0
    assert connected == done == (50 if len(answers) == 2 else 100)
