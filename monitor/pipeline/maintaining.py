"""What a database needs to serve for years: old texts dropped, its log written back. In small steps.

store.list_outdated | store.drop_texts, a few in one transaction; the space is used again by new items.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from monitor.model.service import Keeping
from monitor.store.store import Store

log = logging.getLogger(__name__)

#: Items in one transaction: they take 15 ms on a slow machine, so that polling hardly waits.
BATCH = 5
#: Items in one pass, so that it lasts seconds; a service does as many every ten minutes.
MOST = 500
#: Between two transactions.
PAUSE_S = 0.1


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
            return tx.retention.list_outdated(self._keeping, now=self._clock())[:MOST]

    def drop(self, item_ids: Sequence[int]) -> None:
        """Drop the texts of a few items; whoever wants to write need not wait long."""
        with self._store.write() as tx:
            tx.retention.drop_texts(item_ids, now=self._clock())

    def write_back(self) -> None:
        """Write the log back into the database and give its space to the disk; what readers need waits."""
        self._store.write_back()


def batches(item_ids: Sequence[int]) -> Sequence[Sequence[int]]:
    """Return the items in groups that one transaction can take."""
    rest = iter(item_ids)
    return list(iter(lambda: list(islice(rest, BATCH)), []))
