"""Reading only what is new gives what reading everything gives, whatever publishers do to their feeds."""

import asyncio
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.model.feeds import Feed, Fetched, Source
from monitor.model.items import Item
from monitor.parse import parts
from monitor.pipeline.keeping import Keeper
from monitor.pipeline.outcome import Watched
from monitor.pipeline.reading import FeedJob, Reading, read
from monitor.query.match import Matcher
from monitor.store.store import Store
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem

OURS = sorted(Path(__file__).parents[1].joinpath("data/feeds").glob("*.*"))
OURS = [path for path in OURS if not path.name.endswith(".expected.json")]
REAL = sorted((Path(__file__).parents[3] / "shared" / "data" / "feeds").glob("*.xml"))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = Feed(url="http://paper.test/feed", source="paper", language="en")
SOURCE = Source(key="paper", name="Paper")
ENTRY = re.compile(rb"<((?:\w+:)?(?:item|entry))[\s>].*?</\1\s*>", re.DOTALL)

Change = Callable[[bytes, random.Random], bytes]


def job(body: bytes, marks: bytes = b"", content_type: str = "") -> FeedJob:
    fetched = Fetched(url=FEED.url, status=200, body=body, content_type=content_type)
    return FeedJob(feed=FEED, source=SOURCE, fetched=fetched, now=NOW, marks=marks)


def reading(body: bytes, marks: bytes = b"") -> Reading | None:
    try:
        return read(job(body, marks))
    except ParseError:
        return None


def follow(bodies: list[bytes]) -> int:
    """Poll these answers of one feed, one after the other; return how many entries were left unread."""
    marks, unread = b"", 0
    store: dict[str, Item] = {}
    wholes = {body: reading(body) for body in dict.fromkeys(bodies)}
    for body in bodies:
        whole, beside = wholes[body], reading(body, marks)
        assert (whole is None) == (beside is None)
        if whole is None or beside is None:
            continue
        assert (whole.entries, whole.is_whole) == (beside.entries, beside.is_whole)
        fresh = iter(whole.items)
        assert all(item in fresh for item in beside.items), "order or content differs"
        store.update((item.guid, item) for item in beside.items)
        for guid, item in {item.guid: item for item in whole.items}.items():  # as the store takes them
            assert store[guid] == item
        marks, unread = beside.marks, unread + len(whole.items) - len(beside.items)
    return unread


def keep(
    desk: tuple[Store, Keeper], bodies: list[bytes], *, is_whole: bool
) -> Iterator[list[tuple[object, ...]]]:
    """Poll these answers and store them; yield after each what the store then tells of its items."""
    store, keeper = desk
    for body in bodies:
        with store.read() as tx:
            [state] = [state for feed, state in tx.feeds.list_feeds() if feed.url == FEED.url]
        given = job(body, b"" if is_whole else state.marks)
        with suppress(ParseError):
            asyncio.run(keeper.keep_poll(FEED, state, given.fetched, read(given)))
        with store.read() as tx:
            items = sorted(tx.items.list_items(), key=lambda item: item.id)
            yield [(i.guid, i.url, i.title, i.text, i.published_at, i.revisions) for i in items]


def open_desk(folder: Path) -> tuple[Store, Keeper]:
    store = Store.open_file(folder / "monitor.db")
    with store.write() as tx:
        tx.feeds.save_sources([SOURCE])
        tx.feeds.save_feeds([FEED], now=NOW)
    matcher = Matcher([], [], index=NameIndex(()), stem=stem)
    watched = Watched(sources={}, matcher=matcher, every_s=60, quiet_s=60, seeds_dir=folder)
    return store, Keeper(store, watched=watched, clock=lambda: NOW)


def store_the_same(folder: Path, bodies: list[bytes]) -> None:
    """Check that the store tells the same after each poll, whether all of it was read or only what is new."""
    for name in ("whole", "beside"):
        (folder / name).mkdir()
    whole, beside = open_desk(folder / "whole"), open_desk(folder / "beside")
    told = zip(keep(whole, bodies, is_whole=True), keep(beside, bodies, is_whole=False), strict=True)
    for number, (expected, found) in enumerate(told):
        assert found == expected, f"poll {number}"
    for store, _ in (whole, beside):
        store.close()


