"""Stories: items about one event, and why each item is in its story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: How an item is the same as the story it joined: it opened the story, is a copy of an item in it (an
#: agency's text, lightly edited), tells the event in other words of a language that the story has, or in
#: a language that is new to it.
Sameness = Literal["opens", "copy", "words", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two items are held to tell of one event."""

    #: The item of the story that is nearest to the one that joined.
    nearest: int
    #: 0..1; of copies, the share of the text that is the same.
    similarity: float
    #: Names that both have: keys of `names.toml`, or capitalised words as the item that joined writes them.
    names: tuple[str, ...] = ()
    #: Countries and cities that both name, in English.
    places: tuple[str, ...] = ()
    #: Numbers that both have, with what they count where that is known, such as `52 people`.
    numbers: tuple[str, ...] = ()
    #: What else both speak of, weightiest first: subjects in English, or stems of one language.
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An item found its story."""

    item_id: int
    #: A story is called by the number of the item that opened it.
    story: int
    sameness: Sameness
    #: None when the item opened the story.
    because: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Two stories turned out to be one. What was sent about either stays true: `gone` now means `stays`."""

    gone: int
    #: The one whose first item was published first, as far as the window goes back.
    stays: int
    #: 0..1: the mean similarity between their items.
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """What a batch of new items changed."""

    #: One for each new item, in the order given; stories are called as they are after the mergings.
    placements: tuple[Placement, ...]
    #: Of stories that were there before the batch, in the order in which they happened.
    mergings: tuple[Merging, ...]
    #: Items that turned out to be of another event than their story, as these new ones show: where they are
    #: now, after all else. Copies of them go with them.
    moved: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item as part of its story."""

    item_id: int
    #: Key of the source.
    source: str
    #: ISO 639-1 code; empty when unknown.
    language: str
    title: str
    #: Where it can be opened; empty when nowhere.
    url: str
    published_at: datetime
    first_seen_at: datetime
    sameness: Sameness
    #: As it was found when the item joined; None when the item opened a story.
    because: Evidence | None
    #: The operator put it into this story.
    is_fixed: bool = False
    #: The story that it was in until new items showed it to be of another event; None: it was in no other.
    moved_from: int | None = None

    @property
    def copy_of(self) -> int | None:
        """Return the item of which this is a copy, None when it is none."""
        return self.because.nearest if self.sameness == "copy" and self.because else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """A story as a line of a list."""

    id: int
    #: When its first and its last item were published.
    first_at: datetime
    last_at: datetime
    items: int
    #: Keys of the sources of its items, and the languages, sorted.
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    #: Of its item that was published first.
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergingTrace:
    """A story became part of another one."""

    gone: int
    stays: int
    #: 0..1; None when the operator merged them.
    similarity: float | None
    merged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SplittingTrace:
    """Items of a story became one of their own."""

    story: int
    opened: int
    #: The operator split it; else new items showed that these are of another event.
    by_operator: bool
    split_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPart:
    """What the window held of the items that were placed together, so that a restart need not read them."""

    #: The number of the last of these items, and of the last one placed before them.
    last: int
    after: int
    #: Of how items were understood then.
    version: str
    #: Packed; without those that are copies, or of days before the window.
    held: bytes
