"""Answers that are no feed, or hardly one: each ends in a clear error or in the entries that are whole."""

import pickle
import random
import re
import time
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.parse import limits
from monitor.parse.formats import parse

OWN = Path(__file__).parents[1] / "data" / "feeds"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds"


def read(body: bytes | str, content_type: str = "application/xml"):
    body = body.encode() if isinstance(body, str) else body
    return parse(body, content_type=content_type, url="https://feeds.example/feed.xml")


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "empty"),
        ("  \n\ufeff ", "empty"),
        (b"\0" * 1_000, "empty"),
        ("<!DOCTYPE html><html><head><title>Just a moment...</title>", 'HTML page titled "Just a moment..."'),
        ("<html><body>down", "HTML page"),
        ("<!-- x --><!doctype HTML public '-//X'>\n<HTML>", "HTML page"),
        (
            '<html><link rel="alternate" type="application/rss+xml" href="/rss.xml"></html>',
            "names this feed: /rss.xml",
        ),
        ("Service unavailable\x07", 'begins with "Service unavailable"'),
        ("<urlset><url><loc>https://e.example/about</loc></url></urlset>", "a sitemap without news"),
        ("<opml version='2.0'/>", "OPML"),
        ("<?xml version='1.0'?><config/>", "begins with <config>"),
        ("<" + "name" * 100_000 + ">", "begins with <namename"),
        ("<?xml version='1.0'", "not a feed"),
        ("<!-- never closed", "not a feed"),
        ("<!DOCTYPE rss [ <!ENTITY a 'b'>", "not a feed"),
        ('<rss version="2.0"><channel><title>Cut</title><item><title>Ha', "cut off before its first entry"),
        ("<rss version='2.0'><channel><item><title>x</title></item", "cut off before its first entry"),
        ('{"items": [{"id": "1", "ti', "broken or cut off at character"),
        ('{"status": "error"}', "no JSON Feed"),
        ("[1, 2]", "no JSON Feed"),
        ("[" * 100_000, "too deep"),
        ('{"items": [' + "9" * 5_000 + "]}", "too long"),
    ],
)
def test_what_is_no_feed_is_named(body, said):
    with pytest.raises(ParseError, match=re.escape(said)) as caught:
        read(body)
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 400


def test_an_empty_feed_is_a_feed():
    assert read(rss("")).items == ()
    assert read('<feed xmlns="http://www.w3.org/2005/Atom"/>').is_whole
    assert read("<rss version='2.0'/>").is_whole


def test_a_whole_feed_is_known_as_whole_and_every_beginning_of_it_as_cut_off():
    whole = rss(
        "".join(f"<item><title>N{i}</title><description>&lt;p&gt;д</description></item>" for i in range(5))
    )
    body = whole.encode()
    assert read(body).is_whole
    for end in range(60, len(body) - 3, 7):
        try:
            feed = read(body[:end])
        except ParseError:
            assert body[:end].count(b"</item>") == 0
            continue
        assert not feed.is_whole
        assert [item.title for item in feed.items] == [f"N{i}" for i in range(body[:end].count(b"</item>"))]


def test_a_path_or_address_as_body_is_never_opened():
    for body in ("/etc/hostname", "file:///etc/hostname", "http://127.0.0.1:1/"):
        with pytest.raises(ParseError, match="not a feed"):
            read(body)


def test_entities_of_a_doctype_are_not_fetched_and_do_not_grow():
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    feed = read(bomb + rss("<item><title>x&x;y &b;</title></item>"))
    assert len(feed.items[0].title) < 100
    assert "aaaa" not in feed.items[0].title


def test_nul_bytes_are_left_out():
    assert read(rss("<item><title>a\0b</title></item>").encode()).items[0].title == "ab"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("en-US", "en-us"),
        ("be_BY", "be_by"),
        (" ru ", "ru"),
        ("\\ud800", ""),
        ("\\u202een", ""),
        ("English", ""),
    ],
)
def test_what_is_no_code_of_a_language_is_none(said, language):
    feed = read(f'{{"language": "{said}", "items": [{{"id": "1", "title": "Harbour"}}]}}')
    assert [item.language for item in feed.items] == [language]


def test_a_few_bad_bytes_do_not_spoil_a_feed_in_utf_8():
    body = rss(
        "<item><title>Свабода</title><description>" + "беларуская мова " * 20 + "</description></item>"
    )
    broken = body.encode().replace("мова".encode(), b"\xd0\xff", 1)
    assert read(broken).items[0].title == "Свабода"


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "utf-7", "zlib", "no-such-thing", "idna"])
def test_an_encoding_that_feeds_do_not_have_is_not_believed(name):
    body = f'<?xml version="1.0" encoding="{name}"?>'.encode() + rss(
        "<item><title>Zwolnieni więźniowie mówią o środach</title></item>"
    ).encode("cp1250")
    assert read(body).items[0].title == "Zwolnieni więźniowie mówią o środach"


