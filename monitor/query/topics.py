"""What topics must not be together: circular, or too many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from monitor.errors import QueryError
from monitor.model.topics import Name, Topic
from monitor.query.check import MOST_IN_ONE, MOST_LEAVES, mistakes_in, refused
from monitor.query.lists import NO_LISTS, Lists
from monitor.query.nodes import Node, TopicRef, leaves
from monitor.query.order import circles, references
from monitor.query.parse import read


def problems(
    topics: Sequence[Topic], names: Iterable[Name], lists: Lists = NO_LISTS
) -> list[tuple[str, QueryError]]:
    """Return all that is wrong with the topics' queries, each with its topic's key, in the order given.

    What is wrong with the lists themselves is not repeated.
    """
    keys, known = {topic.key for topic in topics}, {name.key for name in names}
    found: list[tuple[str, QueryError]] = []
    trees: dict[str, Node] = {}
    for topic in topics:
        try:
            reading = read(topic.query)
        except QueryError as exc:
            found.append((topic.key, exc))
            continue
        wrong = [*reading.errors(), *mistakes_in(reading.node, names=known, topics=keys, lists=lists.words)]
        found += ((topic.key, error) for error in wrong)
        if not wrong:
            trees[topic.key] = lists.put_in(reading.node)
    found += _too_many_leaves(trees)
    found += _circular(trees)
    order = {topic.key: place for place, topic in enumerate(topics)}
    return sorted(found, key=lambda each: (order[each[0]], each[1].start))


def _too_many_leaves(trees: Mapping[str, Node]) -> list[tuple[str, QueryError]]:
    seen: set[Node] = set()
    for key, tree in trees.items():
        for count, leaf in enumerate(leaves(tree), start=1):
            seen.add(leaf)
            if len(seen) > MOST_LEAVES:
                most = (
                    f"All topics together may hold {MOST_LEAVES:,} different words, phrases, names and facts"
                )
                return [(key, refused(leaf, f"{most}; this is one too many. Leave some out."))]
            if count > MOST_IN_ONE:
                most = f"This query holds over {MOST_IN_ONE:,} words, counted wherever their list is called"
                return [(key, refused(tree, f"{most}. Call long lists in fewer places."))]
    return []


def _circular(trees: Mapping[str, Node]) -> Iterator[tuple[str, QueryError]]:
    for key, needed, way in circles(references(trees, TopicRef), sign="#"):
        reference = next(leaf for leaf in leaves(trees[key]) if leaf == TopicRef(key=needed))
        said = f"These topics refer to each other in a circle: {way}. Leave one out."
        yield key, refused(reference, said)
