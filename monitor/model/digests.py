"""Digests: their definitions, their issues, and the way of an issue to its readers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from monitor.model.coverage import Coverage
from monitor.model.tellings import IssueItem, IssueStory, StoryState

#: A page, a mail, data for a program, a short message.
Medium = Literal["page", "mail", "json", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a digest is due, in wall time of one zone: by times and weekdays, by `cron`, or at once."""

    at: tuple[time, ...] = ()
    zone: ZoneInfo
    #: 0 is Monday.
    weekdays: frozenset[int] = frozenset(range(7))
    #: Five fields, instead of times and weekdays; empty for none.
    cron: str = ""
    #: Due whenever there is something to tell, instead of all that.
    is_immediate: bool = False
    #: Of an immediate one: from when to when it waits, by the clock of the zone; None for never.
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRule:
    """Which stories are worth telling; one that was told once is told further."""

    #: Of the strongest match with a topic, 0..1.
    min_score: float = 0.0
    #: Sources that tell it in their own words.
    min_sources: int = 1
    #: Whether a story that goes on with nothing new in it but articles is told.
    continued: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """What makes an alert of a digest: it goes out at once, but not again and again."""

    #: From one alert to the next one about the same story, at least.
    cool_down: timedelta
    #: Keys of the digests whose readers get the alert; None for all.
    digests: tuple[str, ...] | None = None

    def reaches(self, digest: str) -> bool:
        """Tell whether the readers of a digest get the alert."""
        return self.digests is None or digest in self.digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A definition: who is sent which topics, and when; an alert is one too."""

    key: str
    name: str
    #: Keys of topics, in the order in which they are shown.
    topics: tuple[str, ...]
    #: ISO 639-1 codes that its readers like to read, first the best: a story is led by such an item.
    languages: tuple[str, ...] = ()
    schedule: Schedule
    #: `file`, `email`, `webhook:NAME`, `notify:NAME`.
    channels: tuple[str, ...]
    #: Mail addresses.
    recipients: tuple[str, ...] = ()
    #: Whether an empty window is worth a message that says so.
    heartbeat: bool = False
    rule: StoryRule = StoryRule()
    #: Stories in a mail or note, at most; the page has all. None for no limit.
    limit: int | None = None
    #: None: it is no alert.
    alerting: Alerting | None = None

    @property
    def is_selective(self) -> bool:
        """Tell whether stories that belong to its topics may have to wait until they are worth telling."""
        return self.alerting is not None or self.rule != StoryRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The half-open stretch of time [from_at, until_at) that one issue covers."""

    from_at: datetime
    until_at: datetime


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
class Report:
    """An issue rendered for a medium. Frozen with the issue, so that every attempt sends the same."""

    medium: Medium
    #: From 1; an issue too large for one mail has several.
    part: int = 1
    #: Key of the digest.
    digest: str
    #: The digest's name when the issue was made.
    name: str
    #: When the issue was made: the date of every attempt to send it.
    made_at: datetime
    #: File name without folder for a page, subject for a mail, headline for a note.
    title: str
    #: Of a page and a mail; empty for others.
    html: str = ""
    #: The text part of a mail, the JSON, the note; empty for a page.
    text: str = ""


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


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one recipient by one channel: a row of the outbox."""

    #: Ours; 0 until stored.
    id: int = 0
    issue_id: int = 0
    channel: str
    #: A mail address; the name of a file, a webhook or a service.
    recipient: str
    #: Which part of the report it carries.
    part: int = 1
    #: The same for every attempt, so that a repeat is recognisable.
    message_id: str
    #: Message-IDs of earlier issues to this recipient, oldest first, with blanks between: what it follows.
    thread: str = ""
    #: The encrypted body, in ASCII armour; empty for one that goes as it is.
    sealed: str = field(default="", repr=False)
    status: DeliveryStatus = DeliveryStatus.WAITING
    #: Not before this.
    next_attempt_at: datetime
    attempts: int = 0
    #: Why the last attempt failed, for a person; None when it did not.
    error: str | None = None
    sent_at: datetime | None = None
