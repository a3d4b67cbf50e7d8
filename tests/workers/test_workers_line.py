"""Our end of a worker's socket pair, whatever the other end sends."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from monitor.errors import WorkerError
from monitor.workers.line import Line, LostError
from monitor.workers.replies import SIZE


def _with_line(work: Callable[[Line, socket.socket], Awaitable[None]]) -> None:
    async def go() -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            _, line = await asyncio.get_running_loop().create_unix_connection(Line, sock=ours)
            async with asyncio.timeout(5):
                await work(line, theirs)
            line.close()

    asyncio.run(go())


def test_replies_arrive_whole_in_whatever_pieces_they_come() -> None:
    async def work(line: Line, theirs: socket.socket) -> None:
        theirs.sendall(SIZE.pack(5) + b"early")
        await asyncio.sleep(0)
        assert await line.receive() == b"early"
        reply = asyncio.create_task(line.receive())
        for byte in SIZE.pack(3) + b"abc":
            theirs.sendall(bytes([byte]))
            await asyncio.sleep(0.001)
        assert await reply == b"abc"
        theirs.sendall(SIZE.pack(0))
        assert await line.receive() == b""

    _with_line(work)


def test_a_reply_longer_than_any_may_be_is_refused_by_its_size() -> None:
    async def work(line: Line, theirs: socket.socket) -> None:
        theirs.sendall(SIZE.pack(2**32 - 1))
        with pytest.raises(WorkerError, match="more than we can take"):
            await line.receive()

    _with_line(work)


@pytest.mark.parametrize("sent", [b"", b"\0", SIZE.pack(5) + b"abc"])
def test_an_end_before_the_end_of_the_reply_is_told(sent: bytes) -> None:
    async def work(line: Line, theirs: socket.socket) -> None:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(LostError):
            await line.receive()
        assert line.is_lost

    _with_line(work)
