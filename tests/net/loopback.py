"""A server on 127.0.0.1 that answers exactly the bytes it is told, right or wrong."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Respond = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Loopback:
    port: int = 0
    connections: int = 0
    #: The head of every request.
    heads: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.place}/"


@asynccontextmanager
async def serve(
    respond: Respond | bytes, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Loopback]:
    """Answer every request with `respond`; given bytes, close the connection after them."""
    loopback, writers = Loopback(), set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loopback.connections += 1
        writers.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                loopback.heads.append(head)
                if isinstance(respond, bytes):
                    writer.write(respond)
                    writer.close()
                else:
                    await respond(head, writer)
                    await writer.drain()

    server = await asyncio.start_server(handle, host, port, ssl=tls)
    loopback.port = server.sockets[0].getsockname()[1]
    try:
        yield loopback
    finally:
        server.close()
        for writer in writers:
            writer.transport.abort()
        await asyncio.sleep(0.01)  # aborted connections report their end


def reply(body: bytes = b"", *, status: str = "200 OK", headers: str = "") -> bytes:
    """Return a complete answer; each line of `headers` ends in CRLF."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def redirect(location: str, *, status: str = "302 Found") -> bytes:
    return reply(status=status, headers=f"Location: {location}\r\n")
