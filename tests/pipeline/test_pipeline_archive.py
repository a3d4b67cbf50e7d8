"""Index pages and feeds beside the reports: of this year always, of past years once."""

import re
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from nouns import FEED, an_item

from monitor.digest.names import page_name
from monitor.digest.render_feed import MOST_ISSUES, MOST_STORIES
from monitor.model.deliveries import Report
from monitor.model.digests import Window
from monitor.model.feeds import Source
from monitor.model.issues import Issue, Section
from monitor.model.items import Item
from monitor.model.standing import Standing, Voice
from monitor.model.tellings import IssueItem, IssueStory
from monitor.pipeline.archive import Archive
from monitor.store.store import Store

TOPICS = {"talks": "Talks", "prisoners": "Prisoners"}


class Desk:
    """A store with issues, and the archive of it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.now = datetime(2026, 1, 1, 8, tzinfo=UTC)
        self.made = 0
        self.archive = Archive(store, folder, topic_names=TOPICS, clock=lambda: self.now)

    def send(self, now: datetime, *titles: str, digest: str = "daily", **more: Any) -> None:
        """Make an issue of a story for each title, with `more` of all, and bring the archive up to date."""
        self.make(now, *titles, digest=digest, **more)
        self.archive.write()

    def make(self, now: datetime, *titles: str, digest: str = "daily", **more: Any) -> None:
        """Make an issue of a story for each title."""
        self.now, self.made = now, self.made + 1
        with self.store.write() as tx:
            new = [(an_item(f"{self.made} {title}", title=title, published_at=now), None) for title in titles]
            stories = [replace(a_story(item, now=now), **more) for item in tx.items.add(FEED, new)]
            issue = an_issue(stories, digest=digest, number=self.made, now=now)
            page = Report(medium="page", digest=digest, name="", made_at=now, title=page_name(issue))
            tx.issues.add(issue, [page], [])

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()


def a_story(item: Item, *, now: datetime) -> IssueStory:
    """Return a story of two topics, led by an item."""
    source = Source(key="paper", name="The Paper")
    voice = Voice(source=source, item_id=item.id, published_at=now)
    return IssueStory(
        id=item.id,
        state="new",
        items=(IssueItem(item=item, source=source),),
        standing=Standing(first_at=now, last_at=now, voices=(voice,), sources=1),
        topics=tuple(TOPICS),
    )


def an_issue(stories: Sequence[IssueStory], *, digest: str, number: int, now: datetime) -> Issue:
    """Return an issue with stories, under each of their topics."""
    return Issue(
        digest=digest,
        name=digest.title(),
        number=number,
        window=Window(from_at=now - timedelta(days=1), until_at=now),
        made_at=now,
        zone=ZoneInfo("Europe/Vilnius"),
        sections=tuple(Section(topic=key, name=name, stories=tuple(stories)) for key, name in TOPICS.items()),
    )


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def test_without_issues_nothing_is_written(desk: Desk) -> None:
    desk.archive.write()
    assert list(desk.folder.iterdir()) == []


def test_an_issue_is_in_the_index_and_in_the_feeds_of_its_digest_and_topics(desk: Desk) -> None:
    desk.send(desk.now, "Harbour opens")
    names = {path.name for path in desk.folder.iterdir()}
    assert names == {"index.html", "digest-daily.xml", "topic-talks.xml", "topic-prisoners.xml"}
    assert 'href="daily-0001-2026-01-01.html#story-1"' in desk.read("index.html")
    for topic in TOPICS:
        [entry] = feedparser.parse(desk.read(f"topic-{topic}.xml")).entries
        assert (entry.title, entry.author) == ("Harbour opens", "The Paper")
    [entry] = feedparser.parse(desk.read("digest-daily.xml")).entries
    assert "Harbour opens" in entry.content[0].value
    assert entry.content[0].value.count("Harbour opens") == 1


def test_a_past_year_has_a_page_of_its_own_that_is_written_once(desk: Desk) -> None:
    desk.send(datetime(2025, 12, 30, tzinfo=UTC), "Old news")
    desk.send(datetime(2026, 1, 2, tzinfo=UTC), "New news")
    past, index = desk.read("archive-2025.html"), desk.read("index.html")
    assert "Old news" in past
    assert 'href="index.html"' in past
    assert "Old news" not in index
    assert 'href="archive-2025.html"' in index
    (desk.folder / "archive-2025.html").write_text("kept")
    desk.send(datetime(2026, 1, 3, tzinfo=UTC), "Newer news")
    assert desk.read("archive-2025.html") == "kept"
    assert "Newer news" in desk.read("index.html")


def test_feeds_go_back_beyond_a_new_year(desk: Desk) -> None:
    desk.send(datetime(2025, 12, 30, tzinfo=UTC), "Old news")
    desk.send(datetime(2026, 1, 2, tzinfo=UTC), "New news")
    entries = feedparser.parse(desk.read("topic-talks.xml")).entries
    assert [entry.title for entry in entries] == ["New news", "Old news"]


def test_issues_are_listed_newest_first_the_digest_with_the_newest_before_the_others(desk: Desk) -> None:
    for day, digest in enumerate(("daily", "weekly", "daily"), start=1):
        desk.make(datetime(2026, 1, day, 8, tzinfo=UTC), "News", digest=digest)
    desk.archive.write()
    pages = re.findall(r'class="day" href="(.*?)"', desk.read("index.html"))
    assert pages == [
        "daily-0003-2026-01-03.html",
        "daily-0001-2026-01-01.html",
        "weekly-0002-2026-01-02.html",
    ]
    assert "3 issues, newest first" in desk.read("index.html")


def told(desk: Desk) -> list[tuple[str, int]]:
    """Return the entries of a topic's feed: their titles, and the days on which they were told."""
    entries = feedparser.parse(desk.read("topic-talks.xml")).entries
    assert len({entry.id for entry in entries}) == len(entries)
    return [(entry.title, entry.updated_parsed[2]) for entry in entries]


