"""A store with sources of all groups, into which a test puts items of stories, and digests that tell them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nouns import a_match, an_item

from monitor.deliver.bodies import size_of
from monitor.model.digests import Digest, Schedule
from monitor.model.feeds import Feed, Source
from monitor.model.issues import Issue
from monitor.model.stories import Clustering, Evidence, Placement
from monitor.model.tellings import IssueStory
from monitor.model.topics import Name
from monitor.pipeline.issues import Issues
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCES = (
    Source(key="bulletin", name="State Bulletin", language="en", group="state", weight=0.6),
    Source(key="echo", name="State Echo", language="en", group="State", weight=0.6),
    Source(key="ministry", name="The Ministry", language="en", group="official"),
    Source(key="paper", name="The Paper", language="en", group="independent"),
    Source(key="gazeta", name="Gazeta", language="pl", group="western", weight=1.3),
)
NAMES = [Name(key="coale", kind="person", name="John Coale")]
PRISONERS = Digest(
    key="prisoners",
    name="Prisoners",
    topics=("releases",),
    schedule=Schedule(at=(time(8),), zone=ZoneInfo("UTC")),
    channels=("file",),
)
ALL = replace(PRISONERS, key="all", name="All", topics=("releases", "sanctions"))


class Desk:
    """The store, and the clock that goes on by an hour with each item."""

    def __init__(self, *digests: Digest) -> None:
        self.store = Store.open("sqlite://")
        self.now = MORNING
        self._digests = digests or (PRISONERS,)
        with self.store.write() as tx:
            tx.feeds.save_sources(SOURCES)
            tx.feeds.save_feeds(
                [Feed(url=f"https://{s.key}.test/", source=s.key) for s in SOURCES], now=MORNING
            )
            tx.issues.save_digests(self._digests, now=MORNING)
        self.issues = Issues(
            self.store,
            digests=self._digests,
            topic_names={"releases": "Releases", "sanctions": "Sanctions"},
            names=NAMES,
            index=NameIndex(NAMES),
            mail_domain="desk.test",
            size_of=size_of,
        )

    def add(
        self,
        source: str,
        title: str,
        *,
        text: str = "No more is known.",
        story: int | None = None,
        copy_of: int | None = None,
        topics: Sequence[str] = ("releases",),
        ago: timedelta = timedelta(),
        is_placed: bool = True,
    ) -> int:
        """Store an item that came now and was published so long ago; return its number."""
        self.now += HOUR
        feed = f"https://{source}.test/"
        item = an_item(
            f"{source}-{self.now:%d%H}",
            source=source,
            feed=feed,
            url="",
            title=title,
            text=text,
            published_at=self.now - ago,
            first_seen_at=self.now,
        )
        with self.store.write() as tx:
            number = tx.items.add(feed, [(item, None)])[0].id
        if topics:
            self.match(number, *topics)
        if is_placed:
            self.place(number, story=story, copy_of=copy_of)
        return number

    def match(self, number: int, *topics: str) -> None:
        """Have an item match topics now."""
        with self.store.write() as tx:
            tx.matches.add([a_match(number, topic, matched_at=self.now) for topic in topics])

    def place(self, number: int, *, story: int | None = None, copy_of: int | None = None) -> None:
        """Put an item into a story, or have it open one."""
        placement = Placement(item_id=number, story=number, sameness="opens")
        with self.store.write() as tx:
            if story:
                because = Evidence(nearest=copy_of or story, similarity=0.9)
                placement = Placement(
                    item_id=number,
                    story=tx.stories.resolve(story),
                    sameness="copy" if copy_of else "words",
                    because=because,
                )
            tx.placing.save(Clustering(placements=(placement,), mergings=()), now=self.now)

    def merge(self, one: int, other: int) -> None:
        """Make two stories one, as the operator does."""
        with self.store.write() as tx:
            tx.corrections.merge(one, other, now=self.now)

    def make(self) -> Issue | None:
        """Make an issue of the first digest; None when there is nothing to tell."""
        made = [issue for issue in self.make_all() if issue.digest == self._digests[0].key]
        return made[0] if made else None

    def make_all(self) -> list[Issue]:
        """Make an issue of every digest that has something to tell."""
        self.now += HOUR
        return self.issues.make_now(self.now)

    def make_due(self) -> list[Issue]:
        """Make an issue of every digest that is due, as the service does."""
        self.now += HOUR
        return self.issues.make_due(self.now)

    def only_story(self) -> IssueStory:
        """Make an issue of the first digest; return its only story."""
        issue = self.make()
        assert issue is not None
        [story] = issue.stories
        return story


def numbers(story: IssueStory) -> list[int]:
    """Return the numbers of the items of a story, sorted."""
    return sorted(member.item.id for member in story.items)


def news(story: IssueStory) -> list[str]:
    """Return what is new in a story."""
    return [delta.text for delta in story.deltas]
