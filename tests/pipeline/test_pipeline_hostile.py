"""Hostile bytes in real workers and from real servers: each costs its own feed, at most, and no other."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Clock, rss, with_app, write_desk
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.app.wiring import App
from monitor.errors import MonitorError
from monitor.model.feeds import Feed, Fetched, Source
from monitor.pipeline.reading import FeedJob, Reading, SeedJob, read
from monitor.workers.pool import WorkerPool

NOW = datetime(2026, 11, 24, tzinfo=UTC)
#: Long enough for honest feeds on a busy machine, and short enough to wait for.
DEADLINE_S = 3.0
MEMORY_MB = 400
READABLE = (
    "took longer than",
    "needed more than",
    "too broken",
    "not a feed",
    "cut off",
    "crashed its process",
    "JSON",
    "empty",
)


def channel(inside: str, *, attributes: str = "", doctype: str = "") -> bytes:
    head = '<?xml version="1.0"?>' + doctype
    return f'{head}<rss version="2.0"{attributes}><channel><title>T</title>{inside}</channel></rss>'.encode()


def item(inside: str) -> str:
    return f"<item><title>Harbour</title><link>http://paper.test/1</link>{inside}</item>"


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return channel(
        item("<description>&l11;</description>"), doctype=f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'
    )


def one_long_entity() -> bytes:
    doctype = f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>'
    return channel(item(f"<description>{'&a;' * 50_000}</description>"), doctype=doctype)


def attributes() -> bytes:
    pairs = " ".join(f"a{n}='1'" for n in range(40_000))
    return channel(item(f"<x {pairs}/>"))


def namespaces() -> bytes:
    names = "".join(f' xmlns:n{n}="http://n{n}.test/"' for n in range(20_000))
    return channel("".join(item("<n1:x>1</n1:x>") for _ in range(50)), attributes=names)


BOMBS: dict[str, Callable[[], bytes]] = {
    "entities": entities,
    "one long entity": one_long_entity,
    "attributes": attributes,
    "namespaces": namespaces,
    "nested elements": lambda: channel(item("<a>" * 1_000_000 + "</a>" * 1_000_000)),
    "nested elements without end": lambda: channel(item("<a>" * 1_000_000)),
    "nested items": lambda: channel("<item>" * 200_000 + "</item>" * 200_000),
    "nested markup": lambda: channel(item(f"<description>{'&lt;div&gt;' * 500_000}</description>")),
    "nested JSON": lambda: b'{"items": ' + b"[" * 1_000_000,
    "long author": lambda: channel(item(f"<author>{'a@' * 8_000}({'(' * 8_000}</author>")),
    "long date": lambda: channel(item(f"<pubDate>{'1' * 1_000_000}</pubDate>")),
    "long link": lambda: channel(item(f"<link>http://{'a.' * 500_000}</link>")),
    "many items": lambda: channel("".join(item(f"<guid>{n}</guid>") for n in range(100_000))),
    "many unfinished tags": lambda: channel(item(f"<description>{'&lt;a href=' * 500_000}</description>")),
    "many comments": lambda: channel("<!-- <item> -->" * 300_000),
    "many references": lambda: channel(item(f"<description>{'&#1;&#x41;' * 500_000}</description>")),
    "many marks of an encoding": lambda: b"\xfe\xff" * 1_000_000,
    "control characters": lambda: bytes(range(32)) * 100_000 + channel(item("")),
}  # fmt: skip


def job(body: bytes) -> FeedJob:
    feed = Feed(url="http://paper.test/feed", source="paper")
    fetched = Fetched(url=feed.url, status=200, body=body)
    source = Source(key="paper", name="Paper", language="en")
    return FeedJob(feed=feed, source=source, fetched=fetched, now=NOW)


def good_feed(title: str) -> bytes:
    """Return a feed in plain English: a new worker need not load its language model within the deadline."""
    return rss(
        title, texts={title: "The port of the town was closed, and that is what the ministers said."}
    ).encode()


async def outcome(pool: WorkerPool[FeedJob | SeedJob, Reading], body: bytes) -> Reading | MonitorError:
    try:
        return await pool.run(job(body))
    except MonitorError as error:
        return error


def in_workers(work: Callable[[WorkerPool[FeedJob | SeedJob, Reading]], Awaitable[None]]) -> None:
    async def run() -> None:
        async with WorkerPool(read, deadline_s=DEADLINE_S, memory_mb=MEMORY_MB) as pool:
            await asyncio.gather(*(pool.run(job(good_feed("Warm"))) for _ in range(2)))
            await work(pool)

    asyncio.run(run())


def is_readable(error: MonitorError) -> bool:
    text = str(error)
    return len(text) < 300 and text.isprintable() and any(words in text for words in READABLE)


def judge(bomb: Reading | MonitorError) -> None:
    """Check that a bomb brought a readable error, or no more than a feed may bring."""
    if isinstance(bomb, MonitorError):
        assert is_readable(bomb), str(bomb)
    else:
        assert bomb.entries <= 2_000
        assert sum(len(item.text) + len(item.html) for item in bomb.items) < 5_000_000


def explode(names: list[str]) -> None:
    """Hand these bombs to workers, a good feed after each."""

    async def work(pool: WorkerPool[FeedJob | SeedJob, Reading]) -> None:
        bodies = [body for n, name in enumerate(names) for body in (BOMBS[name](), good_feed(f"Port {n}"))]
        outcomes = await asyncio.gather(*(outcome(pool, body) for body in bodies))
        for bomb in outcomes[::2]:
            judge(bomb)
        good = [[item.title for item in each.items] for each in outcomes[1::2] if isinstance(each, Reading)]
        assert good == [[f"Port {n}"] for n in range(len(names))]

    in_workers(work)


def test_the_worst_bombs_cost_their_own_feeds_at_most() -> None:
    explode(["entities", "attributes", "namespaces", "nested elements", "long author", "many items"])


@pytest.mark.heavy
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_its_own_feed_at_most(name: str) -> None:
    explode([name, name])


def swelling() -> Response:
    return Response(gzip.compress(b" " * 100_000_000), headers={"Content-Encoding": "gzip"})


def cut_in_a_chunk() -> Response:
    """Announce chunks and stop in the middle of one: the server closes the connection after an error."""

    def chunks():
        yield rss("Half a story")[:200].encode()
        raise ConnectionAbortedError

    return Response(chunks(), content_type="application/rss+xml", headers={"ETag": '"half"'})


def test_hostile_servers_leave_the_other_feeds_alone(httpserver: HTTPServer, tmp_path: Path) -> None:
    title = "Harbour =?utf-8?q?a=0D=0ABcc=3A_eve=40evil.test?= &#13;&#10;Bcc: eve@evil.test"
    cyrillic = rss("Порт открыт для всех судов", "Забастовка докеров окончена").encode("windows-1251")
    answers: dict[str, Callable[[Request], Response]] = {
        "good": lambda _: Response(rss("Harbour reopens")),
        "gzip": lambda _: swelling(),
        "chunk": lambda _: cut_in_a_chunk(),
        "encoded": lambda _: Response(channel(f"<item><title>{title}</title></item>")),
        "nocharset": lambda _: Response(cyrillic, content_type="text/xml"),
        "wrongcharset": lambda _: Response(cyrillic, content_type="text/xml; charset=utf-8"),
        "nocharsetatall": lambda _: Response(cyrillic, content_type="text/xml; charset=klingon"),
        "control": lambda _: Response(rss("Port\x00 of \x0bcall\x1f")),
        "bomb": lambda _: Response(BOMBS["nested JSON"]()),
    }
    for name, answer in answers.items():
        httpserver.expect_request(f"/{name}").respond_with_handler(answer)
    urls = {name: httpserver.url_for(f"/{name}") for name in answers}
    config = write_desk(tmp_path, urls.values())

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        with app.store.read() as tx:
            titles = {(item.feed, item.title) for item in tx.items.list_items()}
            states = {feed.url: state for feed, state in tx.feeds.list_feeds()}
        found = {name: sorted(title for url, title in titles if url == urls[name]) for name in urls}
        errors = {name: states[urls[name]].error for name in urls}
        assert found["good"] == ["Harbour reopens"]
        assert (errors["good"], states[urls["good"]].failures) == (None, 0)
        assert "10 MB" in (errors["gzip"] or "")
        assert errors["chunk"]
        assert states[urls["chunk"]].etag is None
        [encoded] = found["encoded"]
        assert encoded.isprintable()
        # The three tell the same two articles; whoever came first has them.
        cyrillic_titles = {t for name in ("nocharset", "wrongcharset", "nocharsetatall") for t in found[name]}
        assert cyrillic_titles == {"Порт открыт для всех судов", "Забастовка докеров окончена"}
        assert found["control"] == ["Port of call"]
        assert "JSON" in (errors["bomb"] or "")

    with_app(config, Clock(), work)
