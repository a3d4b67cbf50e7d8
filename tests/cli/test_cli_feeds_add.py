"""Feeds found on a web site and written down; lists of feeds in and out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import rss, write_desk
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from monitor.config.load import load
from monitor.errors import MonitorError

PAGE = "<div class='list'>" + "".join(
    f"<div class='story'><span class='day'>{n} мая 2026</span>"
    f"<a href='/n/{n}'>Порт откроется в {n}-й раз</a></div>"
    for n in range(1, 8)
)


def run(config: Path, *arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--config", str(config), "feeds", *arguments], input=input)


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """A home page that names one feed, links another, and has a list of its own."""
    home = (
        "<html lang=ru><title>Порт\nсегодня</title><link rel=alternate type=application/rss+xml href=/gone>"
        f"<link rel=alternate type=application/rss+xml href=/moved><a href=/feed.json>JSON feed</a>{PAGE}"
    )
    httpserver.expect_request("/").respond_with_data(home, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/moved").respond_with_data(status=301, headers={"Location": "/rss"})
    httpserver.expect_request("/rss").respond_with_data(rss("H1 The harbour opens again today", "C1 concert"))
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": 1, "title": "One"}]}
    httpserver.expect_request("/feed.json").respond_with_json(feed)
    httpserver.expect_request("/list").respond_with_data(
        f"<html>{PAGE}", content_type="text/html; charset=utf-8"
    )
    return httpserver


def test_a_home_page_leads_to_its_feeds(site: HTTPServer, tmp_path: Path) -> None:
    found = json.loads(run(write_desk(tmp_path), "discover", site.url_for("/"), "--json").stdout)
    assert [(each["feed"]["kind"], each["feed"]["url"], each["feed"]["items"]) for each in found] == [
        ("rss", site.url_for("/rss"), 2),
        ("json", site.url_for("/feed.json"), 1),
        ("page", site.url_for("/"), 7),
    ]
    page = found[-1]["feed"]
    assert page["select"] == {"item": "div.story", "date": "span.day"}
    assert (page["title"], page["language"], page["newest_at"][:10]) == ("Порт сегодня", "ru", "2026-05-07")
    asked = {request.path for request, _ in site.log}
    assert asked == {"/", "/gone", "/moved", "/rss", "/feed.json"}


def test_the_usual_places_are_tried_when_nothing_is_named(site: HTTPServer, tmp_path: Path) -> None:
    site.expect_request("/quiet").respond_with_data("<html><p>Hello", content_type="text/html")
    shown = run(write_desk(tmp_path), "discover", site.url_for("/quiet")).stdout
    assert [line.split("\t")[1] for line in shown.splitlines()[1:3]] == ["rss", "json"]
    assert len(site.log) < 15


def test_an_index_of_sitemaps_leads_to_the_news(httpserver: HTTPServer, tmp_path: Path) -> None:
    places = "".join(
        f"<sitemap><loc>{httpserver.url_for(p)}</loc></sitemap>" for p in ("/tags.xml", "/news.xml")
    )
    httpserver.expect_request("/sitemap.xml").respond_with_data(f"<sitemapindex>{places}</sitemapindex>")
    httpserver.expect_request("/tags.xml").respond_with_data(
        "<urlset><url><loc>https://x/t</loc></url></urlset>"
    )
    news = "<url><loc>https://x.example/1</loc><n:news><n:title>One</n:title></n:news></url>"
    httpserver.expect_request("/news.xml").respond_with_data(f"<urlset xmlns:n='n'>{news}</urlset>")
    found = json.loads(
        run(write_desk(tmp_path), "discover", httpserver.url_for("/sitemap.xml"), "--json").stdout
    )
    assert [(each["feed"]["kind"], each["feed"]["url"]) for each in found] == [
        ("sitemap", httpserver.url_for("/news.xml"))
    ]


def test_a_feed_is_shown_before_it_is_written(site: HTTPServer, tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    (config / "feeds.toml").write_text("# my feeds\n")
    refused = run(config, "add", site.url_for("/"), input="n\n")
    assert refused.exit_code == 1
    assert "H1" not in (config / "feeds.toml").read_text()
    for line in ("rss\tP\t2\t", 'name = "P"', "Write this?"):
        assert line in refused.stdout
    assert (config / "feeds.toml").read_text() == "# my feeds\n"
    done = run(config, "add", site.url_for("/"), "--source", "port", "--name", "The Port", "--yes")
    assert done.exit_code == 0, done.output
    text = (config / "feeds.toml").read_text()
    assert text.startswith("# my feeds\n")
    loaded = load(config, data_dir=tmp_path / "data", environ={})
    assert [(feed.source, feed.url) for feed in loaded.feeds] == [("port", site.url_for("/rss"))]
    assert (loaded.sources[0].name, loaded.sources[0].homepage) == ("The Port", site.url_for("/"))


def test_a_listed_feed_is_refused_and_the_next_one_is_taken(site: HTTPServer, tmp_path: Path) -> None:
    config = write_desk(tmp_path, [site.url_for("/rss")])
    again = CliRunner().invoke(cli, ["--config", str(config), "feeds", "add", site.url_for("/rss"), "--yes"])
    assert again.exit_code != 0
    assert "under source 'paper0'" in str(again.exception)
    assert run(config, "add", site.url_for("/"), "--yes").exit_code == 0
    assert run(config, "add", site.url_for("/list"), "--number", "3", "--yes").exit_code == 0
    assert "\tok\t7\t" in run(config, "check").stdout
    feeds = load(config, data_dir=tmp_path / "data", environ={}).feeds
    assert [(feed.source, feed.kind) for feed in feeds] == [
        ("paper0", "rss"), ("paper0", "json"), ("paper0", "page")
    ]  # fmt: skip
    assert feeds[2].select == {"item": "div.story", "date": "span.day"}
    assert feeds[2].language == "ru"


def test_what_brings_nothing_is_told(httpserver: HTTPServer, tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    httpserver.expect_request("/empty").respond_with_data("<html>", content_type="text/html")
    done = run(config, "discover", httpserver.url_for("/empty"))
    assert isinstance(done.exception, MonitorError)
    assert "neither a feed nor a list" in str(done.exception)
    missing = run(config, "discover", httpserver.url_for("/404")).exception
    assert str(missing).startswith(f"{httpserver.url_for('/404')}: the server has a fault (500")
    private = run(config, "discover", "http://10.1.2.3/")
    assert "private address" in str(private.exception)
    assert run(config, "discover", "ftp://x.example/").exit_code == 2
    assert run(config, "add", "https://x.example/", "--source", "No Key").exit_code == 2


OPML = """<opml version="2.0"><body><outline text="State media"><outline text="Far">
<outline text="P" xmlUrl="{0}"/></outline>
<outline text="N" xmlUrl="https://n.example/rss" htmlUrl="https://n.example/" language="be"/>
<outline text="N too" xmlUrl="https://n.example/2" htmlUrl="https://n.example/"/></outline>
<outline text="X" xmlUrl="feed://x"/></body></opml>"""


def test_a_list_is_imported_and_comes_out_again(tmp_path: Path) -> None:
    config = write_desk(tmp_path, ["https://p.example/rss"])
    before = "# mine\n" + (config / "feeds.toml").read_text()
    (config / "feeds.toml").write_text(before)
    (tmp_path / "list.opml").write_text(OPML.format("https://q.example/rss"))
    assert run(config, "import", str(tmp_path / "list.opml"), input="n\n").exit_code == 1
    assert (config / "feeds.toml").read_text() == before
    done = run(config, "import", "-", "--yes", input=OPML.format("https://p.example/rss"))
    assert done.exit_code == 0, done.output
    assert "https://p.example/rss is there already, under source paper0" in done.stderr
    assert "'feed://x' is no web address" in done.stderr
    assert done.stdout.endswith("2 written, 2 left out.\n")
    assert (config / "feeds.toml").read_text().startswith(before)
    assert run(config, "import", str(tmp_path / "list.opml"), "--yes").exit_code == 0
    assert "# State media / Far\n[sources.q]" in (config / "feeds.toml").read_text()
    loaded = load(config, data_dir=tmp_path / "data", environ={})
    assert [(s.key, s.name, s.group, s.language) for s in loaded.sources[1:]] == [
        ("n", "N", "state-media", "be"),
        ("q", "P", "state-media", ""),
    ]
    out = run(config, "export").stdout
    assert run(config, "import", "-", "--yes", input=out).stdout.endswith("Nothing to add.\n")
    run(config, "export", str(tmp_path / "out.opml"))
    assert (tmp_path / "out.opml").read_text() == out
    fresh = write_desk(tmp_path / "fresh")
    (fresh / "feeds.toml").write_text("")
    assert run(fresh, "import", str(tmp_path / "out.opml"), "--yes").exit_code == 0
    again = load(fresh, data_dir=tmp_path / "data", environ={})
    assert {(feed.url, feed.language) for feed in again.feeds} >= {("https://n.example/rss", "")}
    assert {s.group for s in again.sources} == {"", "state-media"}


def test_a_list_that_breaks_off_or_is_too_long_changes_nothing(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    done = run(config, "import", "-", "--yes", input=OPML[:150])
    assert "is no OPML: it breaks off" in str(done.exception)
    done = run(config, "import", "-", "--yes", input=OPML + " " * 20_000_000)
    assert str(done.exception) == "-: is longer than 20 MB, which no list of feeds is"
    assert run(config, "import", "-", input=OPML).exit_code == 2
    assert (config / "feeds.toml").read_text() == ""
