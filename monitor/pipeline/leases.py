"""Leases: feeds that are being polled are left alone by others, and are free again after a crash."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from datetime import datetime, timedelta

from monitor.errors import StoreError
from monitor.model.feeds import Feed, FeedState
from monitor.store.store import Store

log = logging.getLogger(__name__)

#: For how long, unless the lease is renewed: not so long that feeds stay silent after a process was killed.
LEASE_S = 180.0
RENEW_S = LEASE_S / 3


class Leases:
    """The leases that this process holds."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def claim(self, *, due_only: bool) -> list[tuple[Feed, FeedState]]:
        """Return the feeds that are due, or all that nobody polls, and lease them."""
        with self._store.write() as tx:
            claim = tx.feeds.claim_due if due_only else tx.feeds.claim_all
            return claim(self._clock(), lease_s=LEASE_S)

    def release(self, urls: Collection[str]) -> None:
        """Give feeds free whose poll was broken off; where the store refuses, their lease runs out."""
        with suppress(StoreError), self._store.write() as tx:
            tx.feeds.release(urls)

    @asynccontextmanager
    async def renewed(self, urls: Collection[str], *, every_s: float = RENEW_S) -> AsyncIterator[None]:
        """Keep `urls`, which may shrink, leased: a feed may wait long for its turn at a crowded host."""
        # In a context of its own: that leases are renewed does not show that the pass gets on.
        renewing = asyncio.create_task(self._renew(urls, every_s), context=Context())
        try:
            yield
        finally:
            renewing.cancel()

    async def _renew(self, urls: Collection[str], every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            await asyncio.to_thread(self._renew_once, list(urls))

    def _renew_once(self, urls: Collection[str]) -> None:
        try:
            with self._store.write() as tx:
                tx.feeds.renew(urls, until=self._clock() + timedelta(seconds=LEASE_S))
        except StoreError as error:
            log.warning("the leases of %d feeds could not be renewed: %s", len(urls), error)
