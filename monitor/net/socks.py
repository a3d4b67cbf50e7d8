"""Connections through a SOCKS5 proxy, which also looks the names up: so Tor works, and tells nobody."""

import asyncio
from ssl import SSLContext

from aiohttp.client_proto import ResponseHandler
from aiohttp_socks import ProxyConnector
from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from monitor.net.sockets import ProxyFailedError


class SocksConnector(ProxyConnector):
    """A connector whose failures are ours, without the words of the library."""

    async def _connect_via_proxy(
        self, host: str, port: int, ssl: SSLContext | None = None, timeout: float | None = None
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        try:
            return await super()._connect_via_proxy(host, port, ssl=ssl, timeout=timeout)
        except ProxyTimeoutError as exc:
            raise ProxyFailedError("does not answer") from exc
        except ProxyError as exc:
            raise ProxyFailedError(f"refuses: {exc}") from exc
        except ProxyConnectionError as exc:
            raise ProxyFailedError("cannot be reached") from exc
