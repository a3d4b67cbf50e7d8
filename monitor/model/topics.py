"""What the reader watches, the names in it, and the evidence that an item belongs to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

FieldName = Literal["title", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, organisation or place with its spellings."""

    key: str
    kind: Literal["person", "org", "place"]
    #: Canonical spelling, given name first.
    name: str
    also: tuple[str, ...] = ()
    #: Words that, adjacent, make it somebody else.
    not_with: tuple[str, ...] = ()
    #: Whether the surname by itself is evidence enough (persons).
    surname_alone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """Words for one idea, which queries call by `$key`."""

    key: str
    #: What each line is called, mostly a language, and its words, separated by commas.
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with which a topic's query is tried."""

    title: str
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What the reader watches."""

    key: str
    name: str
    #: An expression of the query language.
    query: str
    must_match: tuple[Example, ...] = ()
    must_not_match: tuple[Example, ...] = ()


class Span(NamedTuple):
    """One hit: a half-open range of characters of an item's title or text. A match has dozens of them."""

    field: FieldName
    start: int
    end: int
    #: The leaf of the query that was hit, in canonical form, such as `@lukashenka`.
    leaf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Item x topic: the evidence that the item belongs to the topic."""

    item_id: int
    topic: str
    #: 0..1.
    score: float
    #: In reading order, title first.
    spans: tuple[Span, ...]
    #: Version of the query that matched.
    version: str
    matched_at: datetime
    #: Found by re-tagging stored items after the topic changed, not when the item arrived.
    is_retag: bool = False
