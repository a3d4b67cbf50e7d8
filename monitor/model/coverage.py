"""What is remembered of a feed's news, day by day, to know its rhythm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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
