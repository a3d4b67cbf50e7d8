"""The schedule in the database, through the whole program."""

import asyncio
import time
from pathlib import Path

from desk import Clock, rss, with_app, write_desk
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.app.wiring import App
from monitor.model.feeds import FeedState


def _state(app: App) -> FeedState:
    with app.store.read() as tx:
        [state] = [state for feed, state in tx.feeds.list_feeds() if feed.kind != "seed"]
    return state


def _hours(app: App, clock: Clock) -> float:
    return (_state(app).next_fetch_at - clock.now).total_seconds() / 3600


def test_a_feed_is_asked_by_its_rhythm_and_by_what_it_says_itself(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    ttl = rss("H1 harbour").replace("<title>P</title>", "<title>P</title><ttl>600</ttl>", 1)
    old = rss("H1 harbour").replace("<guid>", "<pubDate>Sun, 01 Feb 2026 12:00:00 GMT</pubDate><guid>")
    answers = iter([Response(old), Response(ttl, headers={"ETag": "1"}), Response(status=304)])
    httpserver.expect_request("/rss").respond_with_handler(lambda _: next(answers))
    config, clock = write_desk(tmp_path, [httpserver.url_for("/rss")]), Clock()

    async def work(app: App) -> list[float]:
        hours = []
        for _ in range(3):
            await app.jobs.poll(due_only=False)
            hours.append(_hours(app, clock))
        return hours

    quiet, asked, unchanged = with_app(config, clock, work)
    assert 3.9 < quiet < 4.5
    assert 9.9 < asked < 11.1
    assert asked - 0.1 < unchanged < 11.1


def test_a_feed_that_moved_is_asked_where_it_went_after_days_and_keeps_its_own_address(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.path)
        if request.path == "/rss":
            return Response(status=301, headers={"Location": "/new"})
        return Response(rss("H1 harbour"))

    httpserver.expect_request("/rss").respond_with_handler(answer)
    httpserver.expect_request("/new").respond_with_handler(answer)
    url = httpserver.url_for("/rss")
    config, clock = write_desk(tmp_path, [url]), Clock()

    async def work(app: App) -> str:
        for _ in range(30):
            clock.forward(hours=5)
            await app.jobs.poll()
        with app.store.read() as tx:
            assert [feed.url for feed, _ in tx.feeds.list_feeds() if feed.kind != "seed"] == [url]
            return " ".join({item.feed for item in tx.items.list_items()} - {"seeds:"})

    assert with_app(config, clock, work) == url
    believed = asked.index("/new", next(n for n in range(1, 60) if asked[n] == asked[n - 1] == "/new"))
    assert 2 * 14 <= believed <= 2 * 20
    assert set(asked[believed:]) == {"/new"}


def test_feeds_that_hang_do_not_hold_up_those_that_are_due_next(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    def hang(_: Request) -> Response:
        time.sleep(1.5)
        return Response(rss("S1 slow"))

    httpserver.expect_request("/slow").respond_with_handler(hang)
    httpserver.expect_request("/good").respond_with_data(rss("H1 harbour"))
    slow, good = httpserver.url_for("/slow"), httpserver.url_for("/good")
    config, clock = write_desk(tmp_path, [slow, good]), Clock()

    async def work(app: App) -> None:
        first = asyncio.create_task(app.jobs.poll())
        while "harbour" not in " ".join(_titles(app)):
            await asyncio.sleep(0.02)
        clock.forward(hours=5)
        with app.store.write() as tx:
            tx.feeds.renew([slow], until=clock.now.replace(year=2027))  # as its pass does by and by
        second = await app.jobs.poll()
        assert [outcome.place for outcome in second] == [good]
        assert not first.done()
        assert {outcome.place for outcome in await first} == {slow, good}

    with_app(config, clock, work)


def _titles(app: App) -> list[str]:
    with app.store.read() as tx:
        return [item.title for item in tx.items.list_items()]
