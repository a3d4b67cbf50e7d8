"""Issues of digests: whole as they are made, and as lines of an index."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.model.coverage import Coverage
from monitor.model.digests import Window
from monitor.model.tellings import IssueItem, IssueStory, StoryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One topic of an issue: its stories, the highest rank first, those that only continue last."""

    topic: str
    name: str
    stories: tuple[IssueStory, ...]

    @property
    def items(self) -> tuple[IssueItem, ...]:
        """Return the items of all its stories."""
        return tuple(item for story in self.stories for item in story.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """How many articles of a topic were published on each of the last days."""

    topic: str
    #: The last day, in the reader's zone.
    until: date
    #: One for each day, oldest first.
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One digest for one window of time, frozen when made."""

    #: Ours; 0 until stored.
    id: int = 0
    #: Key of the digest.
    digest: str
    #: The digest's name when the issue was made.
    name: str
    #: 1 for the digest's first issue.
    number: int
    window: Window
    made_at: datetime
    #: The reader's, for all times shown.
    zone: ZoneInfo
    sections: tuple[Section, ...]
    #: Seconds since the first due instant that was missed; 0 for an issue made in time.
    late_s: int = 0
    #: Deliveries of earlier issues that had failed, or kept failing, when the issue was made.
    undelivered: int = 0
    #: What kept an edited configuration from being in force when the issue was made.
    mistakes: int = 0
    #: Who was watched and who was blind when the issue was made.
    coverage: Coverage = field(default_factory=Coverage)
    #: Made by an alert.
    is_alert: bool = False
    #: Stories in a mail or note, at most; None for no limit.
    limit: int | None = None
    #: The last days of its topics, in their order; empty when nobody asked for them.
    timelines: tuple[Timeline, ...] = ()

    @property
    def stories(self) -> tuple[IssueStory, ...]:
        """Return its stories, each once: as it stands under the first of its topics."""
        first: dict[int, IssueStory] = {}
        for section in self.sections:
            for story in section.stories:
                first.setdefault(story.id, story)
        return tuple(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A story of an issue as a line of the index or of an Atom feed: its lead, as it was sent."""

    #: As the story was called when the issue was made.
    story: int
    state: StoryState
    #: Keys of its topics, in the order of the digest.
    topics: tuple[str, ...]
    title: str
    #: ISO 639-1 code; empty when unknown.
    language: str
    #: Empty when it has none.
    url: str
    #: Name of the source.
    source: str
    published_at: datetime

    @property
    def anchor(self) -> str:
        """Return where the story stands on the page of the issue."""
        return f"story-{self.story}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry:
    """An issue as a line of the index: what it covers and how much is in it."""

    #: Key of the digest.
    digest: str
    name: str
    number: int
    window: Window
    made_at: datetime
    zone: ZoneInfo
    stories: int
    #: Distinct items.
    items: int
    #: Name of a topic and its number of stories, in the order of the digest.
    topics: tuple[tuple[str, int], ...]
    #: Number of blind sources.
    blind: int = 0
    #: As in the issue.
    late_s: int = 0
    #: Name of the page, in the folder of the index.
    file: str
    #: As the page tells them.
    headlines: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestIssues:
    """The issues of one digest, as an index or an Atom feed has them."""

    digest: str
    #: What it is called in its newest issue.
    name: str
    #: Newest first; often only read when they are looked at, and then each time.
    issues: Collection[IssueEntry]
