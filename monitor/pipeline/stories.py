"""Stored items to their stories, in the order in which they came, a few in one transaction.

store.unplaced | story.cluster | store.save. What is in memory is the windows only, and can be lost at any
time: it is built anew from what is stored.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from threading import Lock

from monitor.model.items import Item
from monitor.model.stories import Clustering, Placement, WindowPart
from monitor.pipeline.restoring import WINDOW, is_late, read_window, restore
from monitor.store.store import Store, Transaction
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex

log = logging.getLogger(__name__)

#: Items in one transaction: small enough that polling hardly waits.
BATCH = 100
#: Of the windows of late items, those are kept that hold so many items together.
LATE_ITEMS = 20_000
#: So long they are kept without being needed.
LATE_FOR = timedelta(minutes=1)
#: Longer than a window takes to be read; it is renewed with each batch.
LEASE_S = 180.0

_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Windows:
    """The stories in memory, as of one state of the store."""

    last_placed: int
    corrections: int
    now: Clusterer
    #: Day -> the window around it, for items that came late; the one used last at the end.
    late: "OrderedDict[datetime, Clusterer]" = field(default_factory=OrderedDict)
    #: When one of these was needed last.
    late_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    #: Something went wrong in here: to be read anew.
    is_broken: bool = False
    #: Read from texts, and to be stored so that this need not be done again.
    unsaved: Sequence[WindowPart] | None = None

    def tell_others(self, teller: Clusterer, item: Item, found: Clustering) -> None:
        """Take what one window found into the others, as far as it concerns them."""
        for window in (self.now, *self.late.values()):
            for merging in found.mergings if window is not teller else ():
                window.merge(merging.gone, merging.stays)
        for day, window in self.late.items():
            if window is not teller and day - _DAY <= item.published_at < day + 2 * _DAY:
                restore(window, item, found.placements[0].story)


class Stories:
    """Places items. One at a time over all processes; each item is compared as if it had come alone."""

    def __init__(
        self, store: Store, *, names: NameIndex, clock: Callable[[], datetime], version: str = ""
    ) -> None:
        """Begin with nothing in memory; `version` is of how items are understood: see `version_of`."""
        self._store = store
        self._names = names
        self._version = version
        self._clock = clock
        self._windows: _Windows | None = None
        self._taking = Lock()

    def is_waiting(self) -> bool:
        """Tell whether an item waits to be placed; after a rest, give up the windows of late items."""
        if (
            self._windows
            and self._windows.late
            and self._clock() - self._windows.late_at > LATE_FOR
            and (windows := self._take())
        ):
            windows.late.clear()
            self._windows = windows
        with self._store.read() as tx:
            return bool(tx.stories.unplaced(limit=1))

    def begin(self) -> bool:
        """Lease the placing of items; False when somebody else has the lease."""
        with self._store.write() as tx:
            return tx.corrections.claim_placing(self._clock(), lease_s=LEASE_S)

    def end(self) -> None:
        """Give the lease back."""
        with self._store.write() as tx:
            tx.corrections.release_placing()

    def place_batch(self) -> int:
        """Place the items that have waited longest; return how many, 0: none waits."""
        with self._store.read() as tx:
            items = tx.stories.unplaced(limit=BATCH)
            if not items:
                return 0
            # Until all is stored, memory is ahead of the store: it is kept only if nothing goes wrong.
            windows = self._current(tx)
            found = self._place_each(windows, items, tx)
        with self._store.write() as tx:
            if not _is_current(windows, tx):
                return len(found)
            for now, clustering in _between_mergings(found):
                tx.stories.save(clustering, now=now)
            self._save_window(windows, [item.id for item, _ in found], tx)
            tx.corrections.renew_placing(self._clock(), lease_s=LEASE_S)
        windows.last_placed, windows.unsaved = found[-1][0].id, None
        self._windows = None if windows.is_broken else windows
        return len(found)

    def _save_window(self, windows: _Windows, items: Sequence[int], tx: Transaction) -> None:
        """Store what the window holds of items that were placed, so that a restart need not read them."""
        if windows.unsaved is not None:
            tx.window.replace(windows.unsaved)
        held = windows.now.packed(items)
        part = WindowPart(after=windows.last_placed, last=items[-1], version=self._version, held=held)
        tx.window.add(part, oldest=min(windows.now.items, default=0))

    def _place_each(
        self, windows: _Windows, items: Sequence[Item], tx: Transaction
    ) -> list[tuple[Item, Clustering]]:
        """Place items one after the other, up to one whose window must be read: the store is behind then."""
        found: list[tuple[Item, Clustering]] = []
        for item in items:
            if windows.is_broken or (found and is_late(item) and _day(item) not in windows.late):
                break
            found.append((item, self._place(windows, item, tx)))
        return found

    def _current(self, tx: Transaction) -> _Windows:
        """Take the windows, read from the store unless those in memory are what it has."""
        windows = self._take()
        return windows if windows and _is_current(windows, tx) else self._read(tx)

    def _take(self) -> _Windows | None:
        """Take the windows, so that no other thread has them."""
        with self._taking:
            windows, self._windows = self._windows, None
        return windows

    def _read(self, tx: Transaction) -> _Windows:
        last = tx.stories.last_placed()
        windows = _Windows(last_placed=last, corrections=tx.corrections.count(), now=self._empty(tx))
        for newest in tx.items.list_by_id([last]):
            windows.now, windows.unsaved = read_window(
                lambda: self._empty(tx), newest, tx, version=self._version
            )
        return windows

    def _empty(self, tx: Transaction) -> Clusterer:
        clusterer = Clusterer(self._names, days=WINDOW / _DAY)
        for one, other in tx.corrections.apart():
            clusterer.keep_apart(one, other)
        return clusterer

    def _place(self, windows: _Windows, item: Item, tx: Transaction) -> Clustering:
        is_old = is_late(item)
        clusterer = self._late(windows, item, tx) if is_old else windows.now
        try:
            found = clusterer.add([item], now=_day(item) + 2 * _DAY if is_old else item.first_seen_at)
        except Exception:
            # A bug must not keep all later items out of the digests: this one is a story of its own.
            log.exception("placing an item failed: %d %s", item.id, item.url)
            windows.is_broken = True
            alone = Placement(item_id=item.id, story=item.id, sameness="opens")
            return Clustering(placements=(alone,), mergings=())
        windows.tell_others(clusterer, item, found)
        return found

    def _late(self, windows: _Windows, item: Item, tx: Transaction) -> Clusterer:
        """Return the window around the day of an item that came late."""
        day = _day(item)
        if day not in windows.late:
            windows.late[day] = self._empty(tx)
            for other, story in tx.stories.window(day - _DAY, day + 2 * _DAY):
                restore(windows.late[day], other, story)
        windows.late.move_to_end(day)
        windows.late_at = self._clock()
        while len(windows.late) > 1 and sum(each.size for each in windows.late.values()) > LATE_ITEMS:
            windows.late.popitem(last=False)
        return windows.late[day]


def _between_mergings(found: Sequence[tuple[Item, Clustering]]) -> Iterator[tuple[datetime, Clustering]]:
    """Yield what is stored at once, in as few steps as its order allows: each merging begins one."""
    groups: list[list[tuple[Item, Clustering]]] = []
    for item, clustering in found:
        if clustering.mergings or not groups:
            groups.append([])
        groups[-1].append((item, clustering))
    for group in groups:
        first, opening = group[0]
        placements = tuple(placement for _, clustering in group for placement in clustering.placements)
        yield first.first_seen_at, replace(opening, placements=placements)


def _is_current(windows: _Windows, tx: Transaction) -> bool:
    """Tell whether nobody has placed or corrected anything since these windows were kept."""
    return (windows.last_placed, windows.corrections) == (tx.stories.last_placed(), tx.corrections.count())


def _day(item: Item) -> datetime:
    """Return the beginning of the day on which an item was published, in UTC."""
    return datetime.combine(item.published_at.astimezone(UTC), time(), tzinfo=UTC)
