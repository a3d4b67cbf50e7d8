"""What polling promises in numbers, through the whole program: nobody waits, nothing is asked twice."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count, pairwise
from pathlib import Path

import pytest
from desk import Clock, rss, with_app, write_desk

from monitor.app.wiring import App
from monitor.pipeline.ingest import READ_AHEAD
from monitor.pipeline.outcome import Outcome

Respond = Callable[[str, int, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _servers(respond: Respond, count: int) -> AsyncIterator[list[str]]:
    """Serve so many servers on loopback, each at a port of its own; yield the addresses of their feeds."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                await respond(head, writer.get_extra_info("sockname")[1], writer)
                await writer.drain()
        writer.transport.abort()

    servers = [await asyncio.start_server(handle, "127.0.0.1", 0) for _ in range(count)]
    try:
        yield [f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/rss" for server in servers]
    finally:
        for server in servers:
            server.close()
        await asyncio.sleep(0.1)  # connections report their end


def _answer(body: str, *, headers: str = "", status: str = "200 OK") -> bytes:
    length = len(body.encode())
    return f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n{body}".encode()


async def _good(_: str, port: int, writer: asyncio.StreamWriter) -> None:
    writer.write(_answer(rss(f"H{port} harbour")))


async def _bad(_: str, port: int, writer: asyncio.StreamWriter) -> None:
    """Hang, or drip a byte at a time."""
    if port % 2:
        await asyncio.sleep(60)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.5)


async def _seconds_until_stored(app: App, good: Sequence[str]) -> float:
    """Poll, and return after how long the last good feed was stored; leave the others hanging."""
    stored: set[str] = set()
    is_done = asyncio.Event()

    def tell(outcome: Outcome) -> None:
        stored.update({outcome.place} if outcome.new else set())
        if stored.issuperset(good):
            is_done.set()

    started = time.monotonic()
    polling = asyncio.create_task(app.jobs.poll(tell=tell))
    await asyncio.wait_for(is_done.wait(), timeout=30)
    took_s = time.monotonic() - started
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling
    return took_s


def test_fifty_hanging_and_dripping_servers_cost_fifty_good_ones_less_than_a_second(tmp_path: Path) -> None:
    async def work(app: App) -> float:
        urls = [feed.url for feed in app.config.feeds]
        # Those that answer well have the ports that were opened last; they are asked last too.
        return await _seconds_until_stored(app, urls[-50:])

    async def measure(number: int) -> tuple[float, float]:
        folder = tmp_path / f"{number}"
        async with _servers(_bad, 50) as bad, _servers(_good, 50) as good:
            alone = write_desk(folder / "alone", good, seed="")
            among = write_desk(folder / "among", [*bad, *good], seed="")
            both = [await asyncio.to_thread(with_app, desk, Clock(), work) for desk in (alone, among)]
            return both[0], both[1]

    # Another program may spoil a measurement, never better it.
    assert any(among_s < alone_s + 1 for alone_s, among_s in (asyncio.run(measure(n)) for n in range(3)))


#: Which validators a server sends, and how.
_HABITS = ("etag", "weak etag", "date", "both", "only with the feed")


class _Publisher:
    """A hundred feeds of one server, which notes who asks without saying what he has."""

    def __init__(self) -> None:
        self.published: dict[str, int] = {}
        self.asked: dict[str, list[bool]] = {}
        self.statuses: list[int] = []

    async def respond(self, head: str, _: int, writer: asyncio.StreamWriter) -> None:
        path = head.split()[1]
        number = int(path.removeprefix("/"))
        headers = {
            name.lower(): value
            for name, _, value in (line.partition(": ") for line in head.split("\r\n")[1:] if line)
        }
        habit = _HABITS[number % len(_HABITS)]
        version = self.published.get(path, 0)
        etag = f'{"W/" if habit == "weak etag" else ""}"{number}-{version}"'
        date = f"Sun, 01 Mar 2026 12:00:{version:02} GMT"
        sent = ("" if habit == "date" else f"ETag: {etag}\r\n") + (
            f"Last-Modified: {date}\r\n" if habit in {"date", "both"} else ""
        )
        is_known = headers.get("if-none-match", headers.get("if-modified-since")) in {etag, date}
        self.asked.setdefault(path, []).append(bool({"if-none-match", "if-modified-since"} & set(headers)))
        self.statuses.append(304 if is_known else 200)
        if is_known:
            kept = "" if habit == "only with the feed" else sent
            writer.write(f"HTTP/1.1 304 Not Modified\r\n{kept}\r\n".encode())
        else:
            items = [f"N{number}-{n} harbour" for n in range(version + 1)]
            writer.write(_answer(rss(*items), headers=sent))


