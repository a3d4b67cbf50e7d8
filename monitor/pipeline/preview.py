"""What topics would do to stored items: gained, lost, nearly found. Nothing is written."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.query.explain import Explanation
from monitor.query.match import Matcher
from monitor.store.store import Store, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item as a line of a list."""

    id: int
    title: str
    #: Name of the source.
    source: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An item that a topic gains or loses."""

    item: Seen
    #: Why the new query matches, or what the item lacks for it.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a topic would gain and lose against what is stored, newest first."""

    topic: str
    #: Items that stay.
    kept: int
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedBy:
    """The items that one clause keeps out of a topic, newest first."""

    topic: str
    #: In canonical form.
    clause: str
    items: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which stored items are looked at, and who hears of it."""

    #: Items first seen before this are left out.
    since: datetime
    #: Hears how many items there are, first of all.
    total: Callable[[int], None]
    #: Hears of each item when it has been looked at.
    step: Callable[[], None]


class _Growing:
    """A preview that is being made."""

    def __init__(self, stored: Collection[int]) -> None:
        self.stored = stored
        self.kept = 0
        self.gained: list[Change] = []
        self.lost: list[Change] = []


def preview(
    store: Store,
    matcher: Matcher,
    *,
    topics: Collection[str],
    sources: Mapping[str, Source],
    reach: Reach,
    now: datetime,
) -> list[Preview]:
    """Return, for each topic, what the matcher would change; a topic it does not know loses everything.

    `sources` are the configured ones: their facts come before those stored.
    """
    with store.read() as tx:
        growing = {topic: _Growing(frozenset(tx.matches.list_item_ids(topic))) for topic in topics}
        for item, source in _items(tx, sources, reach):
            found = {match.topic for match in matcher.match(item, source, now=now)}
            for topic, grown in growing.items():
                was, will_be = item.id in grown.stored, topic in found
                grown.kept += was and will_be
                if was != will_be:
                    change = Change(item=_seen(item, source), why=_why(matcher, item, source, topic))
                    (grown.gained if will_be else grown.lost).append(change)
    return [
        Preview(topic=topic, kept=grown.kept, gained=tuple(grown.gained), lost=tuple(grown.lost))
        for topic, grown in growing.items()
    ]


def near_misses(
    store: Store,
    matcher: Matcher,
    *,
    topics: Collection[str],
    sources: Mapping[str, Source],
    reach: Reach,
) -> list[MissedBy]:
    """Return the clauses that alone keep items out of these topics, the one that keeps out fewest first.

    What keeps out most is what the topic is about, and missing from nearly all other news.
    """
    missed: dict[tuple[str, str], list[Seen]] = {}
    with store.read() as tx:
        for item, source in _items(tx, sources, reach):
            for miss in _misses(matcher, item, source, topics):
                missed.setdefault((miss.topic, miss.failed or ""), []).append(_seen(item, source))
    groups = [
        MissedBy(topic=topic, clause=clause, items=tuple(items)) for (topic, clause), items in missed.items()
    ]
    return sorted(groups, key=lambda group: (len(group.items), group.topic, group.clause))


def _misses(matcher: Matcher, item: Item, source: Source, topics: Collection[str]) -> list[Explanation]:
    return [miss for miss in matcher.near_misses(item, source) if miss.topic in topics]


def _items(tx: Transaction, sources: Mapping[str, Source], reach: Reach) -> Iterator[tuple[Item, Source]]:
    """Yield the items with their sources, newest first; the store reads them batch by batch."""
    known = {**tx.feeds.list_sources(), **sources}
    reach.total(tx.gauges.seen_since(reach.since)[0])
    for item in tx.items.list_items(since=reach.since):
        yield item, known[item.source]
        reach.step()


def _seen(item: Item, source: Source) -> Seen:
    return Seen(id=item.id, title=item.title, source=source.name, published_at=item.published_at)


def _why(matcher: Matcher, item: Item, source: Source, topic: str) -> str:
    if topic not in matcher.versions:
        return "The topic is no longer in the file."
    return matcher.why(item, source, topic).sentence
