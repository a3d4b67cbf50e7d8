"""Our end of a worker's socket pair: one message each way at a time, each after its size."""

import asyncio

from monitor.errors import WorkerError
from monitor.workers.replies import SIZE

_MAX_REPLY = 200_000_000


class LostError(Exception):
    """The other end was closed before a whole reply came."""


class Line(asyncio.Protocol):
    """Hands over a reply when all of it is there.

    Streams of asyncio do the same, waking the loop several times for each message.
    """

    def __init__(self) -> None:
        self.is_lost = False
        self._received = bytearray()
        self._reply: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take what is written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send(self, message: bytes) -> None:
        """Send a message; whether it arrives shows in the reply."""
        self._transport.write(message)

    async def receive(self) -> bytes:
        """Return the next reply; raise LostError when none will come, WorkerError when it is too long."""
        self._reply = asyncio.get_running_loop().create_future()
        self._look()
        try:
            return await self._reply
        finally:
            self._reply = None

    def data_received(self, data: bytes) -> None:
        """Take what has come; who sends more than any reply is cut off."""
        self._received += data
        if len(self._received) > SIZE.size + _MAX_REPLY:
            self.close()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give up what is waited for."""
        self.is_lost = True
        self._look()

    def close(self) -> None:
        """Close our end at once."""
        self._transport.abort()

    def _look(self) -> None:
        """Hand over the reply that is waited for, once it is all there or cannot come."""
        if self._reply is None or self._reply.done():
            return
        ends = self._end_of_reply()
        if ends > SIZE.size + _MAX_REPLY:
            self._reply.set_exception(WorkerError("the work brought more than we can take, and was stopped"))
        elif len(self._received) >= ends:
            self._reply.set_result(bytes(self._received[SIZE.size : ends]))
            del self._received[:ends]
        elif self.is_lost:
            self._reply.set_exception(LostError())

    def _end_of_reply(self) -> int:
        """Return how many bytes there must be for a whole reply, or for its size."""
        is_told = len(self._received) >= SIZE.size
        size: int = SIZE.unpack_from(self._received)[0] if is_told else 1
        return SIZE.size + size
