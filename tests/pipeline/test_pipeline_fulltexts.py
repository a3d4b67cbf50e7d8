"""Articles behind teasers: asked once, matched anew, and harmless when they fail."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import unreadable
from click.testing import CliRunner
from desk import Clock, one_pass, rss, with_app, write_desk
from nouns import FEED, NOW, an_item
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.app.wiring import App, open_app
from monitor.app.workers import start_workers
from monitor.cli.main import cli
from monitor.config.load import load
from monitor.errors import ParseError
from monitor.fetch.articles import is_wanted
from monitor.model.feeds import Feed, Source
from monitor.model.items import Item
from monitor.model.topics import Match
from monitor.normalise.fulltext import full_text
from monitor.pipeline.fulltexts import AT_ONCE
from monitor.store.store import Store
from monitor.workers.pool import WorkerPool

pytest.importorskip("trafilatura")

TEASER = "Officials spoke on Monday."
LEAD = "The new quay was opened on Monday after years of delay, officials said in the morning."


def page(*paragraphs: str) -> str:
    """Return a page with an article of its own."""
    filler = [
        "Hundreds of dockers gathered at the gates to watch the first ships come in from the rough sea.",
        "The minister for trade had promised the opening for an earlier year and blamed the bad weather.",
        "Nobody could say when the second quay, for which the money is missing, would be ready for use.",
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*paragraphs, *filler))
    return (
        "<html><head><meta charset='utf-8'><title>The Paper</title></head><body>"
        "<nav><a href='/'>Football</a></nav>"
        f"<main><article><h1>H1 harbour speech</h1>{text}</article></main>"
        "<footer>All rights reserved.</footer></body></html>"
    )


class Site:
    """A server with one feed, and articles that a test changes."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.titles: list[str] = ["H1 harbour speech"]
        self.teasers: dict[str, str] = {}
        self.pages: dict[str, Response | str] = {}
        self.asked: list[str] = []
        server.expect_request("/rss").respond_with_handler(self._feed)
        server.expect_request("/h1").respond_with_handler(self._page)
        server.expect_request("/c1").respond_with_handler(self._page)

    def _feed(self, _: Request) -> Response:
        texts = {title: self.teasers.get(title, TEASER) for title in self.titles}
        feed = rss(*self.titles, texts=texts, origin=self.server.url_for("").rstrip("/"))
        return Response(feed.replace(self.server.url_for("/inner"), "http://10.0.0.1/inner"))

    def _page(self, request: Request) -> Response:
        self.asked.append(request.path + (request.headers.get("If-None-Match") or ""))
        found = self.pages.get(request.path, Response(status=404))
        if isinstance(found, Response):
            return found
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=304)
        return Response(found, content_type="text/html", headers={"ETag": '"1"'})


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


def desk(folder: Path, site: Site, *, full_text: str = "matched") -> Path:
    config = write_desk(folder, seed="")
    url = site.server.url_for("/rss")
    (config / "feeds.toml").write_text(
        '[sources.paper0]\nname = "Paper"\nlanguage = "en"\n'
        f'feeds = [{{ url = "{url}", full_text = "{full_text}" }}]\n'
    )
    return config


def items(app: App) -> dict[str, tuple[Item, list[Match]]]:
    with app.store.read() as tx:
        found = list(tx.items.list_items())
        return {item.title.split()[0]: (item, tx.matches.list_of_item(item.id)) for item in found}


def live(config: Path, work: Callable[[App], Awaitable[None]], clock: Clock | None = None) -> None:
    with_app(config, clock or Clock(), work)


