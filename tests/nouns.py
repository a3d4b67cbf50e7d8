"""Nouns for tests: whole and plausible, with what matters given by the test."""

from datetime import UTC, datetime
from typing import Any

from monitor.model.items import Item
from monitor.model.topics import Match, Span

#: The URL of The Paper's feed.
FEED = "https://paper.test/rss"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def an_item(guid: str = "1", **given: Any) -> Item:
    """Return an item of The Paper."""
    values: dict[str, Any] = {
        "source": "paper",
        "feed": FEED,
        "guid": guid,
        "url": f"https://paper.test/{guid}",
        "title": f"Headline {guid}",
        "text": f"Text {guid}",
        "language": "en",
        "published_at": NOW,
        "first_seen_at": NOW,
        "content_hash": f"hash-{given.get('title', guid)}-{given.get('text', guid)}",
    }
    return Item(**(values | given))


def a_match(item_id: int = 0, topic: str = "elections", **given: Any) -> Match:
    """Return a match whose evidence is the first word of the title."""
    values: dict[str, Any] = {
        "item_id": item_id,
        "topic": topic,
        "score": 0.5,
        "spans": (Span(field="title", start=0, end=8, leaf="headline"),),
        "version": "v1",
        "matched_at": NOW,
    }
    return Match(**(values | given))
