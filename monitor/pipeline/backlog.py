"""Holds back the asking of feeds while too many answers wait to be read."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Backlog:
    """Counts the answers in memory, so that fast servers cannot fill it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting = 0
        self._has_room = asyncio.Event()
        self._has_room.set()

    async def wait_for_room(self) -> None:
        """Return when another feed may be asked."""
        await self._has_room.wait()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count an answer while it waits and is read."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting < self._most:
            self._has_room.set()
        else:
            self._has_room.clear()
