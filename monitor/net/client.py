"""The one HTTP client: every connection checked, every GET bounded in time, bytes and redirects."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from monitor.errors import FetchError
from monitor.net.body import ENCODINGS, read_body
from monitor.net.guard import is_listed
from monitor.net.limits import Limits
from monitor.net.reasons import fetch_error
from monitor.net.redirects import PERMANENT, REDIRECTS, carry_on, next_url, parse_url
from monitor.net.slots import Slots
from monitor.net.sockets import Resolver, open_public_socket

# An idle connection serves the next feed of the same host; thousands of hosts must not pile up sockets.
_IDLE_S = 2.0
# Some sites send security policies of tens of kilobytes as one header.
_MAX_HEADER = 65_536
_LOWEST_ERROR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said in the end."""

    #: After redirects.
    url: str
    status: int
    #: Names in any case; valid Unicode, otherwise untrusted.
    headers: Mapping[str, str]
    #: Decompressed; empty for a status of 400 and above: nobody reads error pages.
    body: bytes
    #: How far permanent redirects alone led; None when the first answer was none.
    moved_to: str | None = None


class Client:
    """Connections to many servers; used as `async with Client(...) as client`.

    Two pools: one that connects to public addresses only, and one for the hosts that the operator lists.
    The check sits where the socket is opened, on the address that is really connected to, so neither odd
    spellings nor a name that changes its address between check and use get around it.
    """

    def __init__(self, limits: Limits, *, user_agent: str) -> None:
        self._limits = limits
        self._listed_hosts = frozenset(entry.lower() for entry in limits.allow_private)
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": ENCODINGS}
        self._slots = Slots(concurrency=limits.concurrency, per_server=limits.per_host)

    async def __aenter__(self) -> Self:
        self._public = self._open_pool(open_public_socket)
        self._listed = self._open_pool(None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._public.close()
        await self._listed.close()

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer at the end of all redirects, whatever its status, or raise FetchError."""
        trail = [parse_url(url)]
        headers = headers or {}
        left_s = self._limits.timeout_s
        moved_to: str | None = None
        is_for_good = True
        clock = asyncio.get_running_loop().time
        while True:
            async with self._slots.hold(trail[-1].raw_authority, pause_s=self._pause_s(trail[-1])):
                started = clock()
                answer = await self._get_within(left_s, trail[-1], headers)
                left_s -= clock() - started
            if answer.status not in REDIRECTS:
                return replace(answer, moved_to=moved_to)
            location = answer.headers.get("Location", "")
            trail.append(next_url(trail, location, max_redirects=self._limits.max_redirects))
            headers = carry_on(headers, old=trail[-2], new=trail[-1])
            is_for_good = is_for_good and answer.status in PERMANENT
            moved_to = str(trail[-1]) if is_for_good else moved_to

    async def _get_within(self, left_s: float, url: URL, headers: Mapping[str, str]) -> Answer:
        try:
            async with asyncio.timeout(left_s):
                return await self._get_once(url, headers)
        except TimeoutError as exc:
            raise FetchError(f"no complete answer within {self._limits.timeout_s:g} s") from exc
        except (aiohttp.ClientError, OSError, ValueError) as exc:
            raise fetch_error(exc, url) from exc

    def _is_listed(self, url: URL) -> bool:
        return is_listed(url.raw_host or "", url.port or 0, self._listed_hosts)

    def _pause_s(self, url: URL) -> float:
        return self._limits.private_pause_s if self._is_listed(url) else self._limits.pause_s

    async def _get_once(self, url: URL, headers: Mapping[str, str]) -> Answer:
        pool = self._listed if self._is_listed(url) else self._public
        async with pool.get(url, headers=headers, allow_redirects=False) as response:
            is_wanted = response.status < _LOWEST_ERROR and response.status not in REDIRECTS
            return Answer(
                url=str(url),
                status=response.status,
                headers=_valid(response.headers),
                body=await read_body(response, self._limits.max_bytes) if is_wanted else b"",
            )

    def _open_pool(self, socket_factory: aiohttp.SocketFactoryType | None) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,  # `Slots` counts
                keepalive_timeout=_IDLE_S,
                resolver=Resolver(),
                socket_factory=socket_factory,
            ),
            headers=self._headers,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            trust_env=False,
        )


def _valid(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """Replace bytes that are no UTF-8, which arrive as lone surrogates and could not be stored."""
    return CIMultiDict((name, value.encode("utf-8", "replace").decode()) for name, value in headers.items())