def test_topics_are_matched_on_the_article_and_not_on_the_teaser(site: Site, tmp_path: Path) -> None:
    site.titles = ["H1 harbour speech", "C1 concert"]
    site.pages = {"/h1": page(LEAD, "The crew of a ship called a strike."), "/c1": page("A strike, too.")}

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        before, matches = items(app)["H1"]
        assert (before.text, {match.topic for match in matches}) == (TEASER, {"harbour"})
        assert [read.error for read in await app.jobs.read_pages()] == [None]
        item, matches = items(app)["H1"]
        assert item.text.startswith(f"{TEASER}\n\n{LEAD}\n\nThe crew of a ship called a strike.")
        assert "Football" not in item.text + item.html
        assert "rights reserved" not in item.text
        assert {match.topic for match in matches} == {"harbour", "strike"}
        assert not any(match.is_retag for match in matches)
        assert (item.revisions, item.content_hash) == (0, before.content_hash)
        assert items(app)["C1"][0].text == TEASER
        [issue] = await app.jobs.make_issues(due_only=False)
        assert {section.topic for section in issue.sections if section.items} == {"harbour", "strike"}

    live(desk(tmp_path, site), work)
    assert site.asked == ["/h1"]
    found = CliRunner().invoke(cli, ["--config", str(tmp_path / "config"), "search", "dockers"])
    assert "H1 harbour speech" in found.output
    shown = CliRunner().invoke(cli, ["--config", str(tmp_path / "config"), "show", "1"]).output
    assert "the article on its page, read" in shown


def test_once_reads_the_pages_of_a_feed_that_brings_only_teasers(site: Site, tmp_path: Path) -> None:
    site.titles = ["C1 concert"]
    site.pages = {"/c1": page("The strike at the opera.")}
    config = desk(tmp_path, site, full_text="always")
    done = CliRunner().invoke(cli, ["--config", str(config), "once"])
    assert "Articles 1 read from their pages, 0 could not be" in done.output
    assert "issue 1: 1 item" in done.output
    assert site.asked == ["/c1"]


def test_which_pages_are_asked() -> None:
    feed = Feed(url="https://paper.test/rss", source="paper")
    item = an_item(text=TEASER)
    assert is_wanted(item, feed, is_matched=True)
    assert not is_wanted(item, feed, is_matched=False)
    assert is_wanted(item, replace(feed, full_text="always"), is_matched=False)
    assert not is_wanted(item, replace(feed, full_text="never"), is_matched=True)
    assert not is_wanted(replace(item, url=""), feed, is_matched=True)
    assert not is_wanted(item, replace(feed, kind="telegram"), is_matched=True)
    assert not is_wanted(replace(item, text="word " * 400), feed, is_matched=True)
    assert is_wanted(replace(item, text="word " * 400 + "[…]"), feed, is_matched=True)


def test_a_known_teaser_is_no_revision_and_a_changed_one_keeps_the_article(
    site: Site, tmp_path: Path
) -> None:
    site.pages = {"/h1": page(LEAD, "A strike began.")}

    async def work(app: App) -> None:
        await one_pass(app)
        read_at = items(app)["H1"][0].full_text_at
        await one_pass(app)
        assert items(app)["H1"][0].revisions == 0
        site.teasers = {site.titles[0]: "Officials spoke on Tuesday."}
        await app.jobs.poll(due_only=False)
        item, matches = items(app)["H1"]
        assert (item.revisions, item.full_text_at) == (1, read_at)
        assert "A strike began." in item.text
        assert {match.topic for match in matches} == {"harbour", "strike"}
        await app.jobs.read_pages()
        assert "A strike began." in items(app)["H1"][0].text
        site.pages = {"/h1": Response(page(LEAD, "The walkout was called off."), content_type="text/html")}
        site.teasers = {site.titles[0]: "Officials spoke again."}
        await one_pass(app)
        item, matches = items(app)["H1"]
        assert "called off" in item.text
        assert item.text.startswith("Officials spoke again.")
        assert {match.topic for match in matches} == {"harbour"}
        with app.store.read() as tx:
            first = tx.items.list_revisions(item.id)[0]
        assert "A strike began." in first.text

    live(desk(tmp_path, site), work)
    assert site.asked == ["/h1", '/h1"1"', '/h1"1"']


