"""The index leads to every issue, the newest first."""

from dataclasses import replace
from datetime import timedelta

from digest_sample import FROM, UNTIL, ZONE
from html_facts import assert_loads_nothing, read_html

from monitor.digest.render_index import render_index
from monitor.model.digests import IssueEntry, Window

DAILY = IssueEntry(
    digest="belarus-daily",
    name="Belarus daily",
    number=1,
    window=Window(from_at=FROM, until_at=UNTIL),
    zone=ZONE,
    stories=11,
    items=14,
    topics=(("Belarus-US diplomacy", 5), ("Releases of political prisoners", 6)),
    blind=3,
    file="",
)


def entries() -> list[IssueEntry]:
    daily = [
        replace(
            DAILY,
            number=n,
            window=Window(from_at=FROM + timedelta(days=n), until_at=UNTIL + timedelta(days=n)),
            file=f"belarus-daily-{n:04d}.html",
        )
        for n in (2, 1, 3)
    ]
    weekly = {"digest": "weekly", "name": "<Weekly>", "file": "weekly-0001.html", "items": 0, "topics": ()}
    return [replace(DAILY, **weekly), *daily]


def test_issues_are_listed_newest_first_digest_by_digest() -> None:
    page = read_html(render_index(entries()))
    files = [link["href"] for link in page.all("a") if link["href"].endswith(".html")]
    assert files == [
        "belarus-daily-0003.html",
        "belarus-daily-0002.html",
        "belarus-daily-0001.html",
        "weekly-0001.html",
    ]


def test_each_line_says_what_is_in_the_issue() -> None:
    text = read_html(render_index(entries())).text
    assert "11 stories · 14 articles · Belarus-US diplomacy 5 · Releases of political prisoners 6" in text
    assert "3 sources blind" in text
    assert "All quiet" in text
    assert "4 issues, newest first" in text


def test_the_index_loads_nothing_and_escapes_names() -> None:
    page = read_html(render_index(entries()))
    assert_loads_nothing(page)
    assert page.crossed == []
    assert "<Weekly>" in page.text
    assert page.metas()["robots"].startswith("noindex")


def test_an_index_of_nothing_says_so() -> None:
    assert "No issue yet" in render_index([])
