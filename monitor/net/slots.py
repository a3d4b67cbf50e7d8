"""Turns: how many GETs run at once, in all and to one server, and how soon one follows another.

A server that hangs costs a socket and no work, so a GET that takes long gives its turn to the next one and
goes on without it: fifty dead servers do not hold up the fifty behind them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

#: Asked when a GET has its turn, right before it starts: waits until it may, or raises why it may not.
Ready = Callable[[], Awaitable[None]]

# A GET still running after this long is waiting for its server, not working.
_PATIENCE_S = 0.2
# Open GETs at most, for each one that may start at once: bounds sockets and memory.
_OPEN_PER_TURN = 8
# Servers whose pause may be over are forgotten when there are so many.
_MOST_REMEMBERED = 1_000


class Slots:
    """The turns of one client."""

    def __init__(self, *, concurrency: int, per_server: int) -> None:
        self._turns = asyncio.Semaphore(concurrency)
        self._open = asyncio.Semaphore(concurrency * _OPEN_PER_TURN)
        self._per_server = per_server
        self._servers: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        #: Since when each server may be asked again, by the clock of the loop.
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def hold(
        self, server: str, *, pause_s: float = 0.0, ready: Ready | None = None
    ) -> AsyncIterator[None]:
        """Wait until `server` may be asked, `pause_s` after the last time; count as asking it inside.

        The server comes first, so that a crowded one takes no turn from others. Whoever waits for `ready`
        keeps its turn: while nobody may start, no more come forward than may start at once.
        """
        at_server = self._servers.setdefault(server, asyncio.Semaphore(self._per_server))
        async with at_server:
            await self._pause(server, pause_s)
            async with self._open, _Turn(self._turns, ready):
                yield

    async def _pause(self, server: str, pause_s: float) -> None:
        if not pause_s:
            return
        clock = asyncio.get_running_loop().time
        while (left_s := self._free_at.get(server, 0.0) - clock()) > 0:
            await asyncio.sleep(left_s)
        if len(self._free_at) >= _MOST_REMEMBERED:
            self._free_at = {name: at for name, at in self._free_at.items() if at > clock()}
        self._free_at[server] = clock() + pause_s


class _Turn:
    """One turn, given back when its GET ends or has taken long, whichever comes first."""

    def __init__(self, turns: asyncio.Semaphore, ready: Ready | None) -> None:
        self._turns = turns
        self._ready = ready
        self._is_held = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        await self._turns.acquire()
        self._is_held = True
        if self._ready is not None:
            try:
                await self._ready()
            except BaseException:
                self._give_back()
                raise
        self._timer = asyncio.get_running_loop().call_later(_PATIENCE_S, self._give_back)

    async def __aexit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._give_back()

    def _give_back(self) -> None:
        if self._is_held:
            self._is_held = False
            self._turns.release()
