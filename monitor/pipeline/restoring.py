"""The window of stories back from the store: from what was packed as items came, else from their texts."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from monitor.errors import MonitorError
from monitor.model.items import Item
from monitor.model.stories import WindowPart
from monitor.store.store import Transaction
from monitor.story.cluster import Clusterer

log = logging.getLogger(__name__)

#: An item is compared with those of so many days.
WINDOW = timedelta(days=3)
#: Items of one part when a whole window is packed: a part is in memory at once when it is read.
PART = 500


def read_window(
    empty: Callable[[], Clusterer], newest: Item, tx: Transaction, *, version: str
) -> tuple[Clusterer, Sequence[WindowPart] | None]:
    """Return the window up to the item placed last, and what to store of it; None: it is stored so."""
    if tx.window.is_whole(version, last=newest.id) and (stored := _unpacked(empty(), newest, tx)):
        return stored, None
    clusterer = empty()
    # Two windows back: what the items of the window weigh depends on those before them.
    for item, story in tx.stories.window(newest.first_seen_at - 2 * WINDOW):
        if not is_late(item):
            restore(clusterer, item, story, now=item.first_seen_at)
    return clusterer, list(_parts(clusterer, version, last=newest.id))


def _unpacked(clusterer: Clusterer, newest: Item, tx: Transaction) -> Clusterer | None:
    """Return a window filled with what was packed; None when that is damaged, for the texts tell the same."""
    try:
        clusterer.restore_packed(tx.window.parts(), tx.window.stories(), now=newest.first_seen_at)
    except MonitorError:
        raise
    except Exception:
        log.exception("the stored window of stories is damaged; it is made anew")
        return None
    return clusterer


def _parts(clusterer: Clusterer, version: str, *, last: int) -> Iterator[WindowPart]:
    """Yield a window that was just restored, packed, each part up to its last item."""
    items = list(clusterer.items)
    after = min(items, default=1) - 1
    for first in range(0, len(items), PART):
        part = items[first : first + PART]
        ends = last if part[-1] == items[-1] else max(part)
        yield WindowPart(after=after, last=ends, version=version, held=clusterer.packed(part))
        after = ends


def restore(clusterer: Clusterer, item: Item, story: int, *, now: datetime | None = None) -> None:
    """Take a stored item back into a window, if that is possible."""
    try:
        clusterer.restore([(item, story)], now=now)
    except Exception:
        # It keeps its story; others will not find it.
        log.exception("taking an item into the window failed: %d %s", item.id, item.url)


def is_late(item: Item) -> bool:
    """Tell whether an item was published before the window of the time when it came."""
    return item.published_at < item.first_seen_at - WINDOW
