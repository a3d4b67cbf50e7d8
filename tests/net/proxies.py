"""An HTTP and a SOCKS5 proxy on loopback that take everybody to one server, whatever he asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Proxy:
    port: int = 0
    #: What was asked for, as `host:port`.
    asked: list[str] = field(default_factory=list)
    #: User name and password of each client that gave them.
    logins: list[str] = field(default_factory=list)


async def _join(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, first: bytes = b""
) -> None:
    ahead, back = await asyncio.open_connection("127.0.0.1", port)
    back.write(first)

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
            target.close()

    try:
        await asyncio.gather(pump(reader, back), pump(ahead, writer))
    finally:
        back.close()


@asynccontextmanager
async def http_proxy(target: int) -> AsyncIterator[Proxy]:
    """Serve CONNECT and plain requests, both by way of the server at port `target`."""
    proxy = Proxy()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            method, place, _ = head.decode().split(" ", 2)
            proxy.asked.append(place.removeprefix("http://").split("/")[0])
            lines = head.decode().split("\r\n")
            proxy.logins += [line for line in lines if line.startswith("Proxy-Authorization")]
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                await _join(reader, writer, target)
            else:
                path = "/" + place.removeprefix("http://").partition("/")[2]
                await _join(reader, writer, target, head.replace(place.encode(), path.encode(), 1))

    async with _serving(proxy, handle):
        yield proxy


@asynccontextmanager
async def socks_proxy(target: int, *, refusal: int = 0) -> AsyncIterator[Proxy]:
    """Serve SOCKS5 with and without a login; a `refusal` is the reply's code."""
    proxy = Proxy()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            _, count = await reader.readexactly(2)
            wants_login = 2 in await reader.readexactly(count)
            writer.write(b"\x05\x02" if wants_login else b"\x05\x00")
            if wants_login:
                await reader.readexactly(1)
                user, password = [await reader.readexactly((await reader.readexactly(1))[0]) for _ in "ab"]
                proxy.logins.append(f"{user.decode()}:{password.decode()}")
                writer.write(b"\x01\x00")
            *_, kind = await reader.readexactly(4)
            name = await reader.readexactly((await reader.readexactly(1))[0] if kind == 3 else 4)
            port = int.from_bytes(await reader.readexactly(2))
            host = name.decode() if kind == 3 else ".".join(str(byte) for byte in name)
            proxy.asked.append(f"{host}:{port}")
            writer.write(bytes([5, refusal, 0, 1, 0, 0, 0, 0, 0, 0]))
            if refusal:
                writer.close()
            else:
                await _join(reader, writer, target)

    async with _serving(proxy, handle):
        yield proxy


@asynccontextmanager
async def _serving(proxy: Proxy, handle) -> AsyncIterator[None]:
    tasks = set()

    async def kept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        try:
            with suppress(asyncio.CancelledError):
                await handle(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(kept, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # closed connections report their end
