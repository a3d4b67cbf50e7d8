"""Turns: how many GETs run at once, in all and to one host.

A server that hangs costs a socket and no work, so a GET that takes long gives its turn to the next one and
goes on without it: fifty dead servers do not hold up the fifty behind them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

# A GET still running after this long is waiting for its server, not working.
_PATIENCE_S = 0.5
# Open GETs at most, for each one that may start at once: bounds sockets and memory.
_OPEN_PER_TURN = 8


class Slots:
    """The turns of one client."""

    def __init__(self, *, concurrency: int, per_host: int) -> None:
        self._turns = asyncio.Semaphore(concurrency)
        self._open = asyncio.Semaphore(concurrency * _OPEN_PER_TURN)
        self._per_host = per_host
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, host: str) -> AsyncIterator[None]:
        """Wait until `host` may be asked; the host first, so that a crowded one takes no turn from others."""
        at_host = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with at_host, self._open, self._turn():
            yield

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        await self._turns.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._turns.release()

        timer = asyncio.get_running_loop().call_later(_PATIENCE_S, give_back)
        try:
            yield
        finally:
            timer.cancel()
            give_back()
