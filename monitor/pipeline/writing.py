"""One writer for many: what waits to be stored is stored together, in one transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from monitor.errors import StoreError
from monitor.store.store import Store, Transaction

T = TypeVar("T")
Work = Callable[[Transaction], Any]

log = logging.getLogger(__name__)

#: Works in one transaction at most: other processes wait while it lasts.
_MOST = 64
#: So many are worth a transaction while others wait for their end.
_ENOUGH = 20
#: Fewer wait for more, as long as some come within this.
_GATHER_S = 0.01


class Writer:
    """Does works in transactions, each work in one as a whole or not at all.

    A commit costs as much as storing many items, so works that wait for each other share one. When one of
    them fails they are done again, each in a transaction of its own, so a work must bear being repeated.
    """

    def __init__(self, store: Store, *, finish: Work) -> None:
        """`finish` is done at the end of every transaction."""
        self._store = store
        self._finish = finish
        self._waiting: list[tuple[Work, asyncio.Future[Any]]] = []
        #: Whether others wait for the end of one of them.
        self._holds_up = False
        self._writing: asyncio.Task[None] | None = None
        #: Once a write was refused, after a long wait for a lock, the others of the pass need not wait too.
        self.refusal: StoreError | None = None

    async def write(self, work: Callable[[Transaction], T], *, holds_up: bool = False) -> T:
        """Return what `work` returns, once that is stored; StoreError when the store has refused it.

        `holds_up`: until then others cannot begin.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        self._holds_up = self._holds_up or holds_up
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await done

    async def _write_all(self) -> None:
        """Store what waits, and what comes to wait meanwhile."""
        try:
            while self._waiting:
                await self._gather()
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                self._holds_up = False
                batch = [(work, done) for work, done in batch if not done.cancelled()]
                results = await asyncio.to_thread(self._together, [work for work, _ in batch])
                for (_, done), result in zip(batch, results, strict=True):
                    _tell(done, result)
        finally:
            self._writing = None

    async def _gather(self) -> None:
        """Return when enough waits, or nothing more comes."""
        before = 0
        while before < len(self._waiting) < (_ENOUGH if self._holds_up else _MOST):
            before = len(self._waiting)
            await asyncio.sleep(_GATHER_S)

    def _together(self, works: Sequence[Work]) -> list[Any]:
        """Return the works' results, or the exceptions that kept them from being stored."""
        if self.refusal is not None:
            return [self.refusal for _ in works]
        try:
            with self._store.write() as tx:
                results = [work(tx) for work in works]
                self._finish(tx)
            return results
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for it must hear of it
            if len(works) > 1:
                log.debug("storing %d works one by one: %s", len(works), error)
                return [result for work in works for result in self._together([work])]
            if isinstance(error, StoreError):
                self.refusal = error
            return [error]


def _tell(done: asyncio.Future[Any], result: Any) -> None:
    if done.done():  # nobody waits for it any more
        return
    if isinstance(result, Exception):
        done.set_exception(result)
    else:
        done.set_result(result)
