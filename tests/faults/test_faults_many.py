"""Ten thousand feeds: asked as they fall due, by one process that stays small."""

import asyncio
import socket
import time
from pathlib import Path

import pytest
from desk import Clock, rss, with_app, write_desk

from monitor.app.wiring import App

pytestmark = pytest.mark.heavy

FEEDS = 10_000
#: What one process may need for them, in MB; a quarter of that without feeds.
MOST_MB = 400


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer each request for /NUMBER with a feed of one item."""
    try:
        while request := await reader.readuntil(b"\r\n\r\n"):
            number = request.split(b" ", 2)[1].decode().strip("/")
            body = rss(f"H{number} harbour of place {number}", origin=f"http://paper{number}.test").encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def resident_mb() -> float:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def test_ten_thousand_feeds_are_asked_once_each_when_they_are_due(tmp_path: Path) -> None:
    # Bound from now on, so that the port is ours before the configuration is written.
    listening = socket.create_server(("127.0.0.1", 0), backlog=1_000)
    port = listening.getsockname()[1]
    urls = [f"http://127.0.0.1:{port}/{number}" for number in range(FEEDS)]
    clock = Clock()
    began = time.perf_counter()
    config = write_desk(tmp_path, urls, seed="")
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace('pause = "0s"', 'pause = "0s"\nper_host = 32'))

    async def work(app: App) -> tuple[int, int]:
        opened = time.perf_counter()
        async with await asyncio.start_server(answer, sock=listening):
            outcomes = await app.jobs.poll()
            polled = time.perf_counter()
            clock.forward(minutes=1)
            again = await app.jobs.poll()
        idle = time.perf_counter()
        await app.jobs.poll()
        idle = time.perf_counter() - idle
        print(  # noqa: T201 - the figures
            f"{FEEDS} feeds: loaded in {opened - began:.1f} s, asked in {polled - opened:.0f} s,"
            f" a look at what is due takes {idle * 1000:.0f} ms; {resident_mb():.0f} MB"
        )
        assert [outcome.error for outcome in outcomes if outcome.error] == []
        return len(outcomes), len(again)

    assert with_app(config, clock, work) == (FEEDS, 0)
    assert resident_mb() < MOST_MB
