"""What is read without feedparser is what feedparser reads."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.items import RawItem
from monitor.parse import charset, documents, entries, fields, limits, plain_rss, rss
from monitor.parse.parts import parts_of

FEEDS = [
    path for path in Path(__file__).parents[1].joinpath("data/feeds").iterdir() if path.suffix != ".json"
]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds"
REAL = [path for path in SHARED.glob("*.xml") if path.stat().st_size < 60_000]
URL = "http://paper.test/feed"
HEAD = ("link", "title", "language", "ttl", "sy_updateperiod", "sy_updatefrequency")
NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "atom": "http://www.w3.org/2005/Atom",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wp": "com-wordpress:feed-additions:1",
    "own": "http://paper.test/ns",
}
DECLARED = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
SPECIAL = ["", " ", "&amp;", "&amp;copy;", "<![CDATA[<p>a</p>]]>", "Ã©", "\x92", "ў", "<!-- c -->"]
ADDRESSES = ["https:///paper.test/2", "/three", "four?a=1&amp;b=2", "tag:paper.test,2026:5", "x;&amp;y;"]
DATES = [
    *("2 Mar 2026 10:17:23 GMT", "Mon, 02 Mar 2026 10:17:23 -0330", "Tue, 31 Feb 2026 10:00:00 GMT"),
    *("Mon, 02 Mar 2026 25:17:23 +0000", "Mon, 01 Jan 0001 00:00:00 +1200", "Mon, 02 Mar 2026 10:17:60 UTC"),
    *("2026-03-02", "02 Mar 26 10:17:23 GMT", "Mon, 02 Mar 2026 10:17 GMT"),
]


def said(found: Any) -> tuple[list[RawItem], list[str]]:
    """Return all that anybody asks of what was read."""
    head = found["feed"]
    site = fields.text(head, "link")
    items = [entries.raw_item(entry, site=site, url=URL, head=head) for entry in found["entries"]]
    return items, [fields.text(head, name) for name in HEAD]


def is_read_alike(data: bytes, root: str = "rss") -> bool:
    """Tell whether the feed is plain; check that it is then read as feedparser reads it."""
    found = plain_rss.read(data) if parts_of(data) else None
    if found is not None:
        theirs = rss._parsed(data, root=root, url=URL)
        assert not theirs["bozo"]
        assert said(found) == said(theirs)
    return found is not None


def count_read_alike(paths: Iterable[Path]) -> int:
    count = 0
    for path in paths:
        text = limits.without_controls(charset.decode(path.read_bytes(), content_type="")).strip(
            "\ufeff\r\n "
        )
        data = rss._DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
        count += is_read_alike(data, documents.root_of(text))
    return count


def test_our_feeds_are_read_alike():
    assert count_read_alike(FEEDS) >= 10


@pytest.mark.skipif(not REAL, reason="no real feeds here")
def test_real_feeds_are_read_alike():
    assert count_read_alike(REAL) >= len(REAL) / 2


def element(
    name: str, texts: st.SearchStrategy[str], attributes: Iterable[str] = ("",)
) -> st.SearchStrategy[str]:
    return st.builds(lambda a, text: f"<{name}{a}>{text}</{name}>", st.sampled_from(["", *attributes]), texts)


def seldom(odd: st.SearchStrategy[str], usual: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda at, o, u: u if at else o, st.sampled_from(range(20)), odd, usual)


PLAIN_TEXT = st.lists(
    st.sampled_from(["Minister", "talks; on", "&amp;copy;", "&lt;b&gt;", " ", "ў", "é"]), max_size=4
).map("".join)
ODD_TEXT = st.lists(st.sampled_from([*SPECIAL, "trade @ sea"]), max_size=3).map("".join)
TEXT = seldom(ODD_TEXT, PLAIN_TEXT)
LINK = st.sampled_from([*[f"http://paper.test/{n}?a=1&amp;b=2" for n in range(60)], *ADDRESSES])
NAME = st.sampled_from(["A. Writer", "Another &amp; Co", *"abcdefgh", "a@paper.test (A. Writer)"])
PLAIN_DATES = [f"Mon, {n} Mar 2026 10:17:23 +{n:02}30" for n in range(1, 12)]
#: What a plain item has at most once of each.
OWN = [
    element("title", TEXT),
    element("link", LINK),
    element("guid", LINK, (' isPermaLink="false"', ' isPermaLink="true"')),
    element("pubDate", st.sampled_from([*PLAIN_DATES * 5, *DATES])),
    element("description", TEXT),
    element("content:encoded", TEXT),
    st.one_of(element("author", NAME), element("dc:creator", NAME)),
    st.lists(element("category", NAME, (' domain="http://paper.test/"',)), max_size=4).map("".join),
    element("enclosure", st.just(""), (' url="http://paper.test/a.mp3" type="audio/mpeg"',)),
    element("source", TEXT, (' url="http://other.test/"',)),
    element("media:content", st.just(""), (' url="http://paper.test/a.jpg" lang="lt"',)),
    element("comments", LINK),
]
OF_HEAD = [
    element("title", TEXT),
    element("link", LINK),
    *(
        element(name, PLAIN_TEXT)
        for name in ("language", "ttl", "sy:updatePeriod", "managingEditor", "category")
    ),
    st.just('<atom:link rel="self" href="/feed"/>'),
    st.just("<image><url>/i.png</url><title>Picture</title><link>http://picture.test/</link></image>"),
]
ATTRIBUTES = (' xml:lang="be"', ' xml:base="http://mirror.test/"', ' type="html"', ' lang="pl"', ' domain=""')
NAMES = (
    *("title", "link", "guid", "pubDate", "description", "category", "author", "item", "image", "updated"),
    *("dc:title", "dc:date", "media:title", "media:content", "own:title", "atom:link", "content", "url"),
)
ODD = st.one_of(*(element(name, TEXT, ATTRIBUTES) for name in NAMES))


def some(parts: Sequence[st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    """Make texts of most of these elements in any order, now and then with a strange one."""
    chosen = st.tuples(*(st.one_of(st.just(""), part, part) for part in parts), seldom(ODD, st.just("")))
    return st.builds(
        lambda all_, order: "".join(all_[n] for n in order), chosen, st.permutations(range(len(parts) + 1))
    )


ITEM = some(OWN).map("<item>{}</item>".format)
FEED = st.builds(
    lambda version, head, items: f"<rss{DECLARED}{version}><channel>{head}{''.join(items)}</channel></rss>",
    st.sampled_from([*[' version="2.0"'] * 20, "", ' version="0.91"', ' version="2.0" xml:lang="ru"']),
    some(OF_HEAD),
    st.lists(ITEM, min_size=1, max_size=2),
)


@settings(max_examples=60)
@given(FEED)
def test_made_up_feeds_are_read_alike(text: str):
    is_read_alike(text.encode())


@pytest.mark.heavy
@settings(max_examples=5_000)
@given(FEED)
def test_very_many_made_up_feeds_are_read_alike(text: str):
    is_read_alike(text.encode())