def test_a_story_is_an_entry_again_when_something_new_was_sent_and_only_then(desk: Desk) -> None:
    desk.make(datetime(2026, 1, 1, tzinfo=UTC), "Freed", id=7)
    desk.make(datetime(2026, 1, 2, tzinfo=UTC), "Told otherwise to others", id=7, digest="weekly")
    desk.send(datetime(2026, 1, 3, tzinfo=UTC), "More", id=7, state="continued")
    assert told(desk) == [("Freed", 1)]
    desk.send(datetime(2026, 1, 4, tzinfo=UTC), "52 freed", id=7, state="updated")
    assert told(desk) == [("52 freed", 4), ("Freed", 1)]


def test_stories_of_one_issue_are_entries_in_its_order_and_feeds_end_somewhere(desk: Desk) -> None:
    titles = [f"Story {n}" for n in range(MOST_STORIES)]
    desk.make(datetime(2026, 1, 1, tzinfo=UTC), "Too old")
    desk.send(datetime(2026, 1, 2, tzinfo=UTC), *titles)
    assert [title for title, _ in told(desk)] == titles
    for day in range(MOST_ISSUES):
        desk.make(datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=day))
    desk.archive.write()
    entries = feedparser.parse(desk.read("digest-daily.xml")).entries
    assert len(entries) == MOST_ISSUES
    assert "Too old" in desk.read("index.html")


def test_memory_does_not_grow_with_the_year(desk: Desk) -> None:
    desk.send(datetime(2026, 1, 1, tzinfo=UTC), "Harbour opens")
    peaks = []
    for issues in (20, 40):
        for _ in range(issues):
            desk.make(desk.now + timedelta(hours=1))
        with desk.store.write() as tx:
            # Each of these issues tells ten stories, all known by one item.
            tx.connection.exec_driver_sql(
                "INSERT INTO issue_story WITH RECURSIVE story (id) AS"
                " (SELECT 1 UNION ALL SELECT id + 1 FROM story WHERE id < 10)"
                " SELECT issue.id, 'talks', 1000 * issue.id + story.id, story.id, 'new', 1, '[]', '[]'"
                f" FROM issue, story WHERE issue.number BETWEEN {desk.made - issues + 1} AND {desk.made}"
            )
        tracemalloc.start()
        desk.archive.write()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert desk.read("index.html").count("Harbour opens") > 60 * 10
    assert peaks[1] < peaks[0] * 1.5
