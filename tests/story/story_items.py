"""Items to be clustered, and how they were."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from monitor.model.items import Item
from monitor.story.cluster import Clusterer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def item(number: int, title: str, text: str = "", *, language: str = "en", hours: float = 0) -> Item:
    """Return an item published so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    return Item(
        id=number,
        source="paper",
        feed="",
        guid=str(number),
        url="",
        title=title,
        text=text,
        language=language,
        published_at=at,
        first_seen_at=at,
        content_hash="",
    )


def stories(clusterer: Clusterer, items: Iterable[Item]) -> list[int]:
    """Hand items over one by one, each when it was published; return the story of each at the end."""
    found: dict[int, int] = {}
    for each in items:
        clustering = clusterer.add([each], now=each.published_at)
        for merging in clustering.mergings:
            found = {
                number: merging.stays if story == merging.gone else story for number, story in found.items()
            }
        found |= {placement.item_id: placement.story for placement in clustering.placements}
    return list(found.values())
