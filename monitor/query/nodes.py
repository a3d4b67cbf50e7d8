"""A query as a tree. Two queries that say the same in the same words are equal, wherever they were typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Unit = Literal["s", "p"]
FactField = Literal["source", "group", "lang", "author", "url", "tag", "country"]
TextField = Literal["title", "lead", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Any part of a query."""

    #: Where it stands in the query, as 0-based offsets; `end` is exclusive.
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Node):
    """One word, hyphenated compound or wildcard: `sanction`, `us-belarus`, `sanct*`, `=sanctions`."""

    text: str
    #: This form only (`=`), not the other forms of the word.
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Node):
    """Words that stand one after the other: `"prime minister"`, `="prime minister"`."""

    text: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRef(Node):
    """Any variant of a name of names.toml: `@lukashenka`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRef(Node):
    """Whatever matches another topic: `#sanctions`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Node):
    """Something that is known of the item besides its words: `source:belta`."""

    field: FactField
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class And(Node):
    """All of the parts; never an And inside an And."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(Node):
    """At least one of the parts; never an Or inside an Or."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRef(Node):
    """Any word of a list of topics.toml: `$contact`."""

    key: str
    #: What the list holds; None until `monitor.query.lists.Lists.put_in` puts it in.
    words: Or | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """The item does not satisfy the part."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Near(Node):
    """Hits close to each other: `a NEAR/5 b`, `a ONEAR/s b`; or hits that are not: `a NOT NEAR/5 b`."""

    left: Node
    right: Node
    #: The most words that may stand between, or: in one sentence (`s`), in one paragraph (`p`).
    within: int | Unit = 5
    #: The left one stands first (ONEAR).
    is_ordered: bool = False
    #: Hits of the left one that have none of the right one near (NOT NEAR).
    is_negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Node):
    """A number of distinct hits: `atleast3(sanction)`."""

    count: int
    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSensitive(Node):
    """Exactly these letters, capitals included: `cs(US)`."""

    part: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Node):
    """Hits in one field only: `title:sanction`."""

    field: TextField
    part: Node


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return what the node is made of, in the order written; nothing for a leaf."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            return parts
        case Near(left=left, right=right):
            return (left, right)
        case Not(part=part) | AtLeast(part=part) | CaseSensitive(part=part) | In(part=part):
            return (part,)
        case ListRef(words=words) if words is not None:
            return (words,)
        case _:
            return ()


def with_parts(node: Node, parts: Sequence[Node]) -> Node:
    """Return the node made of other parts, as many as it had."""
    match node:
        case And() | Or():
            return replace(node, parts=tuple(parts))
        case Near():
            return replace(node, left=parts[0], right=parts[1])
        case Not() | AtLeast() | CaseSensitive() | In():
            return replace(node, part=parts[0])
        case _:
            return node


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and everything in it, in the order written, however deep."""
    waiting = [node]
    while waiting:
        yield (here := waiting.pop())
        waiting.extend(reversed(parts_of(here)))


def walk_once(node: Node) -> Iterator[Node]:
    """Yield the node and everything in it, a list that is called many times only once."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        waiting.extend(reversed(parts_of(here)))


def leaves(node: Node) -> Iterator[Node]:
    """Yield the words, phrases, names, topics and facts of a query, in the order written.

    Of a list those that it holds, if they have been put in; else the list.
    """
    return (part for part in walk(node) if not parts_of(part))
