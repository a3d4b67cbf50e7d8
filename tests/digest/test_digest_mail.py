"""The mail of an issue: two parts that say the same, and never more than mail programs show."""

from dataclasses import replace

import pytest
from digest_sample import make_issue, members
from html_facts import assert_loads_nothing, read_html
from test_digest_page import HOSTILE, hostile_issue

from monitor.digest.render_mail import MOST_BYTES, render_mail
from monitor.model.digests import Issue


def big_issue(size: int) -> Issue:
    base = members()
    candidates = []
    for number in range(size):
        member = base[number % len(base)]
        item = replace(member.item, id=1000 + number)
        candidates.append(replace(member, item=item, match=replace(member.match, item_id=item.id)))
    return make_issue(candidates)


def test_the_subject_says_which_issue_and_how_much() -> None:
    assert render_mail(make_issue()).title == "Belarus daily No. 12: 14 articles, Sun 22 Nov 2026"
    assert render_mail(make_issue([])).title == "Belarus daily No. 12: all quiet, Sun 22 Nov 2026"


def test_the_html_loads_nothing_and_carries_its_style_inline() -> None:
    page = read_html(render_mail(make_issue()).html)
    assert_loads_nothing(page)
    assert page.crossed == []
    assert all("style" in attributes for name in ("h1", "h2", "h3", "mark") for attributes in page.all(name))
    assert "prefers-color-scheme: dark" in page.styles
    assert page.metas()["color-scheme"] == "light dark"
    assert not page.all("table")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_strangers_write_becomes_markup(text: str) -> None:
    plain = read_html(render_mail(hostile_issue("harmless words")).html)
    page = read_html(render_mail(hostile_issue(text)).html)
    assert_loads_nothing(page)
    assert [name for name, _ in page.elements if name != "mark"] == [
        name for name, _ in plain.elements if name != "mark"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_text_part_holds_no_controls_and_no_references(text: str) -> None:
    part = render_mail(hostile_issue(text)).text
    assert all(letter.isprintable() or letter == "\n" for letter in part)
    if text.isprintable():
        assert "".join(text.split()) in "".join(part.split())


def test_both_parts_tell_every_article_and_its_reason() -> None:
    report = render_mail(make_issue())
    text = " ".join(report.text.split())
    html = " ".join(read_html(report.html).text.split())
    for member in members():
        assert member.item.title in text
        assert member.item.title in html
        assert member.item.url in text
    for words in (
        "3 sources did not answer",
        "Why: title: released; text: political prisoners, released",
        "By Ada",
    ):
        assert words in text
        assert words in html


def test_lines_of_text_are_short_and_urls_whole_on_their_own() -> None:
    for line in render_mail(make_issue()).text.splitlines():
        assert len(line) <= 76
        if "https://" in line:
            assert line.strip().startswith("https://")


def test_a_mail_too_large_is_cut_and_says_so() -> None:
    issue = big_issue(400)
    report = render_mail(issue)
    page = read_html(report.html)
    assert MOST_BYTES * 0.9 < len(report.html.encode()) <= MOST_BYTES
    shown = len(page.all("h3"))
    assert 20 < shown < 400
    words = " ".join(page.text.split()).replace(",", "").split(" more article")
    assert sum(int(before.split()[-1]) for before in words[:-1]) == 400 - shown
    assert "belarus-daily-0012-2026-11-22.html" in page.text


def test_the_text_part_of_a_mail_too_large_holds_every_article() -> None:
    issue = big_issue(400)
    text = " ".join(render_mail(issue).text.split())
    urls = {member.item.url for section in issue.sections for member in section.items}
    assert all(url in text for url in urls)
    assert "more article" not in text


def test_a_cut_leaves_every_topic_its_best() -> None:
    issue = big_issue(400)
    text = render_mail(issue).text
    for section in issue.sections[:3]:
        assert section.items[0].item.title[:40] in text


def test_a_mail_that_fits_is_not_cut() -> None:
    assert "more article" not in render_mail(make_issue()).html


def test_a_title_of_enormous_length_does_not_break_the_limit() -> None:
    monster = replace(members()[0], item=replace(members()[0].item, title="long " * 40_000))
    report = render_mail(make_issue([monster]))
    assert len(report.html.encode()) <= MOST_BYTES
    assert "1 more article" in report.html


def test_an_empty_issue_says_so_in_both_parts() -> None:
    report = render_mail(make_issue([]))
    assert "All quiet" in report.text
    assert "All quiet" in report.html


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert render_mail(make_issue()) == render_mail(make_issue(list(reversed(members()))))
