"""What a query must not be, although it can be read: circular, boundless, without positive evidence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from monitor.errors import QueryError
from monitor.model.topics import Name, Topic
from monitor.query.format import format_query
from monitor.query.nearest import did_you_mean
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    In,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TopicRef,
    Word,
    leaves,
    parts_of,
    walk,
)
from monitor.query.parse import parse

#: Words, phrases, names, topics and facts in one query, and different ones in all topics together.
MOST_LEAVES = 10_000


def problems(topics: Sequence[Topic], names: Iterable[Name]) -> list[tuple[str, QueryError]]:
    """Return all that is wrong with the topics' queries, each with its topic's key, in the order given."""
    keys, known = {topic.key for topic in topics}, {name.key for name in names}
    found: list[tuple[str, QueryError]] = []
    trees: dict[str, Node] = {}
    for topic in topics:
        try:
            tree = parse(topic.query)
            check(tree, names=known, topics=keys)
            trees[topic.key] = tree
        except QueryError as exc:
            found.append((topic.key, exc))
    found += _too_many_leaves(trees)
    found += _cycles(trees)
    order = {topic.key: place for place, topic in enumerate(topics)}
    return sorted(found, key=lambda each: (order[each[0]], each[1].start))


def check(query: Node, *, names: Collection[str], topics: Collection[str]) -> None:
    """Raise QueryError when the query names what is unknown, misplaces a part, or needs no evidence."""
    for node in walk(query):
        _check_reference(node, names, topics)
        _check_place(node)
    if not _is_positive(query):
        _refuse_negative(query)


def in_order_of_need(trees: Mapping[str, Node]) -> list[str]:
    """Return the keys, every topic after those it refers to; alphabetical where that leaves a choice."""
    sorter = TopologicalSorter(_references(trees))
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order


def _check_reference(node: Node, names: Collection[str], topics: Collection[str]) -> None:
    if isinstance(node, NameRef) and node.key not in names:
        hint = did_you_mean(node.key, names, sign="@") or " Names are defined in names.toml."
        raise _refused(node, f"There is no name `@{node.key}`.{hint}")
    if isinstance(node, TopicRef) and node.key not in topics:
        hint = did_you_mean(node.key, topics, sign="#") or " Topics are defined in topics.toml."
        raise _refused(node, f"There is no topic `#{node.key}`.{hint}")


def _check_place(node: Node) -> None:
    """Refuse a part that cannot stand inside the node."""
    match node:
        case Near():
            for operand in parts_of(node):
                _only(operand, (Word, Phrase, NameRef, Or, Near, CaseSensitive, In), _NEAR_TAKES)
        case In(field=field):
            _only(
                node.part,
                (Word, Phrase, NameRef, And, Or, Not, Near, AtLeast, CaseSensitive),
                _IN_TAKES.format(field),
            )
        case CaseSensitive():
            _only(node.part, (Word, Phrase, And, Or, Not, Near, AtLeast, In), _CASE_TAKES)
        case AtLeast():
            _only(node.part, (Word, Phrase, NameRef, And, Or, Near, AtLeast, CaseSensitive, In), _COUNT_TAKES)


_NEAR_TAKES = "`{}` has no place of its own to be near to; NEAR takes words, phrases, names and groups of OR."
_IN_TAKES = "`{{}}` cannot stand inside {}:; it takes words, phrases, names and groups of them."
_CASE_TAKES = "`{}` cannot stand inside cs(); it takes words, phrases and groups of them."
_COUNT_TAKES = "`{}` has no hits to count; atleast takes words, phrases, names and groups of them."


def _only(node: Node, kinds: tuple[type[Node], ...], text: str) -> None:
    """Refuse anything else than the kinds, also deeper, up to a part that checks its own."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, kinds):
            raise _refused(part, text.format(format_query(part)))
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


def _refuse_negative(query: Node) -> None:
    culprit = query
    while not isinstance(culprit, Not):
        culprit = next(part for part in parts_of(culprit) if not _is_positive(part))
    said = f"This could match an item that has nothing of what the query asks for: `{format_query(culprit)}`"
    raise _refused(culprit, f"{said} is no evidence. Put beside it, with AND, what must be there.")


def _too_many_leaves(trees: Mapping[str, Node]) -> list[tuple[str, QueryError]]:
    seen: set[Node] = set()
    for key, tree in trees.items():
        for count, leaf in enumerate(leaves(tree), start=1):
            seen.add(leaf)
            if max(count, len(seen)) > MOST_LEAVES:
                said = (
                    f"All topics together may hold {MOST_LEAVES:,} different words, phrases, names and facts"
                )
                return [(key, _refused(leaf, f"{said}; this is one too many. Leave some out."))]
    return []


def _cycles(trees: Mapping[str, Node]) -> list[tuple[str, QueryError]]:
    graph = _references(trees)
    found: list[tuple[str, QueryError]] = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as exc:
            circle: list[str] = exc.args[1]
            # graphlib names each topic after the one it refers to.
            key, needed = circle[1], circle[0]
            graph[key].remove(needed)
            reference = next(leaf for leaf in leaves(trees[key]) if leaf == TopicRef(key=needed))
            way = " → ".join(f"#{each}" for each in (key, *reversed(circle[1:])))
            found.append(
                (
                    key,
                    _refused(
                        reference, f"These topics refer to each other in a circle: {way}. Leave one out."
                    ),
                )
            )
        else:
            return found


def _references(trees: Mapping[str, Node]) -> dict[str, list[str]]:
    return {
        key: sorted({leaf.key for leaf in leaves(trees[key]) if isinstance(leaf, TopicRef)})
        for key in sorted(trees)
    }


def _refused(node: Node, text: str) -> QueryError:
    return QueryError(text, start=node.start, end=node.end)
