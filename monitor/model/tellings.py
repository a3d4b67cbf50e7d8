"""A story as one digest tells it: what is new in it, where it stands, and what was told before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.standing import Standing
from monitor.model.stories import Member, Sameness
from monitor.model.topics import Match

#: What a story that was sent may have gained since.
Gain = Literal["number", "name", "country", "official", "confirmation"]
#: A story is new to the readers of a digest, known with something new in it, or known and no more.
StoryState = Literal["new", "updated", "continued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something that an item says and that another item may say otherwise."""

    kind: Literal["number", "name", "country"]
    #: The same for all that mean the same: what is counted, or who or where it is.
    key: str
    #: As a reader is told: `52 people`, `John Coale`, `Lithuania`.
    written: str
    #: Of a number.
    value: float = 0.0
    is_in_title: bool = False
    #: At the beginning of its text.
    is_in_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """One thing that is new in a story since it was sent."""

    gain: Gain
    #: Ready to be read: `52 people, was 14`.
    text: str
    #: The item that brought it.
    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a rank."""

    name: str
    #: 0..1.
    value: float
    #: How much it counts; those of all parts make 1.
    share: float
    #: What it was reckoned from, ready to be read: `3 separate sources`.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Where a story stands under a topic, and of what parts that is made."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """Return the sum of the parts, each by its share: 0..1."""
        return sum(part.value * part.share for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueItem:
    """One item of a story in an issue, frozen with it."""

    item: Item
    source: Source
    #: Why it belongs to topics of the digest, in their order; empty: it came with its story.
    matches: tuple[Match, ...] = ()
    sameness: Sameness = "opens"
    #: The item of which it is a copy; None when it is none.
    copy_of: int | None = None
    mentions: tuple[Mention, ...] = ()
    #: When an alert brought it to readers of the digest; None when none did.
    alerted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStory:
    """One story in an issue, with those of its items that the digest has not had before."""

    #: As the story is called when the issue is made.
    id: int
    state: StoryState
    #: The lead first, then by publication time.
    items: tuple[IssueItem, ...]
    #: Over all of the story, items of earlier issues included.
    standing: Standing
    #: Keys of its topics in the order of the digest: those that an item here matches, else one sent before.
    topics: tuple[str, ...]
    #: What is new since it was sent; empty for a new story.
    deltas: tuple[Delta, ...] = ()
    #: The last issue that told of it, and the headline by which it was known there; None for a new story.
    before: tuple[int, str] | None = None
    #: Under the topic of its section; None until it has a place.
    rank: Rank | None = None
    #: When the digest last told of it; None for a new story.
    told_at: datetime | None = None

    @property
    def lead(self) -> IssueItem:
        """Return the item by which the story is known in this issue."""
        return self.items[0]

    @property
    def score(self) -> float:
        """Return the score of its strongest match, 0..1."""
        return max((match.score for item in self.items for match in item.matches), default=0.0)

    @property
    def alerts(self) -> tuple[datetime, ...]:
        """Return when readers were alerted to what is told here, each time once, in order."""
        return tuple(sorted({item.alerted_at for item in self.items if item.alerted_at}))

    @property
    def is_alerted(self) -> bool:
        """Tell whether alerts brought all of it."""
        return all(item.alerted_at for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a digest was sent of a story by one item."""

    item_id: int
    #: Number of the issue.
    issue: int
    #: Keys of the topics that it matched then.
    topics: tuple[str, ...]
    mentions: tuple[Mention, ...]
    #: The story was known by it.
    is_lead: bool = False
    #: When the issue was made.
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one issue told a story."""

    #: Key of the digest, and number of the issue.
    digest: str
    number: int
    made_at: datetime
    #: Key of the topic.
    topic: str
    state: StoryState
    deltas: tuple[Delta, ...]
    rank: Rank
    #: The item by which it was known.
    lead_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStory:
    """A story of which a digest has not had all: what its next issue is made of."""

    id: int
    #: All its items that came before the window ends, by publication time.
    members: tuple[Member, ...]
    #: The sources of the members, by their keys.
    sources: Mapping[str, Source] = field(hash=False)
    #: Those that the digest is to have now, by publication time.
    fresh: tuple[IssueItem, ...]
    #: Those that it has had.
    told: tuple[Told, ...] = ()