def _polls_with_validators(folder: Path, *, feeds: int, rounds: int) -> _Publisher:
    publisher = _Publisher()

    async def work(app: App) -> None:
        for turn in range(rounds):
            await app.jobs.poll(due_only=False)
            for number in range(turn, feeds, 7):  # some have news by the next time
                path = f"/{number}"
                publisher.published[path] = publisher.published.get(path, 0) + 1

    async def serve() -> None:
        async with _servers(publisher.respond, 1) as [url]:
            config = write_desk(folder, [url.replace("rss", str(number)) for number in range(feeds)], seed="")
            await asyncio.to_thread(with_app, config, Clock(), work)

    asyncio.run(serve())
    return publisher


@pytest.mark.parametrize(
    ("feeds", "rounds"), [(20, 5), pytest.param(100, 10, marks=pytest.mark.heavy)], ids=["100", "1000"]
)
def test_of_many_polls_with_validators_none_is_unconditional_after_the_first(
    feeds: int, rounds: int, tmp_path: Path
) -> None:
    publisher = _polls_with_validators(tmp_path, feeds=feeds, rounds=rounds)
    assert len(publisher.asked) == feeds
    assert all(asked == [False] + [True] * (rounds - 1) for asked in publisher.asked.values())
    assert publisher.statuses.count(304) > feeds * rounds / 2
    assert publisher.statuses.count(200) > feeds


@pytest.mark.parametrize("feeds", [4, pytest.param(40, marks=pytest.mark.heavy)])
def test_many_feeds_on_one_host_keep_their_distance_and_their_number(feeds: int, tmp_path: Path) -> None:
    starts: list[float] = []
    now = most = 0

    async def slow(head: str, port: int, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        starts.append(time.monotonic())
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(1.5)  # longer than the pause: two overlap
        now -= 1
        guid = hashlib.sha1(head.split()[1].encode()).hexdigest()[:6]
        writer.write(_answer(rss(f"{guid} harbour")))

    async def work(app: App) -> list[Outcome]:
        return await app.jobs.poll()

    async def serve() -> list[Outcome]:
        async with _servers(slow, 1) as [url]:
            config = write_desk(tmp_path, [f"{url}/{number}" for number in range(feeds)], seed="")
            settings = config / "monitor.toml"
            settings.write_text(settings.read_text().replace('pause = "0s"', 'pause = "1s"'))
            return await asyncio.to_thread(with_app, config, Clock(), work)

    outcomes = asyncio.run(serve())
    assert [outcome.error for outcome in outcomes] == [None] * feeds
    assert most == 2
    # A request may reach its server late, and so nearer to the next one, but none runs ahead.
    assert min(later - earlier for earlier, later in pairwise(starts)) > 0.5
    assert all(start - starts[0] > 0.95 * number for number, start in enumerate(starts[1:], 1))


def test_fast_servers_are_not_asked_further_while_many_answers_wait_to_be_read(tmp_path: Path) -> None:
    answered = 0
    waiting: list[int] = []

    async def fast(head: str, _: int, writer: asyncio.StreamWriter) -> None:
        nonlocal answered
        answered += 1
        writer.write(_answer(rss(f"H{head.split()[1][1:]} harbour")))

    async def work(app: App) -> list[Outcome]:
        told = count(1)
        return await app.jobs.poll(tell=lambda _: waiting.append(answered - next(told)))

    async def serve() -> list[Outcome]:
        async with _servers(fast, 1) as [url]:
            config = write_desk(tmp_path, [f"{url[:-3]}{number}" for number in range(120)], seed="")
            return await asyncio.to_thread(with_app, config, Clock(), work)

    outcomes = asyncio.run(serve())
    assert sum(outcome.new for outcome in outcomes) == 120
    # The workers take a second to start: else all would be answered before the first is read.
    assert max(waiting) <= READ_AHEAD + 4
