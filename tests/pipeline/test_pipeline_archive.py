"""Index pages and feeds beside the reports: of this year always, of past years once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest
from nouns import FEED, an_item

from monitor.digest.render_page import render_page
from monitor.model.digests import Issue, Section, Window
from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.tellings import IssueItem, IssueStory, Standing, Voice
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

    def send(self, now: datetime, title: str) -> None:
        """Make an issue of one story, and bring the archive up to date."""
        self.now, self.made = now, self.made + 1
        with self.store.write() as tx:
            item = an_item(str(self.made), title=title, published_at=now)
            [stored] = tx.items.add(FEED, [(item, None)])
            issue = one_story(stored, number=self.made, now=now)
            tx.issues.add(issue, [render_page(issue)], [])
        self.archive.write()

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()


def one_story(item: Item, *, number: int, now: datetime) -> Issue:
    """Return an issue with a story of two topics, led by an item."""
    source = Source(key="paper", name="The Paper")
    voice = Voice(source=source, item_id=item.id, published_at=now)
    story = IssueStory(
        id=item.id,
        state="new",
        items=(IssueItem(item=item, source=source),),
        standing=Standing(first_at=now, last_at=now, voices=(voice,), sources=1),
        topics=tuple(TOPICS),
    )
    return Issue(
        digest="daily",
        name="Daily",
        number=number,
        window=Window(from_at=now - timedelta(days=1), until_at=now),
        made_at=now,
        zone=ZoneInfo("Europe/Vilnius"),
        sections=tuple(Section(topic=key, name=name, stories=(story,)) for key, name in TOPICS.items()),
    )


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Iterator[Desk]:
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
