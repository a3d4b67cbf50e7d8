"""What a database needs to serve for years: old texts dropped, its log written back. In small steps.

store.list_outdated | part | store.drop, an item in one transaction; the space is used again by new items.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from monitor.model.service import Keeping
from monitor.store.retention import part
from monitor.store.store import Store

log = logging.getLogger(__name__)

#: Items in one pass, so that it lasts seconds; a service does as many every ten minutes.
MOST = 500
#: Between two items.
PAUSE_S = 0.05


class Maintenance:
    """Drops what nobody wants to keep any longer, and writes the log back."""

    def __init__(self, store: Store, *, keeping: Keeping, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._keeping = keeping
        self._clock = clock

    def mend_times(self) -> None:
        """Put right what a clock has left that was far ahead."""
        now = self._clock()
        with self._store.read() as tx:
            if not tx.mending.is_needed(now):
                return
        log.warning("the clock was ahead by more than a day: what it left in the database is put right")
        with self._store.write() as tx:
            tx.mending.take_back(now)

    def list_outdated(self) -> list[int]:
        """Return items whose texts are to be dropped, as many as one pass does."""
        with self._store.read() as tx:
            return tx.retention.list_outdated(self._keeping, now=self._clock(), limit=MOST)

    def drop(self, item_id: int) -> None:
        """Drop the texts of an item: alone, for it takes milliseconds in which nobody else can write."""
        with self._store.read() as tx:
            item = tx.items.get(item_id)
        parting = part(item, now=self._clock())
        with self._store.write() as tx:
            tx.retention.drop(parting)

    def write_back(self) -> None:
        """Write the log back into the database and give its space to the disk; what readers need waits."""
        self._store.write_back()
