"""The windows of stories in memory: that of now, and one around each day of which items came late."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from monitor.model.items import Item
from monitor.model.stories import Clustering, Placement, WindowPart
from monitor.pipeline.restoring import is_late, read_window, restore
from monitor.store.store import Transaction
from monitor.story.cluster import Clusterer

log = logging.getLogger(__name__)

#: Of the windows of late items, those are kept that hold so many items together.
LATE_ITEMS = 20_000

_DAY = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Windows:
    """The stories in memory, as of one state of the store."""

    last_placed: int
    corrections: int
    now: Clusterer
    #: Makes an empty one.
    empty: Callable[[Transaction], Clusterer]
    #: Day -> the window around it, for items that came late; the one used last at the end.
    late: "OrderedDict[datetime, Clusterer]" = field(default_factory=OrderedDict)
    #: When one of these was needed last.
    late_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    #: Something went wrong in here: to be read anew.
    is_broken: bool = False
    #: Read from texts, and to be stored so that this need not be done again.
    unsaved: Sequence[WindowPart] | None = None

    def is_current(self, tx: Transaction) -> bool:
        """Tell whether nobody has placed or corrected anything since these windows were kept."""
        return (self.last_placed, self.corrections) == (tx.stories.last_placed(), tx.corrections.count())

    def is_ready(self, item: Item) -> bool:
        """Tell whether an item can be placed without reading anything from the store."""
        return not self.is_broken and (not is_late(item) or _day(item) in self.late)

    def place(self, item: Item, tx: Transaction, *, now: datetime) -> Clustering:
        """Find the story of an item. One that cannot be understood opens one, and the windows are broken."""
        is_old = is_late(item)
        clusterer = self._late(item, tx, now=now) if is_old else self.now
        try:
            at = _day(item) + 2 * _DAY if is_old else item.first_seen_at
            found = clusterer.add([item], now=at, texts=tx.items.list_by_id)
        except Exception:
            # A bug must not keep all later items out of the digests: this one is a story of its own.
            log.exception("placing an item failed: %d %s", item.id, item.url)
            self.is_broken = True
            alone = Placement(item_id=item.id, story=item.id, sameness="opens")
            return Clustering(placements=(alone,), mergings=())
        self._tell_others(clusterer, item, found)
        return found

    def save(self, items: Sequence[int], tx: Transaction, *, version: str) -> None:
        """Store what the window holds of items that were placed, so that a restart need not read them."""
        if self.unsaved is not None:
            tx.window.replace(self.unsaved)
        part = WindowPart(
            after=self.last_placed, last=items[-1], version=version, held=self.now.packed(items)
        )
        tx.window.add(part, oldest=min(self.now.items, default=0))

    def _late(self, item: Item, tx: Transaction, *, now: datetime) -> Clusterer:
        """Return the window around the day of an item that came late."""
        day = _day(item)
        if day not in self.late:
            self.late[day] = self.empty(tx)
            for other, story in tx.stories.window(day - _DAY, day + 2 * _DAY):
                restore(self.late[day], other, story)
        self.late.move_to_end(day)
        self.late_at = now
        while len(self.late) > 1 and sum(each.size for each in self.late.values()) > LATE_ITEMS:
            self.late.popitem(last=False)
        return self.late[day]

    def _tell_others(self, teller: Clusterer, item: Item, found: Clustering) -> None:
        """Take what one window found into the others, as far as it concerns them."""
        for window in (self.now, *self.late.values()):
            for merging in found.mergings if window is not teller else ():
                window.merge(merging.gone, merging.stays)
        for day, window in self.late.items():
            if window is not teller and day - _DAY <= item.published_at < day + 2 * _DAY:
                restore(window, item, found.placements[0].story)
        for window in (self.now, *self.late.values()):
            for placement in found.moved if window is not teller else ():
                window.move(placement.item_id, placement.story)


def read_windows(empty: Callable[[Transaction], Clusterer], tx: Transaction, *, version: str) -> Windows:
    """Return the windows as of now: that of late items begins when it is needed."""
    windows = Windows(
        last_placed=tx.stories.last_placed(), corrections=tx.corrections.count(), now=empty(tx), empty=empty
    )
    for newest in tx.items.list_by_id([windows.last_placed]):
        windows.now, windows.unsaved = read_window(lambda: empty(tx), newest, tx, version=version)
    return windows


def _day(item: Item) -> datetime:
    """Return the beginning of the day on which an item was published, in UTC."""
    return datetime.combine(item.published_at.astimezone(UTC), time(), tzinfo=UTC)
