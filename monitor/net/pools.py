"""Pools of connections, one for each way out: to public addresses, to listed hosts, through a SOCKS proxy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.net.sockets import PublicSockets, Resolver

# An idle connection serves the next feed of the same host; thousands of hosts must not pile up sockets.
_IDLE_S = 2.0
# Some sites send security policies of tens of kilobytes as one header.
_MAX_HEADER = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way to a server."""

    #: Whose address is not checked: it is the operator's. Empty: none.
    proxy: str = field(default="", repr=False)
    #: Whether the server may lie in a private network.
    may_be_private: bool = False


class Pools:
    """The pools of one client, opened when first needed."""

    def __init__(
        self,
        *,
        headers: Mapping[str, str],
        resolver: AbstractResolver | None,
        is_allowed: Callable[[str], bool],
    ) -> None:
        self._headers = headers
        self._resolver = resolver
        self._is_allowed = is_allowed
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    def of(self, route: Route) -> aiohttp.ClientSession:
        """Return the connections of a route; an HTTP proxy is named with each request."""
        is_socks = route.proxy.startswith("socks")
        key = route.proxy if is_socks else str(route.may_be_private or bool(route.proxy))
        if key not in self._sessions:
            is_open = route.may_be_private or bool(route.proxy)
            self._sessions[key] = self._session(_socks(route.proxy) if is_socks else self._direct(is_open))
        return self._sessions[key]

    async def close(self) -> None:
        """Close every connection."""
        for session in self._sessions.values():
            await session.close()

    def _direct(self, is_open: bool) -> aiohttp.TCPConnector:
        return aiohttp.TCPConnector(
            limit=0,  # `Slots` counts
            keepalive_timeout=_IDLE_S,
            resolver=self._resolver or Resolver(),
            socket_factory=None if is_open else PublicSockets(self._is_allowed),
        )

    def _session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            trust_env=False,
        )


def _socks(proxy: str) -> aiohttp.TCPConnector:
    from monitor.net.socks import SocksConnector

    # Names are looked up by the proxy, as `socks5h` says; nobody wants to tell his resolver what he asks Tor.
    address = proxy.replace("socks5h:", "socks5:", 1)
    return SocksConnector.from_url(address, rdns=True, limit=0, keepalive_timeout=_IDLE_S)
