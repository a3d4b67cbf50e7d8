"""The mail of an issue: two parts that say the same, and never more than mail programs show."""

import re
from dataclasses import replace
from html import escape

import pytest
from digest_sample import UNTIL, make_issue, make_item, make_member, members
from html_facts import assert_loads_nothing, read_html
from showcase import many_stories
from test_digest_page import HOSTILE, hostile_issue

from monitor.deliver.bodies import size_of
from monitor.deliver.message import build_message
from monitor.digest.render_mail import render_mail, render_mails
from monitor.digest.render_note import render_note
from monitor.model.deliveries import Delivery, Report
from monitor.model.issues import Issue
from monitor.model.topics import Span


def make_delivery(**other: str) -> Delivery:
    return Delivery(
        channel="email", recipient="a@b.example", message_id="<1@x>", next_attempt_at=UNTIL, **other
    )


def big_issue(size: int) -> Issue:
    base = members()
    candidates = []
    for number in range(size):
        member = base[number % len(base)]
        item = replace(member.item, id=1000 + number)
        matches = (replace(member.matches[0], item_id=item.id),)
        candidates.append(replace(member, item=item, matches=matches))
    return make_issue(candidates)


def test_the_subject_says_which_issue_and_how_much() -> None:
    assert render_mail(make_issue()).title == "Belarus daily No. 12: 14 stories, Sun 22 Nov 2026"
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
        "3 of 27 sources blind",
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


def told(report: Report) -> list[str]:
    """Return the headlines that the HTML tells whole."""
    return [" ".join(words.split()) for words in re.findall(r"<h3.*?>(.*?)</h3>", report.html, re.DOTALL)]


def test_an_issue_too_large_comes_in_numbered_parts_that_hold_everything() -> None:
    issue = big_issue(400)
    parts = render_mails(issue, size_of=size_of)
    assert 5 < len(parts) < 20
    assert [part.part for part in parts] == [*range(1, len(parts) + 1)]
    assert parts[1].title.endswith(f"(part 2 of {len(parts)})")
    assert sum(len(told(part)) for part in parts) == len(told(render_mail(issue)))
    assert [line for part in parts for line in told(part)] == told(render_mail(issue))
    texts = "".join(part.text for part in parts)
    urls = [line.strip() for line in texts.splitlines() if line.strip().startswith("https://")]
    whole = [
        line.strip() for line in render_mail(issue).text.splitlines() if line.strip().startswith("https")
    ]
    assert urls == whole


def test_every_part_is_nearly_full_and_none_is_cut_off_by_mail_programs() -> None:
    delivery = make_delivery(thread=" ".join(f"<{n:032}@example.org>" for n in range(6)))
    parts = render_mails(big_issue(400), size_of=size_of)
    sizes = [len(build_message(part, delivery, sender="Monitor <m@example.org>")) for part in parts]
    assert max(sizes) < 100_000
    assert min(sizes[:-1]) > 75_000


def test_parts_say_which_they_are_and_only_the_last_ends_the_issue() -> None:
    first, *middle, last = render_mails(big_issue(400), size_of=size_of)
    assert "The rest is in part 2" in first.text
    assert "The rest is in part 2" in first.html
    assert "No. 12" in first.html
    assert "11 sources" not in middle[0].html
    for part in (*middle, last):
        assert f"Part {part.part} of this issue." in part.text
        assert f"Part {part.part} of this issue." in part.html
    assert "The rest is" not in last.html
    assert "3 of 27 sources blind" in last.text
    assert "blind" not in first.text
    assert any("continued" in part.html for part in middle)


def test_a_mail_that_fits_is_one() -> None:
    [mail] = render_mails(make_issue(), size_of=size_of)
    assert mail == render_mail(make_issue())
    assert "part" not in mail.title


def test_articles_of_the_longest_kind_fit() -> None:
    base = members()[0]
    monsters = []
    for number in range(30):
        long = "слова " * 80
        item = replace(
            base.item, id=number + 1, title=long, author="ж" * 200, url="https://a.example/" + "x" * 1900
        )
        spans = tuple(Span(field="title", start=9 * n, end=9 * n + 300, leaf=f"leaf {n}") for n in range(20))
        matches = (replace(base.matches[0], item_id=item.id, spans=spans),)
        monsters.append(replace(base, item=item, matches=matches))
    for part in render_mails(make_issue(monsters), size_of=size_of):
        assert len(build_message(part, make_delivery(), sender="m@example.org")) < 100_000


def test_many_hundred_stories_fit_and_none_is_dropped() -> None:
    """How long that takes and how much memory, `tests/bench/digest.py` tells."""
    issue = many_stories(600)
    delivery = make_delivery()
    parts = render_mails(issue, size_of=size_of)
    messages = [build_message(part, delivery, sender="Monitor <m@example.org>") for part in parts]
    assert max(map(len, messages)) < 100_000
    words = {word for part in parts for word in part.text.split()}
    html = "".join(re.sub(r"</?mark[^>]*>", "", part.html) for part in parts)
    texts = set(re.split(r"<[^>]*>", html))
    for member in [member for story in issue.stories for member in story.items]:
        assert member.item.title.split()[-1] in words
        assert escape(member.item.title, quote=False) in texts


def test_an_empty_issue_says_so_in_both_parts() -> None:
    report = render_mail(make_issue([]))
    assert "All quiet" in report.text
    assert "All quiet" in report.html


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert render_mail(make_issue()) == render_mail(make_issue(list(reversed(members()))))


def test_a_story_that_the_limit_left_out_is_counted_under_each_of_its_topics() -> None:
    first = make_member(make_item(1, "channel", "Talks begin"), "talks", 0.9)
    second = make_member(make_item(2, "watch", "Talks on prisoners"), "talks", 0.3)
    both = replace(second, matches=(*second.matches, replace(second.matches[0], topic="prisoners")))
    issue = make_issue([first, both], limit=1)
    assert render_mail(issue).text.count("And 1 story more under this topic") == 2
    assert render_note(issue).text.endswith("And 1 more story: belarus-daily-0012-2026-11-22.html")


def test_the_limit_goes_by_ranks_that_look_the_same() -> None:
    lower = make_member(make_item(1, "channel", "Talks begin"), "talks", 0.880)
    higher = make_member(make_item(2, "channel", "Prisoners freed"), "prisoners", 0.884)
    issue = make_issue([lower, higher], limit=1)
    assert len({f"{story.rank.total:.2f}" for story in issue.stories if story.rank}) == 1
    text = render_mail(issue).text
    assert "Prisoners freed" in text
    assert "Talks begin" not in text
