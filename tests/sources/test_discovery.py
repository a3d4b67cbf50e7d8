"""Where feeds may be, told from a page; and selectors of pages that have none."""

from selectolax.lexbor import LexborHTMLParser

from monitor.sources.discovery import list_candidates, list_common, preview_of
from monitor.sources.selectors import propose

HOME = """<html><head><base href="/be/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="stylesheet alternate" type="text/css" href="feed.css">
<link rel="Alternate" type="application/atom+xml" href="atom">
<link rel="alternate" hreflang="ru" href="/ru/">
</head><body>
<a href="https://paper.example/rss/all.xml?x=1#top">All</a> <a href="feedback">Feedback</a>
<a href="section.php">RSS</a> <a href="javascript:rss()">rss</a> <a href="http://[rss">rss</a>
<a href="/rss-icon.png">icon</a>
<a href="https://t.me/paper_by">channel</a> <a href="https://t.me/share/url?url=x">share</a>
<a href="https://t.me/s/paper_by">again</a></body></html>"""


def test_what_a_page_names_comes_before_what_it_links_and_comments_come_last() -> None:
    assert list_candidates(LexborHTMLParser(HOME), "https://paper.example/be/index.html") == [
        "https://paper.example/be/atom",
        "https://paper.example/rss/all.xml?x=1",
        "https://paper.example/be/section.php",
        "https://paper.example/comments/feed/",
        "https://t.me/s/paper_by",
    ]


def test_the_usual_places_are_on_the_same_host() -> None:
    assert "https://paper.example:8443/rss.xml" in list_common("https://paper.example:8443/a/b?c")


def test_only_channels_have_previews() -> None:
    assert preview_of("https://t.me/paper_by") == "https://t.me/s/paper_by"
    assert preview_of("http://telegram.me/s/paper_by/?q=x") == "https://t.me/s/paper_by"
    assert preview_of("https://t.me/share") == ""
    assert preview_of("https://t.me/+AbCdEf") == ""
    assert preview_of("https://t.me.evil.example/paper") == ""


def is_date(text: str) -> bool:
    return text.startswith("12 ")


def proposed(body: str) -> list[dict[str, str]]:
    return propose(LexborHTMLParser(f"<html><body>{body}</body></html>"), is_date=is_date)


MENU = "<nav><ul>" + "<li><a href='/m{0}'>A long entry of the menu {0}</a></li>" * 9 + "</ul></nav>"
HEADLINE = "<a href='/n/{0}'>The harbour opens for the {0}th time</a>"


def times(block: str, count: int = 6) -> str:
    return "".join(block.replace("{0}", str(number)) for number in range(count))


def test_blocks_with_a_class_of_their_own_are_found_with_their_dates() -> None:
    block = f"<div class='news-item js-x9f3a'><span class='day'>12 May</span><h3>{HEADLINE}</h3></div>"
    assert proposed(MENU + f"<div class='list'>{times(block)}</div>") == [
        {"item": "div.news-item", "date": "span.day"}
    ]


def test_blocks_without_a_class_are_found_by_what_they_stand_in() -> None:
    found = proposed(MENU + f"<ul id='news'>{times(f'<li><i>12 May</i> {HEADLINE}</li>')}</ul>")
    assert found == [{"item": "ul#news > li", "date": "i"}]


def test_bare_links_are_blocks_and_time_elements_need_no_selector() -> None:
    assert proposed(f"<div class='archive'>{times(HEADLINE)}</div>") == [{"item": "div.archive > a"}]
    block = f"<article class='card'><time>yesterday</time>{HEADLINE}<a href='/n/{{0}}'>more</a></article>"
    assert proposed(times(block)) == [{"item": "article.card"}]


def test_the_list_with_the_long_headlines_comes_first() -> None:
    tags = times("<p class='tag'><a href='/t/{0}'>A popular tag, number {0}</a></p>", 5)
    news = times(f"<div class='story'>{HEADLINE}<br>and the ships wait</div>", 8)
    assert [each["item"] for each in proposed(tags + news)] == ["div.story", "p.tag"]


def test_a_page_without_a_list_has_no_proposal() -> None:
    assert proposed("<p>A text with <a href='/x'>one link that is rather long</a>.</p>" + MENU) == []
    assert proposed("") == []
