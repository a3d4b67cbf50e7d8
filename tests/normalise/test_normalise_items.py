"""Raw items to items: titles, dates, identity, language, hash."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.feeds import Feed, Source
from monitor.model.items import RawItem
from monitor.normalise import plain
from monitor.normalise.items import content_hash, normalise

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = Feed(url="https://news.example/rss.xml", source="news")
SOURCE = Source(key="news", name="News", language="en")


def item(**fields):
    return normalise(RawItem(**fields), feed=FEED, source=SOURCE, now=NOW)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("  Two\n lines\t here ", "Two lines here"),
        ("Tom &amp;amp; Jerry&amp;#39;s", "Tom & Jerry's"),
        ("AT&T and R&D;", "AT&T and R&D;"),
        ("Prices <b>rise</b> &lt;i&gt;again&lt;/i&gt;", "Prices rise again"),
        ("Line<br/>break<p>and block</p>", "Line break and block"),
        ("<![CDATA[Twice wrapped]]>", "Twice wrapped"),
        ("5 < 7 > 3, I <3 you", "5 < 7 > 3, I <3 you"),
        ("Templates: vector<int> and <T>", "Templates: vector<int> and <T>"),
        ("a<script>alert(1)</script>b", "a b"),
        ("a&lt;img src=x onerror=alert(1)&gt;b", "ab"),
        ("First&#10;Bcc: x@example.org&#13;&#10;Second", "First Bcc: x@example.org Second"),
        ("Sep\u2028arated\u2029lines\x0b\x0c\x85here", "Sep arated lines here"),
        ("Over\u202eride\u202c and \u2066isolate\u2069", "Override and isolate"),
        ("soft\xadhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        ("decomposed и\u0306", "decomposed й"),
        ("nul\0 bell\x07 half\ud83d", "nul bell half"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
    ],
)
def test_a_title_is_plain_text_on_one_line(raw, title):
    assert item(title=raw).title == title


def test_a_long_title_ends_at_a_word():
    title = item(title="word " * 300).title
    assert len(title) <= plain.MAX_TITLE + 1
    assert title.endswith("word…")
    assert len(plain.shortened("x" * 900, 100)) == 100


def test_an_entry_without_title_gets_its_first_words():
    got = item(
        html="<p>" + "The minister said on Tuesday that nothing had changed. " * 3 + "</p><p>More.</p>"
    )
    assert got.title.startswith("The minister said on Tuesday")
    assert got.title.endswith("…")
    assert len(got.title) <= 91


def test_an_entry_with_an_address_alone_is_titled_by_it():
    assert item(url="https://news.example/a").title == "https://news.example/a"
    assert item().title == "Untitled"


@pytest.mark.parametrize(
    ("raw", "kept", "guessed"),
    [
        (NOW - timedelta(days=400), NOW - timedelta(days=400), False),
        (None, NOW, True),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW, True),
        (datetime(1994, 12, 31, tzinfo=UTC), NOW, True),
        (NOW + timedelta(days=1, seconds=1), NOW, True),
        (datetime.max.replace(tzinfo=UTC), NOW, True),
        (NOW + timedelta(hours=3), NOW, False),
    ],
)
def test_a_date_is_kept_unless_missing_or_absurd(raw, kept, guessed):
    got = item(title="x", published_at=raw)
    assert (got.published_at, got.is_date_guessed) == (kept, guessed)
    assert got.first_seen_at == NOW


def test_identity_is_the_guid_else_the_address_else_the_title():
    assert item(guid="g", url="https://news.example/a", title="t").guid == "g"
    assert (
        item(url="HTTPS://News.example:443/a?utm_source=rss#top", title="t").guid == "https://news.example/a"
    )
    assert item(title="Weather", html="a").guid == item(title="Weather", html="b").guid
    tuesday = item(title="Weather", published_at=NOW - timedelta(days=1))
    assert tuesday.guid != item(title="Weather", published_at=NOW).guid
    assert item(title="t").url == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example/x", "data:text/html,x", "http://"])
def test_an_address_that_must_not_be_opened_is_left_out(url):
    assert item(title="t", url=url).url == ""


def test_the_hash_is_of_title_and_text_without_regard_to_white_space():
    one = item(title="A  title", html="<p>Some\n text</p>")
    two = item(title="A title ", html="<div>Some text</div>")
    assert one.content_hash == two.content_hash == content_hash("A title", "Some text")
    assert one.content_hash != item(title="A title", html="Other text").content_hash
    assert len(one.content_hash) == 32


def test_author_and_tags_are_plain_and_each_tag_comes_once():
    got = item(title="t", author=" <b>Jane</b>\nRoe &amp; Co ", tags=("a&amp;b", "", "x", "a&b", "\u202ex"))
    assert got.author == "Jane Roe & Co"
    assert got.tags == ("a&b", "x")


def test_the_language_is_found_in_spite_of_what_the_feed_says():
    text = "<p>Прэзідэнт сустрэўся з замежнымі дыпламатамі ў Мінску, паведаміла яго прэс-служба.</p>"
    assert item(title="Навіны", html=text, language="en-us").language == "be"
    assert item(title="Reuters", language="de").language == "en"
    unknown = Source(key="x", name="X")
    short = normalise(RawItem(title="Reuters", language="de-AT"), feed=FEED, source=unknown, now=NOW)
    assert short.language == "de"


def test_the_language_of_a_seed_is_what_its_header_says():
    feed = Feed(url="seeds", source="seeds", kind="seed")
    raw = RawItem(title="A plainly English title of some length", language="be-tarask")
    assert normalise(raw, feed=feed, source=SOURCE, now=NOW).language == "be"


def test_an_item_can_travel_between_processes():
    got = item(title="x", html="<p>y <b>z</b></p>")
    assert pickle.loads(pickle.dumps(got)) == got


SIGNED = (
    "<p>Rain in Tbilisi.</p>\n<p>{0} <a href='https://news.example/1'>Rain &#8216;today&#8217; <em>again"
    "</em></a> {1} <a href='https://news.example'>Civil Georgia</a>.</p>\n"
)
WORDPRESS = [
    ("The post", "appeared first on"),
    ("Запись", "впервые появилась"),
    ("Der Beitrag", "erschien zuerst auf"),
]


@pytest.mark.parametrize(("post", "appeared"), WORDPRESS)
def test_the_line_by_which_wordpress_signs_an_article_is_none_of_it(post, appeared):
    got = item(title="Rain \u2018today\u2019 again", html=SIGNED.format(post, appeared))
    assert (got.text, got.html) == ("Rain in Tbilisi.", "")


@pytest.mark.parametrize("title", ["Rain", "", "Rain in Tbilisi."])
def test_a_last_paragraph_that_does_not_name_the_article_stays(title):
    got = item(title=title, html=SIGNED.format("The post", "appeared first on"))
    assert got.text.endswith("appeared first on Civil Georgia.")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Read <a href='https://news.example/1'>Rain</a></p>",
        "<p><a href='https://a.example'>Rain</a></p><p>x</p>",
    ],
)
def test_a_single_link_with_the_title_is_no_signature(html):
    assert "Rain" in item(title="Rain", html=html).text
