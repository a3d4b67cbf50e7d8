"""Reading a query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from monitor.errors import QueryError
from monitor.query.grammar import parser
from monitor.query.nodes import Node

if TYPE_CHECKING:
    from lark import Token, Tree

#: Bytes of UTF-8.
LARGEST_QUERY = 64 * 1024
#: Groups in groups, in a query or in a list with those that it calls.
DEEPEST_NESTING = 50
#: The rules of the grammar that nest.
_NESTING = frozenset(("group", "field", "case", "at_least", "negation", "proximity"))

# Beyond the control characters: what reverses the reading direction, so that a query shows other than it is.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A query that was understood, and what its author should know about it."""

    node: Node
    #: What is wrong with parts of it: the message, and 0-based offsets of the place, the end exclusive.
    mistakes: tuple[tuple[str, int, int], ...]
    #: What is probably meant otherwise, with the 0-based offset it is about, in reading order.
    warnings: tuple[tuple[str, int], ...]

    def errors(self) -> list[QueryError]:
        """Return the mistakes, each as an error of its own."""
        return [QueryError(text, start=start, end=end) for text, start, end in self.mistakes]


def parse(text: str) -> Node:
    """Return the query as a tree, or raise QueryError with the place and the remedy."""
    reading = read(text)
    for error in reading.errors():
        raise error
    return reading.node


@lru_cache(maxsize=2048)
def read(text: str, *, start: Literal["start", "alternatives"] = "start") -> Reading:
    """Return a query, or alternatives with commas between, as a tree with its mistakes and warnings.

    Raise QueryError, with the place and the remedy, when not even a tree can be made of it.
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    from monitor.query import mistakes
    from monitor.query.build import Builder

    _check_text(text)
    builder = Builder()
    try:
        tree = parser().parse(text, start=start)
        _check_nesting(tree)
        node = cast(Node, builder.transform(tree))
    except UnexpectedCharacters as exc:
        raise mistakes.unreadable(text, exc) from exc
    except UnexpectedToken as exc:
        distance = _wrong_distance(parser().lex(text), until=exc.token)
        raise distance or mistakes.unexpected(text, exc, parser().lex(text)) from exc
    return Reading(
        node=node,
        mistakes=tuple((str(error), error.start, error.end) for error in builder.mistakes),
        warnings=tuple(sorted(set(builder.warnings), key=lambda each: (each[1], each[0]))),
    )


def _wrong_distance(tokens: Iterable["Token"], *, until: "Token") -> QueryError | None:
    """Return what is wrong with a distance up to where reading failed, which it may be the reason of."""
    from monitor.query.literals import distance

    for token in tokens:
        if token.type == "NEAR":
            try:
                distance(token)
            except QueryError as exc:
                return exc
        if token.start_pos == until.start_pos:
            break  # what follows may not even be read
    return None


def _check_text(text: str) -> None:
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST_QUERY:
        said = (
            f"The query has {size:,} bytes; at most {LARGEST_QUERY:,} are read. Split it into several topics."
        )
        raise QueryError(said, start=0, end=len(text))
    control = _CONTROL.search(text)
    if control:
        said = f"Here stands an invisible control character (U+{ord(control[0]):04X}); delete it."
        raise QueryError(said, start=control.start())


def _check_nesting(whole: "Tree[Token]") -> None:
    """Refuse what is nested so deep that nobody can read it; everything after this may recurse."""
    waiting = [(whole, 0)]
    while waiting:
        tree, depth = waiting.pop()
        depth += tree.data in _NESTING
        if depth > DEEPEST_NESTING:
            said = f"This is nested over {DEEPEST_NESTING} deep; make a part of it a topic and write #topic."
            raise QueryError(said, start=tree.meta.start_pos, end=tree.meta.end_pos)
        waiting.extend((part, depth) for part in reversed(tree.children) if not isinstance(part, str))