def test_failures_are_harmless_and_end(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    site.titles = ["H1 harbour speech", "C1 harbour concert", "Inner harbour"]
    site.pages = {
        "/h1": Response(status=503),
        "/c1": "<html><body><p>Please enable JavaScript</p></body></html>",
    }

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        errors = sorted(str(read.error) for read in await app.jobs.read_pages())
        assert errors[0].startswith("leads to a private address (10.0.0.1)")
        assert errors[1:] == [
            "the page holds no article that could be told from the rest",
            "the server is overloaded or under repair (503)",
        ]
        assert await app.jobs.read_pages() == []
        for hours in (1, 4, 24, 24):
            clock.forward(hours=hours)
            await app.jobs.read_pages()
        assert {item.text for item, _ in items(app).values()} == {TEASER}
        assert all(matches for _, matches in items(app).values())

    live(desk(tmp_path, site), work, clock)
    assert sorted(site.asked) == ["/c1", "/h1", "/h1", "/h1"]
    shown = CliRunner().invoke(cli, ["--config", str(tmp_path / "config"), "show", "1", "--json"]).output
    assert json.loads(shown)["full_text"]["attempts"] >= 1


def test_a_server_that_is_down_is_not_asked_for_every_page(httpserver: HTTPServer, tmp_path: Path) -> None:
    clock, titles = Clock(), [f"H{number} harbour" for number in range(9)]
    httpserver.expect_request("/rss").respond_with_data(rss(*titles, origin="http://127.0.0.1:9"))
    httpserver.expect_request("/up").respond_with_data(rss("U1 harbour", origin=httpserver.url_for("")[:-1]))
    httpserver.expect_request("/u1").respond_with_data(page(LEAD), content_type="text/html")
    config = write_desk(tmp_path, [httpserver.url_for("/rss"), httpserver.url_for("/up")], seed="")

    async def work(app: App) -> None:
        await app.jobs.poll(due_only=False)
        for hours in (0, 1):
            clock.forward(hours=hours)
            errors = [read.error or "" for read in await app.jobs.read_pages()]
            refused = sum("connection refused" in error for error in errors)
            assert 3 <= refused <= 4
            assert sum("not asked" in error for error in errors) == 9 - refused
            assert errors.count("") == (1 if hours == 0 else 0)

    live(config, work, clock)


def test_pages_that_cannot_be_read_do_not_pile_up(httpserver: HTTPServer, tmp_path: Path) -> None:
    titles = [f"H{number} harbour" for number in range(60)]
    httpserver.expect_request("/rss").respond_with_data(rss(*titles, origin=httpserver.url_for("")[:-1]))
    httpserver.expect_request(re.compile("/h")).respond_with_data("<p>", content_type="text/html")
    config = load(write_desk(tmp_path, [httpserver.url_for("/rss")], seed=""), data_dir=tmp_path, environ={})

    async def work() -> list[str]:
        async with (
            start_workers() as ours,
            WorkerPool(unreadable.read_page, count=1, deadline_s=20, memory_mb=None) as pages,
            open_app(config, workers=replace(ours, pages=pages), clock=Clock()) as app,
        ):
            await app.jobs.poll(due_only=False)
            return [read.error or "" for read in await app.jobs.read_pages()]

    errors = asyncio.run(work())
    asked = sum("internal error" in error for error in errors)
    assert 3 <= asked <= AT_ONCE + 3
    assert sum("not asked" in error for error in errors) == 60 - asked


def test_a_page_in_hand_is_left_alone_until_its_lease_ends(store: Store) -> None:
    with store.write() as tx:
        [item] = tx.items.add(FEED, [(an_item(), None)])
        tx.full_texts.want(item.id, teaser=TEASER, now=NOW)

    def claimed(at: datetime) -> int:
        with store.write() as tx:
            return len(tx.full_texts.claim_due(at, lease_s=60, limit=9))

    assert [claimed(NOW + timedelta(seconds=seconds)) for seconds in (-1, 0, 30, 61)] == [0, 1, 0, 1]


def test_an_article_is_complemented_by_a_teaser_that_says_more() -> None:
    item, feed, source = an_item(), Feed(url="u", source="s"), Source(key="s", name="S")

    def text(article: str, teaser: str) -> str:
        return full_text(article, item=item, teaser=teaser, feed=feed, source=source).text

    long = f"<h1>{item.title}</h1><p>{LEAD}</p><p>{LEAD} Again &amp; again.</p>"
    assert text(long, LEAD[:50] + " …") == f"{LEAD}\n\n{LEAD} Again & again."
    assert text(long, TEASER).startswith(f"{TEASER}\n\n{LEAD}")
    with pytest.raises(ParseError, match="says less than the feed"):
        text("<p>Short</p>", TEASER)
