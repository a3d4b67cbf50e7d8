"""Atom feeds of what was sent: read back by feedparser as any feed reader would."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import feedparser
from digest_sample import TOPICS, UNTIL
from drawn import render_digest_feed, render_topic_feed
from test_digest_index import DAILY, HEADLINE
from test_digest_page import HOSTILE

from monitor.model.issues import Headline, IssueEntry


def issues(*headlines: tuple[Headline, ...]) -> list[IssueEntry]:
    """Return issues with these headlines, newest first."""
    return [
        replace(
            DAILY,
            number=len(headlines) - place,
            made_at=UNTIL - timedelta(days=place),
            file=f"belarus-daily-{len(headlines) - place:04d}.html",
            headlines=its,
        )
        for place, its in enumerate(headlines)
    ]


def read(xml: str) -> Any:
    found = feedparser.parse(xml.encode(), sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_a_digest_has_an_entry_for_each_issue_that_names_its_stories_by_topic() -> None:
    other = replace(HEADLINE, story=8, title="Potash", language="en", topics=("sanctions", "talks"))
    feed = read(render_digest_feed(issues((HEADLINE, other), ()), names=TOPICS))
    assert feed.feed.title == "Belarus daily"
    assert [entry.title for entry in feed.entries] == [
        "Belarus daily No. 2: 2 stories, Sun 22 Nov 2026",
        "Belarus daily No. 1: all quiet, Sun 22 Nov 2026",
    ]
    assert [entry.link for entry in feed.entries] == ["belarus-daily-0002.html", "belarus-daily-0001.html"]
    content = feed.entries[0].content[0].value
    assert re.findall(r"<h2>(.*?)</h2>", content) == [TOPICS["talks"], TOPICS["sanctions"]]
    assert 'href="https://a.example/7"' in content
    assert 'rel="noreferrer"' in content
    bare = replace(HEADLINE, url="", title="تقرير", language="ar")
    [entry] = read(render_digest_feed(issues((bare,)), names=TOPICS)).entries
    assert '<span dir="auto" lang="ar" xml:lang="ar">تقرير</span>' in entry.content[0].value
    assert feed.entries[0].updated_parsed[:5] == (2026, 11, 22, 5, 30)


def test_a_topic_has_an_entry_for_each_story_that_leads_to_the_article() -> None:
    bare = replace(HEADLINE, story=9, url="", title="Without address")
    [entry, second] = read(render_topic_feed(issues((HEADLINE, bare)), names=TOPICS)).entries
    assert (entry.title, entry.link, entry.author) == (HEADLINE.title, "https://a.example/7", "Свіслач")
    assert second.link == "belarus-daily-0001.html#story-9"
    assert "belarus-daily-0001.html#story-7" in entry.content[0].value


def test_names_of_entries_stay_when_there_is_more_to_tell() -> None:
    before = read(render_topic_feed(issues((HEADLINE,)), names=TOPICS))
    after = read(render_topic_feed(issues((), (HEADLINE,)), names=TOPICS))
    assert before.entries[0].id == after.entries[0].id
    assert before.feed.id == after.feed.id


def test_nothing_that_strangers_write_becomes_markup() -> None:
    for text in (*HOSTILE, "]]>", "\ufffe\uffff"):
        hostile = replace(HEADLINE, title=text, source=text, language=text, url=f"javascript:{text}")
        told = [replace(entry, name=text) for entry in issues((hostile,))]
        for xml in (
            render_digest_feed(told, names={"talks": text}),
            render_topic_feed(told, names={"talks": text}),
        ):
            [entry] = read(xml).entries
            assert "<script" not in entry.content[0].value
            assert "javascript:" not in entry.link
            assert 'href="javascript:' not in xml