def pieces(body: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Return what stands before, in and behind the entries, roughly."""
    found = list(ENTRY.finditer(body))
    if not found:
        return body, [], b""
    return body[: found[0].start()], [match[0] for match in found], body[found[-1].end() :]


def with_entries(change: Callable[[list[bytes], random.Random], list[bytes]]) -> Change:
    def changed(body: bytes, chance: random.Random) -> bytes:
        head, entries, tail = pieces(body)
        return head + b"\n".join(change(entries, chance)) + tail if entries else body

    return changed


def added(entries: list[bytes], chance: random.Random) -> list[bytes]:
    number = b"-%d" % chance.randrange(10**9)
    twin = re.sub(rb"(</(?:guid|id|link|title)>)", number + rb"\1", chance.choice(entries))
    return [re.sub(rb'(href="[^"]*)', rb"\1" + number, twin), *entries]


def edited(entries: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(entries))
    words = re.sub(rb"(<(?:title|description|summary)[^>]*>(?:<!\[CDATA\[)?)", rb"\1Edited ", entries[at])
    return [*entries[:at], words, *entries[at + 1 :]]


def removed(entries: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(entries))
    return entries[:at] + entries[at + 1 :] if len(entries) > 1 else entries


def reordered(entries: list[bytes], chance: random.Random) -> list[bytes]:
    return chance.sample(entries, len(entries))


def repeated(entries: list[bytes], chance: random.Random) -> list[bytes]:
    return [chance.choice(entries), *entries]


def one_guid_for_two(entries: list[bytes], chance: random.Random) -> list[bytes]:
    twin = re.sub(rb"(</(?:link|title)>)", b"-%d" % chance.randrange(10**6) + rb"\1", chance.choice(entries))
    return [*entries, twin]


def one_link_for_two(entries: list[bytes], chance: random.Random) -> list[bytes]:
    twin = re.sub(
        rb"(</(?:guid|id|title)>)", b"-%d" % chance.randrange(10**6) + rb"\1", chance.choice(entries)
    )
    return [twin, *entries]


def empty(entries: list[bytes], _: random.Random) -> list[bytes]:
    return [b"<item/>", b"<item></item>", *entries]


def nested(entries: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(entries))
    inner = b"<item><title>Inner</title><link>http://paper.test/inner</link></item>"
    return [*entries[:at], re.sub(rb"(</[\w:]+>)\s*\Z", inner + rb"\1", entries[at]), *entries[at + 1 :]]


def commented(entries: list[bytes], chance: random.Random) -> list[bytes]:
    return [
        b"<!-- <item><title>no</title></item> </channel> -->",
        *entries,
        b"<!-- %d -->" % chance.randrange(99),
    ]


def with_cdata(entries: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(entries))
    text = b"<category><![CDATA[<item><title>no</title></item></item><entry>]]></category>"
    return [*entries[:at], re.sub(rb"(</[\w:]+>)\s*\Z", text + rb"\1", entries[at]), *entries[at + 1 :]]


def rebuilt(body: bytes, chance: random.Random) -> bytes:
    head, entries, tail = pieces(body)
    time = b"<lastBuildDate>Mon, 02 Mar 2026 10:%02d:00 GMT</lastBuildDate>" % chance.randrange(60)
    return head + time + b"\n".join(entries) + tail


def in_another_language(body: bytes, chance: random.Random) -> bytes:
    language = chance.choice([b"be", b"pl", b"ru"])
    return re.sub(rb"<(rss|feed|rdf:RDF)\b", rb'<\1 xml:lang="' + language + b'"', body, count=1)


def elsewhere(body: bytes, chance: random.Random) -> bytes:
    base = b"http://mirror%d.test/" % chance.randrange(9)
    return re.sub(rb"<(rss|feed|rdf:RDF)\b", rb'<\1 xml:base="' + base + b'"', body, count=1)


def with_an_author_at_the_end(body: bytes, _: random.Random) -> bytes:
    author = b"<author><name>The Desk</name></author><title>Late title</title><language>lt</language>"
    return re.sub(
        rb"(</(?:channel|feed)\s*>)(?!.*</(?:channel|feed))", author + rb"\1", body, flags=re.DOTALL
    )


def with_other_prefixes(body: bytes, _: random.Random) -> bytes:
    return body.replace(b"http://purl.org/dc/elements/1.1/", b"http://unknown.test/ns/")


def with_entities(body: bytes, chance: random.Random) -> bytes:
    doctype = b'<!DOCTYPE rss [<!ENTITY harbour "Harbour %d">]>' % chance.randrange(99)
    body = re.sub(rb"(<(?:rss|feed|rdf:RDF)\b)", doctype + rb"\1", body, count=1)
    return body.replace(b"<title>", b"<title>&harbour; ")


def cut_off(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) // 2, len(body))]


def damaged(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + chance.choice([b"\xff", b"<", b"&", b"\x00", b"]]>", b"</item>"]) + body[at + 1 :]


def with_mark(body: bytes, _: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + body.removeprefix(b"\xef\xbb\xbf")


def in_utf_16(body: bytes, _: random.Random) -> bytes:
    try:
        return re.sub(r"^\ufeff?<\?xml.*?\?>", "", body.decode()).encode("utf-16")
    except UnicodeDecodeError:
        return body


#: Changes that last, and others that are undone by the next poll.
LASTING = [with_entries(change) for change in (added, added, added, edited, removed, reordered)]
PASSING = [
    with_entries(c)
    for c in (repeated, one_guid_for_two, one_link_for_two, empty, nested, commented, with_cdata)
]
PASSING += [rebuilt, in_another_language, elsewhere, with_an_author_at_the_end, with_other_prefixes]
PASSING += [with_entities, cut_off, damaged, with_mark, in_utf_16]


def history(body: bytes, seed: int, *, polls: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    yield body
    for _ in range(polls):
        body = chance.choice(LASTING)(body, chance)
        yield chance.choice(PASSING)(body, chance) if chance.random() < 0.6 else body


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_feeds_changed_in_many_ways_bring_the_same(path: Path) -> None:
    follow(list(history(path.read_bytes(), 1, polls=4)))


@pytest.mark.parametrize("name", ["rss-2.0.xml", "atom-1.0.xml", "rss-1.0.rdf", "duplicates.xml"])
def test_the_store_tells_the_same(name: str, tmp_path: Path) -> None:
    body = Path(__file__).parents[1].joinpath("data/feeds", name).read_bytes()
    store_the_same(tmp_path, list(history(body, 5, polls=6)))


def test_a_like_article_of_the_same_moment_is_another_one_while_the_first_is_still_there(
    tmp_path: Path,
) -> None:
    text = "The ministers of both countries met at the border and spoke about trade for several hours today."

    def entry(number: int, words: str) -> str:
        return (
            f"<item><title>Ministers meet at the border</title><guid>{number}</guid>"
            f"<link>http://paper.test/{number}</link><description>{text} {words}</description>"
            "<pubDate>Mon, 02 Nov 2026 10:17:23 GMT</pubDate></item>"
        )

    def body(*entries: str) -> bytes:
        return f"<rss version='2.0'><channel>{''.join(entries)}</channel></rss>".encode()

    first, second = entry(1, "Photo one."), entry(2, "Photo two.")
    store_the_same(tmp_path, [body(first), body(second, first), body(second, first), body(second)])
    store, _ = open_desk(tmp_path / "beside")
    with store.read() as tx:
        assert len(list(tx.items.list_items())) == 2
    store.close()


@pytest.mark.heavy
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_the_store_tells_the_same_of_every_feed(path: Path, tmp_path: Path) -> None:
    for seed in range(4):
        (tmp_path / str(seed)).mkdir()
        store_the_same(tmp_path / str(seed), list(history(path.read_bytes(), seed, polls=15)))


@pytest.mark.heavy
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_feeds_changed_in_very_many_ways_bring_the_same(path: Path) -> None:
    for seed in range(2, 20):
        follow(list(history(path.read_bytes(), seed, polls=20)))


@pytest.mark.parametrize("change", PASSING + LASTING)
def test_each_change_comes_and_goes(change: Change) -> None:
    for name in ("rss-2.0.xml", "atom-1.0.xml", "rss-1.0.rdf"):
        body = Path(__file__).parents[1].joinpath("data/feeds", name).read_bytes()
        chance = random.Random(name)
        changed = change(body, chance)
        follow([body, changed, body, changed, with_entries(added)(changed, chance)])


def shortened(body: bytes) -> bytes:
    """Return a real feed with its first five entries."""
    found = parts.parts_of(re.sub(rb"^\s*<\?xml.*?\?>", b"", body.removeprefix(b"\xef\xbb\xbf")))
    return found.without(set(found.prints[5:])) if found else body


@pytest.mark.skipif(not REAL, reason="no real feeds here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_feeds_bring_the_same(path: Path) -> None:
    body = shortened(path.read_bytes())
    unread = follow([body, *history(body, 1, polls=1)])
    assert unread, "nothing was saved"


@pytest.mark.heavy
@pytest.mark.skipif(not REAL, reason="no real feeds here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_whole_real_feeds_bring_the_same_through_many_polls(path: Path) -> None:
    for seed in range(3):
        follow(list(history(path.read_bytes(), seed, polls=8)))
