"""Pages, channels and sitemaps that are not what the configuration says, or attack the reader."""

import time

import pytest

from monitor.errors import ParseError
from monitor.parse.formats import parse
from monitor.parse.sitemap import list_sitemaps


def read(body: str, **more: object):
    return parse(body.encode(), content_type="text/html", url="https://paper.example/news/", **more)


def test_a_rebuilt_page_is_an_error_that_names_the_selector() -> None:
    with pytest.raises(ParseError, match=r"by the selector '\.news'.*monitor feeds discover"):
        read("<html><body><p>New design</p></body></html>", kind="page", select={"item": ".news"})


def test_a_channel_without_preview_is_an_error_that_shows_the_right_address() -> None:
    with pytest.raises(ParseError, match=r"https://t\.me/s/CHANNEL"):
        read("<html><body><a>Open in the app</a></body></html>", kind="telegram")


def test_the_newest_sitemaps_of_an_index_come_first() -> None:
    index = (
        "<sitemapindex><sitemap><loc>https://p.example/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
        "<sitemap><loc> https://p.example/new.xml\n</loc><lastmod>2026-01-01</lastmod></sitemap>"
        "<sitemap><loc>https://p.example/undated.xml</loc></sitemap></sitemapindex>"
    )
    assert list_sitemaps(index) == [f"https://p.example/{name}.xml" for name in ("new", "old", "undated")]
    with pytest.raises(ParseError, match="monitor feeds discover"):
        read(index)


def test_entities_of_a_sitemap_are_refused() -> None:
    with pytest.raises(ParseError, match="entities"):
        read('<!DOCTYPE urlset [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>')


def test_what_a_sitemap_calls_its_publisher_is_one_line() -> None:
    paper = "<publication><name>The\n\u202ePaper\x7f</name></publication>"
    news = f"<loc>https://p.example/1</loc><news>{paper}<title>Harbour</title></news>"
    feed = read(f"<urlset><url>{news}</url></urlset>")
    assert feed.title == "The Paper"


def test_an_empty_news_sitemap_is_a_quiet_feed() -> None:
    assert read("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>").items == ()


@pytest.mark.parametrize(
    "body",
    [
        "<ul>" + "<li><a href=/x>y</a>" * 30_000,
        "<div><li>x" * 3_000,
    ],
    ids=["many", "deep"],
)
def test_bombs_are_read_in_reasonable_time(body: str) -> None:
    begun = time.process_time()
    assert len(read(body, kind="page", select={"item": "li"}).items) <= 500
    assert time.process_time() - begun < 10
