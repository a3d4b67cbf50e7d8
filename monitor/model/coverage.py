"""How well feeds and sources are seen: their history, their health, and who is blind."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDay:
    """A day, in UTC, on which a feed brought news: items that it had not brought before."""

    day: date
    #: The hours in which they came: bit 0 is 00:00 to 01:00.
    hours: int
    new_items: int
    #: Those of them without a usable date.
    undated: int
    #: ISO 639-1 code, empty for an unknown language -> how many of them.
    languages: Mapping[str, int]

    def plus(self, other: Self | None) -> Self:
        """Return the day with what else came on it."""
        if other is None:
            return self
        return replace(
            self,
            hours=self.hours | other.hours,
            new_items=self.new_items + other.new_items,
            undated=self.undated + other.undated,
            languages=Counter(self.languages) + Counter(other.languages),
        )


class HealthState(StrEnum):
    """How a feed is, in the words that a person reads."""

    UNTRIED = "not polled yet"
    HEALTHY = "healthy"
    #: No answer that can be used, again and again.
    FAILING = "failing"
    #: An HTML page comes instead of a feed, again and again.
    HTML = "HTML page"
    #: A feed without entries, for longer than its rhythm explains.
    EMPTY = "empty"
    #: It answers but brings nothing new, for longer than its rhythm explains.
    FROZEN = "frozen"
    #: Its entries have no dates.
    UNDATED = "undated"
    #: It brings another language than the configuration says.
    FOREIGN = "wrong language"


#: Nothing comes from such a feed. The other states are faults of feeds that do bring their news.
BLIND = frozenset({HealthState.FAILING, HealthState.HTML, HealthState.EMPTY, HealthState.FROZEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one feed is."""

    state: HealthState
    #: Since when; None for a feed that is healthy or was never polled.
    since: datetime | None = None
    #: What was seen, for a person; may be set for a healthy feed too, whose last poll failed.
    why: str = ""
    #: What the operator can do about it; empty when there is nothing to do.
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSource:
    """A source of which every feed is blind."""

    #: Its name.
    name: str
    #: Of its feed that went blind last; so are the fields below.
    state: HealthState
    since: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many sources are watched and which of them are blind."""

    sources: int = 0
    #: By name.
    blind: tuple[BlindSource, ...] = ()
