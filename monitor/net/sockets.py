"""The way to a server: look the name up, and open a socket only to an address that the guard passes."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from aiohttp import AddrInfoType, ClientConnectionError
from aiohttp.abc import AbstractResolver, ResolveResult


class PrivateAddressError(OSError):
    """A name or a literal leads to an address that is not public.

    An OSError, so that the other addresses of the same name are still tried.
    """

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is not public")
        self.address = address


class ProxyFailedError(ClientConnectionError):
    """A proxy did not bring us on; the text says what it does instead, after "the proxy"."""


@dataclass(frozen=True, slots=True)
class PublicSockets:
    """Creates the socket that is connected next, to exactly the address given, or refuses."""

    is_allowed: Callable[[str], bool]

    def __call__(self, info: AddrInfoType) -> socket.socket:
        """Return the socket; raise PrivateAddressError for an address that is not allowed."""
        family, kind, protocol, _, place = info
        if not self.is_allowed(str(place[0])):
            raise PrivateAddressError(str(place[0]))
        return socket.socket(family, kind, protocol)


class Resolver(AbstractResolver):
    """The system's resolver, each look-up in a daemon thread of its own.

    A look-up cannot be cancelled. In a shared pool of threads a few dead name servers would hold up every
    other feed, and the end of the program.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return all addresses of `host`."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def tell(settle: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop ended meanwhile
                loop.call_soon_threadsafe(lambda: None if answer.done() else settle())

        def work() -> None:
            try:
                found = _look_up(host, port, family)
            except OSError as exc:
                tell(partial(answer.set_exception, exc))
            else:
                tell(partial(answer.set_result, found))

        threading.Thread(target=work, name=f"look-up {host}", daemon=True).start()
        return await answer

    async def close(self) -> None:
        """Do nothing: the threads end by themselves."""


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    try:
        infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
    except UnicodeError as exc:
        raise socket.gaierror(socket.EAI_NONAME, "not a possible name") from exc
    return [
        ResolveResult(
            hostname=host,
            host=str(place[0]),
            port=port,
            family=found,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for found, _, protocol, _, place in infos
    ]
