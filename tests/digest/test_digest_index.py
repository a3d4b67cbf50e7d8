"""The index leads to every issue, the newest first."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

from digest_sample import FROM, UNTIL, ZONE
from drawn import render_index
from html_facts import assert_loads_nothing, read_html

from monitor.model.digests import Window
from monitor.model.issues import Headline, IssueEntry

DAILY = IssueEntry(
    digest="belarus-daily",
    name="Belarus daily",
    number=1,
    window=Window(from_at=FROM, until_at=UNTIL),
    made_at=UNTIL,
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
        for n in (3, 2, 1)
    ]
    weekly = {"digest": "weekly", "name": "<Weekly>", "file": "weekly-0001.html", "items": 0, "topics": ()}
    return [*daily, replace(DAILY, **weekly)]


def test_issues_are_listed_as_they_come_digest_by_digest() -> None:
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
    html = render_index(entries())
    page = read_html(html)
    assert html.startswith("<!DOCTYPE html>")
    assert_loads_nothing(page, scripts=1)
    assert page.crossed == []
    assert "<Weekly>" in page.text
    assert page.metas()["robots"].startswith("noindex")


def test_an_index_of_nothing_says_so() -> None:
    assert "No issue yet" in render_index([])


HEADLINE = Headline(
    story=7,
    state="new",
    topics=("talks",),
    title="Паліты <вызваленыя>",
    language="be",
    url="https://a.example/7",
    source="Свіслач",
    published_at=UNTIL,
)


def test_headlines_lead_to_their_stories_and_say_their_language() -> None:
    entry = replace(DAILY, file="a.html", headlines=(HEADLINE, replace(HEADLINE, title="", language="<")))
    page = read_html(render_index([entry]))
    first, second = [link for link in page.all("a") if link["href"] == "a.html#story-7"]
    assert (first["lang"], first["dir"]) == ("be", "auto")
    assert "lang" not in second
    assert "Паліты <вызваленыя>" in page.text
    assert "Untitled" in page.text


def test_the_one_script_is_named_in_the_policy_and_no_other_may_run() -> None:
    html = render_index(entries())
    [script] = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = read_html(html).metas()["Content-Security-Policy"]
    assert f"default-src 'none'; script-src 'sha256-{digest}'; style-src" in policy


def test_other_years_and_feeds_are_linked() -> None:
    html = render_index(entries(), years=[("2025", "archive-2025.html")], topics={"talks": "Talks"})
    links = {link["href"] for link in read_html(html).all("a")}
    assert {"archive-2025.html", "topic-talks.xml", "digest-belarus-daily.xml"} <= links
    assert "Issues of 2026" in html
