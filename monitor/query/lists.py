"""Lists of words: what `$contact` in a query stands for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.errors import QueryError
from monitor.model.topics import WordList
from monitor.query.check import MOST_LEAVES, mistakes_in_list
from monitor.query.nodes import ListRef, Node, Or, leaves, parts_of, with_parts
from monitor.query.order import circles, in_order, references
from monitor.query.parse import DEEPEST_NESTING, read

#: The lines of each list, read.
_Lines = dict[str, list[tuple[str, Node]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMistake:
    """What is wrong with a list."""

    key: str
    #: Which of its lines.
    line: str
    error: QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What every list holds, as far as it is right, and what is wrong."""

    #: By key; with the words of the lists that a list calls.
    words: Mapping[str, Or]
    #: In the order of the lists, those between lists last.
    mistakes: tuple[ListMistake, ...] = ()

    def put_in(self, query: Node) -> Node:
        """Return the query with the words of its lists."""
        return _put_in(query, self.words)


NO_LISTS = Lists(words={})


def read_lists(lists: Iterable[WordList], *, names: Collection[str]) -> Lists:
    """Return what the lists hold; `names` are the keys that they may call by @."""
    lists = tuple(lists)
    keys = {each.key for each in lists}
    mistakes: list[ListMistake] = []
    lines: _Lines = {key: [] for key in keys}
    for each in lists:
        for line, text in each.lines:
            node, errors = _read_line(text, names, keys)
            mistakes += (ListMistake(key=each.key, line=line, error=error) for error in errors)
            if node is not None:
                lines[each.key].append((line, node))
    trees = {key: _joined(node for _, node in nodes) for key, nodes in lines.items()}
    graph = references(trees, ListRef)
    mistakes += _circular(lines, circles(graph, sign="$"))
    words, heavy = _filled({key: trees[key] for key in in_order(graph)})
    mistakes += (ListMistake(key=key, line=lines[key][0][0], error=error) for key, error in heavy)
    return Lists(words=words, mistakes=tuple(mistakes))


def _filled(trees: Mapping[str, Or]) -> tuple[dict[str, Or], list[tuple[str, QueryError]]]:
    """Return the lists with the words of those they call, which stand before them; and those too heavy."""
    words: dict[str, Or] = {}
    weights: dict[str, tuple[int, int]] = {}
    heavy = []
    for key, tree in trees.items():
        weights[key] = _weight(tree, weights)
        words[key] = Or(parts=tuple(_put_in(part, words) for part in tree.parts))
        if error := _too_heavy(*weights[key]):
            heavy.append((key, error))
            weights[key], words[key] = (0, 0), Or(parts=())
    return words, heavy


def _read_line(
    text: str, names: Collection[str], lists: Collection[str]
) -> tuple[Node | None, Sequence[QueryError]]:
    try:
        reading = read(text, start="alternatives")
    except QueryError as exc:
        return None, [exc]
    errors = [*reading.errors(), *mistakes_in_list(reading.node, names=names, lists=lists)]
    return (None if errors else reading.node), errors


def _joined(lines: Iterable[Node]) -> Or:
    return Or(parts=tuple(part for line in lines for part in parts_of(line)))


def _put_in(node: Node, words: Mapping[str, Or]) -> Node:
    if isinstance(node, ListRef):
        return replace(node, words=words.get(node.key))
    parts = parts_of(node)
    return with_parts(node, [_put_in(part, words) for part in parts]) if parts else node


def _circular(lines: _Lines, found: Iterable[tuple[str, str, str]]) -> Iterator[ListMistake]:
    for key, needed, way in found:
        called = ((line, leaf) for line, node in lines[key] for leaf in leaves(node))
        line, leaf = next((line, leaf) for line, leaf in called if leaf == ListRef(key=needed))
        said = f"These lists call each other in a circle: {way}. Leave one out."
        yield ListMistake(key=key, line=line, error=QueryError(said, start=leaf.start, end=leaf.end))


def _weight(node: Node, known: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return how many leaves a tree has with the words of its lists, and how deep groups lie in groups."""
    if isinstance(node, ListRef):
        return known.get(node.key, (1, 0))
    weights = [_weight(part, known) for part in parts_of(node)]
    return sum(count for count, _ in weights) or 1, 1 + max((depth for _, depth in weights), default=0)


def _too_heavy(count: int, depth: int) -> QueryError | None:
    said = ""
    if count > MOST_LEAVES:
        said = f"This list holds over {MOST_LEAVES:,} words with those of the lists it calls; leave some out."
    elif depth > DEEPEST_NESTING:
        said = f"This list is nested over {DEEPEST_NESTING} deep with the lists it calls; call fewer."
    return QueryError(said, start=0) if said else None