def test_text_of_a_stateful_encoding_is_read():
    body = '<?xml version="1.0" encoding="iso-2022-jp"?>' + rss("<item><title>新聞</title></item>")
    assert read(body.encode("iso-2022-jp")).items[0].title == "新聞"


def test_a_feed_of_too_many_entries_keeps_the_newest():
    items = "".join(
        f"<item><guid>{n}</guid><title>{n}</title><pubDate>{2000 + n // 100}-03-04T10:00:00Z</pubDate></item>"
        for n in range(limits.MAX_ITEMS + 100)
    )
    kept = read(rss(items)).items
    assert len(kept) == limits.MAX_ITEMS
    assert min(int(item.guid) for item in kept) == 100


def test_long_strings_are_cut_and_long_guids_stay_distinct():
    link = f"<link>https://e.example/{'p' * 9_000}</link>"
    item = f"<item><title>{'t' * 5_000}</title>{link}<guid>{'g' * 3_000}%s</guid></item>"
    one, two = read(rss(item % 1 + item % 2)).items
    assert len(one.title) == limits.MAX_TITLE
    assert one.url == ""
    assert one.guid != two.guid
    assert len(one.guid) <= limits.MAX_GUID


def test_five_megabytes_of_text_are_cut_to_size_in_reasonable_time():
    begun = time.monotonic()
    feed = read(
        rss(f"<item><title>big</title><description>{'word &amp;amp; ' * 400_000}</description></item>")
    )
    assert len(feed.items[0].html) == limits.MAX_HTML
    assert time.monotonic() - begun < 20


def test_an_address_that_only_looks_like_words_takes_no_time():
    """It once took twice as long with each further word: an hour for this one."""
    begun = time.monotonic()
    with pytest.raises(ParseError, match="without news"):
        read(sitemap_of("https://e.example/" + "a_" * 34 + "a!"))
    assert read(sitemap_of("https://e.example/1_harbour_opens--at_last_.html")).items[0].title == (
        "Harbour opens at last"
    )
    assert time.monotonic() - begun < 5


def sitemap_of(address: str) -> str:
    return f"<urlset><url><loc>{address}</loc><news><keywords>k</keywords></news></url></urlset>"


def test_declarations_without_end_take_time_by_their_length_alone():
    begun = time.monotonic()
    with pytest.raises(ParseError, match="not a feed"):
        read("<!a>" * 400_000)
    assert time.monotonic() - begun < 10


def test_what_is_returned_can_travel_between_processes():
    feed = read(rss("<item><title>x</title></item>"))
    assert pickle.loads(pickle.dumps(feed)) == feed
    with pytest.raises(ParseError) as caught:
        read("")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_elements_named_like_the_parsers_own_fields_do_no_harm():
    names = "links tags authors author_detail content summary_detail title_detail published_parsed language"
    plain = "".join(f"<{name}>x</{name}>" for name in names.split())
    filled = "".join(
        f'<{name} a="1" value="2" rel="3">x</{name}>' for name in (names + " title link id").split()
    )
    for extra in (plain, filled):
        feed = read(rss(f"{extra}<ttl a='b'>x</ttl><item><title>T</title>{extra}</item><item>{extra}</item>"))
        assert all(isinstance(item.title + item.html + item.url + item.guid, str) for item in feed.items)
        assert feed.ttl_s is None


def test_damaged_feeds_bring_entries_or_an_error_and_nothing_else():
    chance = random.Random(20260304)
    bodies = [path.read_bytes() for path in sorted(OWN.iterdir()) if "expected" not in path.name]
    junk = [
        b"<",
        b"&",
        b"\0",
        b"\xff",
        b"<![CDATA[",
        b"]]>",
        b"<item>",
        b"</item>",
        b"&#xD800;",
        b'<a xml:base="http://[">',
    ]
    outcomes = set()
    for _ in range(600):
        body = bytearray(chance.choice(bodies))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(body) + 1)
            body[at : at + chance.choice((0, 0, 1, 30))] = chance.choice(junk)
        try:
            outcomes.add(
                type(read(bytes(body), chance.choice(("", "text/xml", "text/html; charset=cp1251"))))
            )
        except ParseError as exc:
            outcomes.add(type(exc))
    assert {kind.__name__ for kind in outcomes} == {"ParsedFeed", "ParseError"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared feeds are not here")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.xml")), ids=lambda path: path.stem)
def test_a_real_feed_has_its_entries(path):
    body = path.read_bytes()
    feed = read(body)
    assert feed.is_whole
    assert feed.items
    assert len({item.guid for item in feed.items if item.guid}) == sum(1 for item in feed.items if item.guid)
    assert all(item.title or item.html for item in feed.items)
    assert all(item.url.startswith(("http://", "https://")) for item in feed.items if item.url)
    cut = read(body[: body.rindex(b"<item" if b"<item" in body else b"<entry") + 40])
    assert not cut.is_whole
    assert cut.items == feed.items[: len(cut.items)]
