"""The client against servers that behave, and servers that do not."""

import asyncio
import gzip
import os
import random
import ssl
import sys
import time
from pathlib import Path

import brotli
import pytest
from loopback import Loopback, Respond, redirect, reply, serve

from monitor.errors import FetchError
from monitor.net.client import Answer, Client
from monitor.net.limits import Limits

FEED = b"<rss>" + b"news " * 1000 + b"</rss>"
OK = b"HTTP/1.1 200 OK\r\n"
OURS = frozenset({"127.0.0.1"})
CERTIFICATE = Path(__file__).parent / "localhost.pem"


def _client(**limits: object) -> Client:
    return Client(Limits(**{"allow_private": OURS, "timeout_s": 5.0, **limits}), user_agent="Monitor/test")


def _get(respond: Respond | bytes, **limits: object) -> tuple[Answer, Loopback]:
    async def go() -> tuple[Answer, Loopback]:
        async with serve(respond) as server, _client(**limits) as client:
            return await client.get(server.url), server

    return asyncio.run(go())


def _error(respond: Respond | bytes, **limits: object) -> str:
    with pytest.raises(FetchError) as caught:
        _get(respond, **limits)
    return str(caught.value)


def test_an_answer_carries_status_headers_and_body() -> None:
    answer, server = _get(reply(FEED, headers='ETag: "1"\r\nX-Odd: \xe4\r\n'))
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, FEED, '"1"')
    assert answer.url == server.url
    assert "User-Agent: Monitor/test\r\n" in server.heads[0]
    assert "Accept-Encoding: gzip, deflate, br\r\n" in server.heads[0]


GZIPPED = gzip.compress(FEED, mtime=0)


@pytest.mark.parametrize(("encoding", "body"), [("gzip", GZIPPED), ("br", brotli.compress(FEED))])
def test_a_compressed_answer_is_decoded(encoding: str, body: bytes) -> None:
    answer, _ = _get(reply(body, headers=f"Content-Encoding: {encoding}\r\n"))
    assert answer.body == FEED


def test_header_bytes_that_are_no_text_cannot_poison_what_is_stored() -> None:
    answer, _ = _get(b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: "\xff\xfe"\r\n\r\n')
    assert answer.headers["ETag"] == '"??"'


def test_an_error_status_is_an_answer_whose_page_is_not_read() -> None:
    answer, _ = _get(reply(b"x" * 100_000, status="404 Not Found"), max_bytes=10)
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (OK + b"Content-Length: 100\r\n\r\nhalf", "the answer broke off before its end"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "the answer broke off before its end"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "the answer broke off before its end"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", "the answer"),
        (OK + b"Content-Length: -5\r\n\r\n", "the answer is not proper HTTP"),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "the answer is not proper HTTP"),
        (OK + b"X: " + b"a" * 200_000 + b"\r\n\r\n", "the answer is not proper HTTP"),
        (OK + b"X: a\r\n" * 5000 + b"\r\n", "the answer is not proper HTTP"),
        (b"HTTP/1.1 999999 OK\r\n\r\n", "the answer is not proper HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "the answer is not proper HTTP"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "the answer is not proper HTTP"),
        (b"<html>", "the answer is not proper HTTP"),
        (OK + b"Content-Le", "the server closed the connection without an answer"),
        (b"", "the server closed the connection without an answer"),
    ],
)  # fmt: skip
def test_a_broken_answer_is_an_error_in_plain_words(answer: bytes, text: str) -> None:
    assert _error(answer).startswith(text)


def test_a_body_over_the_cap_is_refused_by_its_announcement() -> None:
    assert _error(OK + b"Content-Length: 999999999999\r\n\r\n") == "answer longer than 10 MB"


