"""The page of an issue: complete, harmless, readable by people and by machines."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from digest_sample import COVERAGE, FROM, UNTIL, blind_with, make_issue, make_item, make_member, members
from html_facts import assert_loads_nothing, read_html
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.digest.labels import language_name, why
from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.model.digests import Window
from monitor.model.issues import Issue
from monitor.model.topics import Match, Span

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-->]]></style></title><b>",
    "&lt;script&gt;&#x3c;script>",
    "{{ 7 * 7 }}{% raw %}",
    "a\x00b\u202ecba\u2028</p>",
    "\ud800 lone",
)


def hostile_issue(text: str) -> Issue:
    """Return an issue in which every string that a stranger can write is `text`."""
    item = make_item(
        7, "channel", text, f"{text} and {text}.",
        author=text, url=f"javascript:{text}", tags=(text,), language=text[:9],
        revised_at=UNTIL, revisions=1,
    )  # fmt: skip
    member = make_member(item, "talks", 0.5)
    source = replace(member.source, name=text, group=text, country=text, language=text)
    spans = tuple(
        Span(field=field, start=n, end=n + 3, leaf=text) for field in ("title", "text") for n in (0, 5)
    )
    match = Match(item_id=7, topic="talks", score=0.5, spans=spans, version="v", matched_at=UNTIL)
    issue = make_issue([replace(member, source=source, matches=(match,))], coverage=blind_with(text))
    sections = tuple(replace(section, name=text) for section in issue.sections)
    return replace(issue, name=text, sections=sections)


def test_the_page_loads_nothing_and_says_so() -> None:
    page = read_html(render_page(make_issue()).html)
    assert_loads_nothing(page)
    assert page.crossed == []
    metas = page.metas()
    assert metas["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert metas["referrer"] == "no-referrer"
    assert metas["robots"].startswith("noindex")


def test_every_link_leads_to_an_article_or_inside_the_page() -> None:
    page = read_html(render_page(make_issue()).html)
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        else:
            assert link["href"].startswith("https://")
            assert set(link["rel"].split()) == {"noreferrer"}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_strangers_write_becomes_markup(text: str) -> None:
    plain = read_html(render_page(hostile_issue("harmless words")).html)
    page = read_html(render_page(hostile_issue(text)).html)
    assert_loads_nothing(page)
    assert page.crossed == []
    drop = ("mark",)
    assert [name for name, _ in page.elements if name not in drop] == [
        name for name, _ in plain.elements if name not in drop
    ]
    assert not any(link["href"].startswith("javascript") for link in page.all("a"))
    if "\x00" not in text and "\ud800" not in text:
        assert text in page.text


def test_every_item_is_there_once_in_full() -> None:
    page = read_html(render_page(make_issue()).html)
    ids = [attributes["id"] for attributes in page.all("article")]
    assert sorted(ids) == sorted(f"story-{n}" for n in range(1, 15))
    for member in members():
        assert member.item.title in page.text


def test_an_item_of_several_topics_is_told_once_and_referred_to() -> None:
    html = render_page(make_issue()).html
    assert html.count('href="#story-1"') == 2
    assert "Also under Releases of political prisoners, Sanctions on Belarus" in read_html(html).text


def test_hits_are_marked_in_headline_and_snippet() -> None:
    marks = read_html(render_page(make_issue()).html).marks
    assert {"Envoy", "Minsk", "спецпредставитель", "Палітвязняў", "sankcijos"} <= set(marks)


def test_headline_and_snippet_say_their_language() -> None:
    page = read_html(render_page(make_issue()).html)
    assert page.all("html")[0]["lang"] == "en"
    languages = {attributes.get("lang") for attributes in page.all("h3")}
    assert {"en", "ru", "be", "uk", "pl", "lt"} <= languages
    assert {attributes.get("lang") for attributes in page.all("p")} >= {"en", "ru", "be", "uk", "pl", "lt"}


def test_headings_and_landmarks_are_in_order() -> None:
    page = read_html(render_page(make_issue()).html)
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(page.all(name)) for name in ("header", "nav", "main", "footer", "aside")] == [1] * 5
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert set(named) <= set(ids)


def test_times_are_the_readers_and_machines_get_the_offset() -> None:
    html = render_page(make_issue()).html
    assert '<time datetime="2026-11-22T04:18+02:00">' in html
    assert "Sat 21 Nov 07:30 to Sun 22 Nov 2026 07:30, Vilnius time" in html


def test_what_is_unusual_about_a_time_is_said() -> None:
    text = read_html(render_page(make_issue()).html).text
    assert "Date guessed: the time is when we first saw it" in text
    assert "Published before the time of this issue, first seen now" in text
    assert "Revised 06:24" in text


def test_late_is_what_was_published_before_the_window_unless_the_digest_is_new() -> None:
    late = "Published before the time of this issue"
    on_time = make_member(make_item(1, "channel", "A", published_at=FROM), "talks", 0.5)
    before = make_item(1, "channel", "A", published_at=FROM - timedelta(minutes=1))
    seen = make_item(1, "channel", "A", published_at=before.published_at, first_seen_at=before.published_at)
    assert late not in render_page(make_issue([on_time])).html
    assert f"{late}, first seen now" in render_page(make_issue([make_member(before, "talks", 0.5)])).html
    assert f"{late}<" in render_page(make_issue([make_member(seen, "talks", 0.5)])).html
    assert late not in render_page(make_issue([make_member(before, "talks", 0.5)], number=1)).html


def test_a_catch_up_issue_says_what_it_covers_and_how_late_it_is() -> None:
    window = Window(from_at=UNTIL - timedelta(days=5), until_at=UNTIL)
    issue = make_issue(window=window, late_s=5 * 86_400)
    told = "This issue covers 17 to 22 November, late by 5 days."
    mail = render_mail(issue)
    assert told in read_html(render_page(issue).html).text
    assert told in read_html(mail.html).text
    assert told in mail.text
    assert "late by" not in render_page(make_issue()).html


def test_the_reasons_are_there_on_demand() -> None:
    page = read_html(render_page(make_issue()).html)
    assert len(page.all("details")) == 14 + 1
    assert "title: uwolnionych, więźniów; text:" in page.text
    assert "0.94 of 1" in page.text


def test_blind_sources_are_named_with_the_reason_and_since_when() -> None:
    text = read_html(render_page(make_issue()).html).text
    assert "3 of 27 sources blind" in text
    assert "HTML page since Saturday: the answer is an HTML page, not a feed" in text
    assert "frozen since Sat 3 Oct: it answers" in text


def test_one_day_of_going_blind_stands_in_the_head() -> None:
    issue = make_issue(coverage=replace(COVERAGE, blind=COVERAGE.blind[2:]))
    assert "1 of 27 sources blind since Saturday" in read_html(render_page(issue).html).text
    assert "1 of 27 sources blind since Saturday" in render_mail(issue).text


def test_when_all_is_well_nothing_is_said_of_it() -> None:
    issue = make_issue(coverage=replace(COVERAGE, blind=()))
    for told in (render_page(issue).html, render_mail(issue).html, render_mail(issue).text):
        assert "blind" not in re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL)


def test_counts_are_of_distinct_articles() -> None:
    text = read_html(render_page(make_issue()).html).text
    assert "14 stories, 14 articles, 9 sources, 6 languages" in text


def test_an_empty_issue_says_so() -> None:
    page = read_html(render_page(make_issue([])).html)
    assert "All quiet" in page.text
    assert "Belarus-US diplomacy" in page.text
    assert page.all("article") == []
    assert_loads_nothing(page)


def test_an_item_without_address_text_or_title_is_still_told() -> None:
    bare = make_member(make_item(1, "channel", "", "", url="", language=""), "talks", 0.4)
    page = read_html(render_page(make_issue([bare])).html)
    assert "Untitled" in page.text
    assert "no words recorded" in page.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://", "http://[", "https://a b/", "x"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    bare = make_member(make_item(1, "channel", "A title", url=url), "talks", 0.4)
    html = render_page(make_issue([bare])).html
    assert "<h3" in html
    assert 'rel="noopener' not in html


def test_one_of_a_kind_is_singular() -> None:
    one = make_member(make_item(1, "channel", "A"), "talks", 0.4)
    text = read_html(render_page(make_issue([one], coverage=blind_with("X"))).html).text
    assert "1 story, 1 article, 1 source" in text
    assert "1 of 1 source blind" in text


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert render_page(make_issue()) == render_page(make_issue(list(reversed(members()))))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("belarus-daily", "belarus-daily-0012-2026-11-22.html"),
        ("a_b", "a_b-0012-2026-11-22.html"),
        ("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}-0012-2026-11-22\.html"),
        ("Беларусь", r"[0-9a-f]{8}-0012-2026-11-22\.html"),
        ("A", r"a?-?[0-9a-f]{8}-0012-2026-11-22\.html"),
    ],
)
def test_the_name_of_the_file_is_safe_whatever_the_key(key: str, name: str) -> None:
    assert re.fullmatch(name, render_page(make_issue(digest=key)).title)


def test_the_day_in_the_name_is_the_readers() -> None:
    window = replace(make_issue().window, until_at=UNTIL.replace(hour=22))
    assert render_page(make_issue(window=window)).title.endswith("2026-11-23.html")


def test_a_long_rest_shows_both_years() -> None:
    window = replace(make_issue().window, from_at=UNTIL - timedelta(days=400))
    today = replace(window, from_at=window.until_at - timedelta(hours=2))
    assert "Sun 22 Nov 2026 05:30 to 07:30, Vilnius time" in render_page(make_issue(window=today)).html
    assert "Sat 18 Oct 2025 08:30 to Sun 22 Nov 2026 07:30" in render_page(make_issue(window=window)).html


def test_a_first_issue_covers_everything_found_so_far() -> None:
    page = render_page(replace(make_issue(), number=1)).html
    assert "Everything found until" in page


def test_a_place_that_several_leaves_hit_is_told_once_and_names_are_named() -> None:
    item = make_item(1, "channel", "Kellogg met Kellogg")
    spans = [
        Span(field="title", start=0, end=7, leaf="@kellogg"),
        Span(field="title", start=0, end=7, leaf="kellog*"),
        Span(field="title", start=8, end=11, leaf="meet"),
        Span(field="title", start=12, end=19, leaf="@kellogg"),
    ]
    assert why(item, spans) == "title: Kellogg (@kellogg) ×2, met"


def test_no_more_than_eight_words_are_told_as_a_reason() -> None:
    item = make_item(1, "channel", " ".join("abcdefghij"))
    spans = [Span(field="title", start=2 * n, end=2 * n + 1, leaf="x") for n in range(10)]
    assert why(item, spans) == "title: a, b, c, d, e, f, g, h, and 2 more"


def test_every_language_that_an_item_may_be_in_has_a_name() -> None:
    known = {code for code in LanguageIdentifier.from_model_file(MODEL_FILE).labels if len(code) == len("en")}
    not_in_the_news = {"an", "eo", "la", "oc", "sa", "vo", "wa"}
    assert {code for code in known - not_in_the_news if language_name(code) == code} == set()
