"""A query to stored items: the index of words finds candidates, the evaluator of topics decides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from monitor.model.items import Item
from monitor.model.topics import Match, Name, Topic, WordList
from monitor.query.check import mistakes_in
from monitor.query.lists import Lists, read_lists
from monitor.query.match import Matcher
from monitor.query.narrow import Clause, narrow
from monitor.query.nodes import ListRef, NameRef, Node, TopicRef, leaves, walk
from monitor.query.parse import parse
from monitor.query.version import ENGINE
from monitor.store.search import Bounds
from monitor.store.store import Store, Transaction
from monitor.words.keys import FOREIGN_RULES

#: By which rules the keys in the index of words are made.
INDEX_VERSION = f"{ENGINE}-{FOREIGN_RULES}"

#: The key of the query among those of the topics; no topic can have it.
QUERY = "?"

#: Items read at once, and indexed in one transaction: small enough that polling hardly waits.
BATCH = 200

Build = Callable[[Sequence[Topic], Sequence[Name], Sequence[WordList]], Matcher]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item that satisfies a query, and the evidence."""

    item: Item
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A query, ready to be put to the stored items."""

    #: Of the query and of the topics that it refers to.
    matcher: Matcher
    #: What every item has that satisfies the query; empty: all items are looked at.
    clauses: Sequence[Clause]

    def find(self, tx: Transaction, bounds: Bounds, *, now: datetime) -> Iterator[Found]:
        """Yield the items that satisfy the query, those first that were seen last."""
        sources = tx.feeds.list_sources()
        ids = tx.search.find(self.clauses, bounds, version=INDEX_VERSION)
        while batch := list(islice(ids, BATCH)):
            for item in tx.items.list_by_id(batch):
                for match in self.matcher.match(item, sources[item.source], now=now):
                    if match.topic == QUERY:
                        yield Found(item=item, match=match)


def prepare(
    query: str, *, topics: Sequence[Topic], names: Sequence[Name], words: Sequence[WordList], build: Build
) -> Search:
    """Return a query ready to search; raise QueryError when it is wrong.

    `topics`, `names` and `words` are those that it may call, and have been checked; `build` makes matchers.
    """
    tree, keys = parse(query), {name.key for name in names}
    lists = read_lists(words, names=keys)
    for error in mistakes_in(tree, names=keys, topics={topic.key for topic in topics}, lists=lists.words):
        raise error
    trees = _needed(tree, {topic.key: topic for topic in topics}, lists)
    asked = [
        *(topic for topic in topics if topic.key in trees),
        Topic(key=QUERY, name=query, query=query),
    ]
    called = {type(node) for each in trees.values() for node in walk(each)}
    matcher = build(asked, names if NameRef in called else (), words if ListRef in called else ())
    return Search(matcher=matcher, clauses=narrow(trees, QUERY, names=matcher.names))


def _needed(query: Node, topics: dict[str, Topic], lists: Lists) -> dict[str, Node]:
    """Return the query and all topics that it refers to, however indirectly, as trees with their words."""
    trees = {QUERY: lists.put_in(query)}
    waiting = [query]
    while waiting:
        for leaf in leaves(waiting.pop()):
            if isinstance(leaf, TopicRef) and leaf.key not in trees:
                trees[leaf.key] = lists.put_in(parse(topics[leaf.key].query))
                waiting.append(trees[leaf.key])
    return trees


def index_batch(store: Store) -> int:
    """Take the newest stored items that are not in the index of words into it; return how many, 0: done."""
    with store.read() as tx:
        if tx.search.below() is None:
            return 0
    # One transaction, or an item revised in between would be indexed with its former text.
    with store.write() as tx:
        below = tx.search.below()
        items = [] if below is None else tx.items.list_below(below, limit=BATCH)
        tx.search.add(items)
        tx.search.mark_filled(below=items[-1].id if len(items) == BATCH else None)
    return len(items)