def test_an_endless_body_is_refused_at_the_cap() -> None:
    sent = 0

    async def flood(head: str, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(OK + b"\r\n")
        while not writer.is_closing():
            writer.write(b"x" * 65_536)
            sent += 65_536
            await writer.drain()

    assert _error(flood, max_bytes=500_000) == "answer longer than 0.5 MB"
    assert sent < 10_000_000


def test_a_dripping_server_is_stopped_at_the_deadline() -> None:
    async def drip(head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    started = time.monotonic()
    assert _error(drip, timeout_s=0.4) == "no complete answer within 0.4 s"
    assert 0.3 < time.monotonic() - started < 2


def test_redirects_share_one_deadline() -> None:
    async def slowly_onwards(head: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        writer.write(redirect(f"/{time.monotonic_ns()}"))

    started = time.monotonic()
    assert _error(slowly_onwards, timeout_s=0.4) == "no complete answer within 0.4 s"
    assert time.monotonic() - started < 2


def test_a_chain_of_redirects_leads_to_the_answer() -> None:
    async def down(head: str, writer: asyncio.StreamWriter) -> None:
        left = int(head.split()[1].removeprefix("/") or 10)
        status = ("301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P")[left % 5]
        writer.write(redirect(f"/{left - 1}", status=status) if left else reply(FEED))

    answer, server = _get(down)
    assert (answer.body, answer.url) == (FEED, f"{server.url}0")
    assert server.connections == 1
    assert _error(down, max_redirects=9).startswith("more than 9 redirects, the last to http://127.0.0.1")


def test_a_circle_is_named() -> None:
    async def swing(head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(redirect("/b" if head.startswith("GET /a") else "/a"))

    text = _error(swing)
    assert text.startswith("redirects in a circle: http://127.0.0.1:")
    assert text.count(" -> ") == 2


def test_a_redirect_without_a_target_is_an_error() -> None:
    assert _error(reply(status="302 Found")) == "redirected without saying where to"


def test_a_redirect_to_a_file_is_refused() -> None:
    assert _error(redirect("file:///etc/passwd")).startswith("redirected, but not an address of the web")


def test_cookies_are_never_sent_back() -> None:
    async def bake(head: str, writer: asyncio.StreamWriter) -> None:
        is_first = head.startswith("GET / ")
        writer.write(
            reply(status="302 Found", headers="Location: /in\r\nSet-Cookie: a=b; Path=/\r\n")
            if is_first
            else reply()
        )

    _, server = _get(bake)
    assert len(server.heads) == 2
    assert "cookie" not in "".join(server.heads).lower()


def test_authorization_is_not_carried_to_another_server() -> None:
    async def go() -> tuple[str, str]:
        async with serve(reply()) as other, serve(redirect(other.url)) as first, _client() as client:
            await client.get(first.url, headers={"Authorization": "Basic eDp5", "Accept": "a/b"})
            return first.heads[0], other.heads[0]

    first, other = asyncio.run(go())
    assert "Authorization: Basic eDp5" in first
    assert "Authorization" not in other
    assert "Accept: a/b" in other


def test_a_refused_connection_and_an_unknown_name_are_told_apart() -> None:
    async def go(url: str) -> str:
        async with _client() as client:
            with pytest.raises(FetchError) as caught:
                await client.get(url)
            return str(caught.value)

    async def closed_port() -> int:
        async with serve(b"") as server:
            return server.port

    port = asyncio.run(closed_port())
    assert asyncio.run(go(f"http://127.0.0.1:{port}/")) == "connection refused by 127.0.0.1"
    assert asyncio.run(go("http://no..name/")) == "name not found: no..name"
    # What the look-up says depends on the network at hand; that it is said in our words does not.
    assert asyncio.run(go("http://name.invalid/"))


def test_a_host_that_decodes_to_no_name_is_an_error_in_plain_words() -> None:
    # "ab", needlessly encoded.
    assert _error(redirect("http://xn--ab-j1t.invalid/")).startswith(
        ("name not found", "the name xn--ab-j1t")
    )
    assert "private address" in _error(redirect("http://xn--ab-j1t.lan/"), proxy="socks5://127.0.0.1:9")


def test_whatever_a_server_sends_the_outcome_is_an_answer_or_our_own_error() -> None:
    dice = random.Random(7)
    sound = reply(GZIPPED, headers="Content-Encoding: gzip\r\nLocation: /a\r\nETag: x\r\n")
    noise = [b"\r\n", b"\0", b"\xff", b": ", b"-", b"Transfer-Encoding: chunked\r\n", b"302", b"999999999"]

    async def garble(head: str, writer: asyncio.StreamWriter) -> None:
        answer = sound
        for _ in range(dice.randint(1, 4)):
            at, length = dice.randrange(len(answer)), dice.choice((0, 0, 1, 9))
            answer = answer[:at] + dice.choice(noise) + answer[at + length :]
        writer.write(answer)
        writer.close()

    async def go() -> list[Answer | BaseException]:
        async with serve(garble) as server, _client(per_host=8) as client:
            polls = (client.get(f"{server.url}{number}") for number in range(500))
            return await asyncio.gather(*polls, return_exceptions=True)

    outcomes = asyncio.run(go())
    assert {type(outcome) for outcome in outcomes} == {Answer, FetchError}


def _open_files() -> int:
    folder = Path("/dev/fd")  # exists on every Unix
    return len(list(folder.iterdir()))


def test_connections_are_used_again_and_closed_in_the_end() -> None:
    async def ok(head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(FEED))

    async def go() -> int:
        async with serve(ok) as server, _client(per_host=1) as client:
            answers = await asyncio.gather(*(client.get(f"{server.url}{n}") for n in range(20)))
            assert all(answer.body == FEED for answer in answers)
            return server.connections

    before = _open_files()
    assert asyncio.run(go()) == 1
    assert _open_files() <= before


def test_no_host_is_asked_more_often_at_once_than_allowed() -> None:
    now = most = 0

    async def count(head: str, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(0.03)
        now -= 1
        writer.write(reply())

    async def go() -> None:
        async with serve(count) as server, _client(per_host=3) as client:
            await asyncio.gather(*(client.get(f"{server.url}{n}") for n in range(12)))

    asyncio.run(go())
    assert most == 3


def test_waiting_for_a_turn_is_not_held_against_the_server() -> None:
    async def slow(head: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(reply(FEED))

    async def go() -> list[Answer]:
        async with serve(slow) as server, _client(per_host=1, timeout_s=1.2) as client:
            return await asyncio.gather(*(client.get(f"{server.url}{n}") for n in range(5)))

    assert [answer.status for answer in asyncio.run(go())] == [200] * 5


def test_fifty_hanging_servers_do_not_hold_up_ten_good_ones() -> None:
    async def hang(head: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async def go() -> float:
        everywhere = "0.0.0.0"
        async with serve(hang, host=everywhere) as bad, serve(reply(FEED), host=everywhere) as good:
            # On Linux all of 127.0.0.0/8 is this machine: sixty hosts for two servers.
            hanging = [f"http://127.0.1.{number}:{bad.port}/" for number in range(1, 51)]
            fine = [f"http://127.0.2.{number}:{good.port}/" for number in range(1, 11)]
            listed = frozenset(url.split("/")[2] for url in (*hanging, *fine))
            async with _client(concurrency=16, timeout_s=8.0, allow_private=listed) as client:
                started = time.monotonic()
                lost = [asyncio.create_task(client.get(url)) for url in hanging]
                answers = await asyncio.gather(*(client.get(url) for url in fine))
                took_s = time.monotonic() - started
                assert [answer.body for answer in answers] == [FEED] * 10
                assert not any(task.done() for task in lost)
                for task in lost:
                    task.cancel()
                await asyncio.gather(*lost, return_exceptions=True)
                return took_s

    assert asyncio.run(go()) < 4


@pytest.fixture
def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_a_certificate_nobody_vouches_for_is_refused(tls: ssl.SSLContext) -> None:
    async def go() -> str:
        async with serve(reply(FEED), tls=tls) as server, _client() as client:
            with pytest.raises(FetchError) as caught:
                await client.get(f"https://127.0.0.1:{server.port}/")
            return str(caught.value)

    assert asyncio.run(go()) == "certificate not valid for 127.0.0.1: self-signed certificate"


def test_a_server_without_tls_is_an_error_in_plain_words() -> None:
    async def speak_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        writer.close()

    async def go() -> str:
        server = await asyncio.start_server(speak_first, "127.0.0.1", 0)
        async with server, _client() as client:
            with pytest.raises(FetchError) as caught:
                await client.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
            return str(caught.value)

    assert asyncio.run(go()).startswith("no secure connection with 127.0.0.1")


ASK_OVER_TLS = """
import asyncio, sys
from monitor.errors import FetchError
from monitor.net.client import Client
from monitor.net.limits import Limits

async def go(port):
    limits = Limits(allow_private=frozenset({"localhost", "127.0.0.1"}))
    async with Client(limits, user_agent="Monitor/test") as client:
        for host in ("localhost", "127.0.0.1"):
            try:
                print(len((await client.get(f"https://{host}:{port}/")).body))
            except FetchError as error:
                print(error)

asyncio.run(go(sys.argv[1]))
"""


def test_a_trusted_certificate_serves_its_own_name_and_no_other(tls: ssl.SSLContext) -> None:
    async def go() -> str:
        async with serve(reply(FEED), tls=tls) as server:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", ASK_OVER_TLS, str(server.port),
                env={**os.environ, "SSL_CERT_FILE": str(CERTIFICATE)}, stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            output, _ = await process.communicate()
            return output.decode()

    good, bad = asyncio.run(go()).splitlines()
    assert good == str(len(FEED))
    assert bad.startswith("certificate not valid for 127.0.0.1: IP address mismatch")
