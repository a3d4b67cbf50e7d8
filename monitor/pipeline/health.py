"""Stored histories to a verdict on each feed, and on the sources."""

from monitor.coverage.health import health_of
from monitor.coverage.sources import cover
from monitor.model.coverage import Coverage, Health
from monitor.model.feeds import Feed, FeedState
from monitor.store.store import Transaction


def list_health(tx: Transaction) -> list[tuple[Feed, FeedState, Health]]:
    """Return every polled feed with how it is, by source and URL."""
    sources, days = tx.feeds.list_sources(), tx.history.list_all()
    return [
        (feed, state, health_of(feed, state, days.get(feed.url, ()), language=sources[feed.source].language))
        for feed, state in tx.feeds.list_feeds()
        if feed.kind != "seed"
    ]


def coverage(tx: Transaction) -> Coverage:
    """Return how many sources are watched and which are blind."""
    names = {key: source.name for key, source in tx.feeds.list_sources().items()}
    return cover(((feed, health) for feed, _, health in list_health(tx)), names=names)
