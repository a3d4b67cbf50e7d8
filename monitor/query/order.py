"""Which topics call which, and which lists: an order, each after those it calls, and circles."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from monitor.query.nodes import ListRef, Node, TopicRef, walk_once

#: Keys, each with the keys that it calls, sorted.
Graph = dict[str, list[str]]


def references(trees: Mapping[str, Node], kind: type[TopicRef] | type[ListRef]) -> Graph:
    """Return which trees call which by references of a kind, as far as there are such trees."""
    return {
        key: sorted({part.key for part in walk_once(tree) if isinstance(part, kind) and part.key in trees})
        for key, tree in sorted(trees.items())
    }


def in_order(graph: Graph) -> list[str]:
    """Return the keys, each after those it calls; alphabetical where that leaves a choice."""
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order


def in_order_of_need(trees: Mapping[str, Node]) -> list[str]:
    """Return the keys of topics, every topic after those it refers to."""
    return in_order(references(trees, TopicRef))


def circles(graph: Graph, *, sign: str) -> list[tuple[str, str, str]]:
    """Take a call out of each circle; return who made it, whom it called, and the way round in words."""
    found: list[tuple[str, str, str]] = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as exc:
            circle: list[str] = exc.args[1]
            # graphlib names each key after the one it calls.
            key, needed = circle[1], circle[0]
            graph[key].remove(needed)
            way = " → ".join(f"{sign}{each}" for each in (key, *reversed(circle[1:])))
            found.append((key, needed, way))
        else:
            return found
