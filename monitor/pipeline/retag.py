"""Changed topics to stored items: from stored text, without fetching, resumable."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Match
from monitor.query.match import Matcher
from monitor.store.store import Store

#: Items a transaction: small enough that polling hardly waits.
BATCH = 200


def retag_batch(store: Store, matcher: Matcher, *, now: datetime) -> int:
    """Re-tag the newest stored items that a changed topic has not seen; return how many, 0: done."""
    with store.read() as tx:
        open_retags = tx.matches.open_retags(matcher.versions)
        if not open_retags:
            return 0
        below = open_retags[0].below
        topics = {retag.topic for retag in open_retags if retag.below == below}
        items = tx.items.list_below(below, limit=BATCH)
        sources = tx.feeds.list_sources()
    found = {item.id: _match(matcher, item, sources, topics, now=now) for item in items}
    with store.write() as tx:
        # Topics may have been changed, and items revised, by others since we read them.
        topics &= {retag.topic for retag in tx.matches.open_retags(matcher.versions) if retag.below == below}
        for item_id in tx.items.unchanged(items):
            tx.matches.save(item_id, topics, [each for each in found[item_id] if each.topic in topics])
        tx.matches.mark_retagged(topics, below=items[-1].id if len(items) == BATCH else None)
    return len(items)


def _match(
    matcher: Matcher, item: Item, sources: Mapping[str, Source], topics: set[str], *, now: datetime
) -> list[Match]:
    matches = matcher.match(item, sources[item.source], now=now)
    return [replace(match, is_retag=True) for match in matches if match.topic in topics]
