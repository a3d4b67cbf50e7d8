"""What is wrong with a query that can be read: unknown names, misplaced parts, no positive evidence."""

from collections.abc import Collection, Iterator, Mapping

from monitor.errors import QueryError
from monitor.query.format import format_query
from monitor.query.nearest import did_you_mean
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    In,
    ListRef,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TopicRef,
    Word,
    parts_of,
    walk,
)

#: Different words, phrases, names, topics and facts in all topics together; and all in one query, where those
#: of a list count wherever it is called: a long list may be called in some places, but not in hundreds.
MOST_LEAVES, MOST_IN_ONE = 10_000, 50_000
#: How each kind of reference is called, its sign, and where its keys are defined.
_CALLED = {
    NameRef: ("name", "@", "Names are defined in names.toml."),
    TopicRef: ("topic", "#", "Topics are defined in topics.toml."),
    ListRef: ("list", "$", "Lists are defined in topics.toml, under [words]."),
}

_Kinds = tuple[type[Node], ...]
#: What may stand inside, and what is said of all else.
_NEAR_TAKES: tuple[_Kinds, str] = (
    (Word, Phrase, NameRef, ListRef, Or, Near, CaseSensitive, In),
    "`{}` has no place of its own to be near to; NEAR takes words, phrases, names and groups of OR.",
)
_IN_TAKES: tuple[_Kinds, str] = (
    (Word, Phrase, NameRef, ListRef, And, Or, Not, Near, AtLeast, CaseSensitive),
    "`{{}}` cannot stand inside {}:; it takes words, phrases, names and groups of them.",
)
_CASE_TAKES: tuple[_Kinds, str] = (
    (Word, Phrase, And, Or, Not, Near, AtLeast, In),
    "`{}` cannot stand inside cs(); it takes words, phrases and groups of them.",
)
_COUNT_TAKES: tuple[_Kinds, str] = (
    (Word, Phrase, NameRef, ListRef, And, Or, Near, AtLeast, CaseSensitive, In),
    "`{}` has no hits to count; atleast takes words, phrases, names and groups of them.",
)
_LIST_TAKES: tuple[_Kinds, str] = (
    (Word, Phrase, NameRef, ListRef, Or, Near, CaseSensitive),
    "`{}` cannot stand in a list; it takes words, phrases in quotes and names, with commas between.",
)


def mistakes_in(
    query: Node, *, names: Collection[str], topics: Collection[str], lists: Collection[str]
) -> Iterator[QueryError]:
    """Yield what the query names that is unknown, which parts are misplaced, and which ask for no evidence.

    The words of its lists must not have been put in yet.
    """
    known = {NameRef: names, TopicRef: topics, ListRef: lists}
    for node in walk(query):
        yield from _unknown(node, known)
        yield from _misplaced(node)
    if not _is_positive(query):
        yield _negative(query)


def mistakes_in_list(line: Node, *, names: Collection[str], lists: Collection[str]) -> Iterator[QueryError]:
    """Yield what is wrong with a line of a list: what stands in it, and where it calls what is unknown."""
    yield from _others((line,), *_LIST_TAKES)
    for node in walk(line):
        yield from _unknown(node, {NameRef: names, ListRef: lists})
        yield from _misplaced(node)


def _unknown(node: Node, known: Mapping[type[Node], Collection[str]]) -> Iterator[QueryError]:
    if isinstance(node, (NameRef, TopicRef, ListRef)) and node.key not in known.get(type(node), (node.key,)):
        called, sign, where = _CALLED[type(node)]
        hint = did_you_mean(node.key, known[type(node)], sign=sign) or f" {where}"
        yield refused(node, f"There is no {called} `{sign}{node.key}`.{hint}")


def _misplaced(node: Node) -> Iterator[QueryError]:
    """Yield each part that cannot stand inside the node."""
    match node:
        case Near():
            yield from _others(parts_of(node), *_NEAR_TAKES, own=Near)
        case In(field=field):
            kinds, text = _IN_TAKES
            yield from _others(parts_of(node), kinds, text.format(field))
        case CaseSensitive():
            yield from _others(parts_of(node), *_CASE_TAKES)
        case AtLeast():
            yield from _others(parts_of(node), *_COUNT_TAKES, own=AtLeast)


def _others(
    parts: tuple[Node, ...], kinds: _Kinds, text: str, *, own: type[Node] | tuple[()] = ()
) -> Iterator[QueryError]:
    """Yield an error for each part of other kinds, also deeper, up to an `own` one, which tells its own."""
    waiting = [*reversed(parts)]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, kinds):
            yield refused(part, text.format(format_query(part)))
        elif not isinstance(part, own):
            waiting.extend(reversed(parts_of(part)))


def _is_positive(node: Node) -> bool:
    """Tell whether every item that satisfies the node has something that speaks for it."""
    match node:
        case Not():
            return False
        case And(parts=parts):
            return any(map(_is_positive, parts))
        case Near(is_negated=True):
            return _is_positive(node.left)
        case _:
            return all(map(_is_positive, parts_of(node)))


def _negative(query: Node) -> QueryError:
    culprit = query
    while not isinstance(culprit, Not):
        culprit = next(part for part in parts_of(culprit) if not _is_positive(part))
    said = f"This could match an item that has nothing of what the query asks for: `{format_query(culprit)}`"
    return refused(culprit, f"{said} is no evidence. Put beside it, with AND, what must be there.")


def refused(node: Node, text: str) -> QueryError:
    """Return an error at the place of a part of a query."""
    return QueryError(text, start=node.start, end=node.end)
