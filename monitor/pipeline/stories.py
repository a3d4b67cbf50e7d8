"""Stored items to their stories, in the order in which they came, a few in one transaction.

store.unplaced | story.cluster | store.save. What is in memory is the windows only, and can be lost at any
time: it is built anew from what is stored.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from monitor.model.items import Item
from monitor.model.stories import Clustering
from monitor.pipeline.restoring import WINDOW
from monitor.pipeline.windows import Windows, read_windows
from monitor.store.store import Store, Transaction
from monitor.story.cluster import Clusterer
from monitor.words.names.index import NameIndex

#: Items in one transaction: small enough that polling hardly waits.
BATCH = 100
#: The windows of late items are kept so long without being needed.
LATE_FOR = timedelta(minutes=1)
#: Longer than a window takes to be read; it is renewed with each batch.
LEASE_S = 180.0


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
        self._windows: Windows | None = None
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
            if not windows.is_current(tx):
                return len(found)
            for now, clustering in _between_mergings(found):
                tx.placing.save(clustering, now=now)
            windows.save([item.id for item, _ in found], tx, version=self._version)
            tx.corrections.renew_placing(self._clock(), lease_s=LEASE_S)
        windows.last_placed, windows.unsaved = found[-1][0].id, None
        self._windows = None if windows.is_broken else windows
        return len(found)

    def _place_each(
        self, windows: Windows, items: Sequence[Item], tx: Transaction
    ) -> list[tuple[Item, Clustering]]:
        """Place items one after the other, up to one whose window must be read: the store is behind then."""
        found: list[tuple[Item, Clustering]] = []
        for item in items:
            if found and not windows.is_ready(item):
                break
            found.append((item, windows.place(item, tx, now=self._clock())))
        return found

    def _current(self, tx: Transaction) -> Windows:
        """Take the windows, read from the store unless those in memory are what it has."""
        windows = self._take()
        if windows and windows.is_current(tx):
            return windows
        return read_windows(self._empty, tx, version=self._version)

    def _take(self) -> Windows | None:
        """Take the windows, so that no other thread has them."""
        with self._taking:
            windows, self._windows = self._windows, None
        return windows

    def _empty(self, tx: Transaction) -> Clusterer:
        clusterer = Clusterer(self._names, days=WINDOW / timedelta(days=1))
        for one, other in tx.corrections.apart():
            clusterer.keep_apart(one, other)
        for story in tx.corrections.settled():
            clusterer.settle(story)
        return clusterer


def _between_mergings(found: Sequence[tuple[Item, Clustering]]) -> Iterator[tuple[datetime, Clustering]]:
    """Yield what is stored at once, in as few steps as its order allows: mergings begin one, moves end it."""
    groups: list[list[tuple[Item, Clustering]]] = []
    for item, clustering in found:
        if not groups or clustering.mergings or groups[-1][-1][1].moved:
            groups.append([])
        groups[-1].append((item, clustering))
    for group in groups:
        first, opening = group[0]
        placements = tuple(placement for _, clustering in group for placement in clustering.placements)
        yield first.first_seen_at, replace(opening, placements=placements, moved=group[-1][1].moved)
