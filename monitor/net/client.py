"""The one HTTP client: every connection checked, every request bounded in time, bytes and redirects."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDict
from yarl import URL

from monitor.errors import FetchError
from monitor.net.access import DIRECT, Access
from monitor.net.body import ENCODINGS, read_body
from monitor.net.guard import is_inner_name, is_listed, is_public
from monitor.net.limits import Limits
from monitor.net.pools import Pools, Route
from monitor.net.reasons import fetch_error, private_address
from monitor.net.redirects import PERMANENT, REDIRECTS, carry_on, host_of, next_url, parse_url
from monitor.net.slots import Ready, Slots

log = logging.getLogger(__name__)

_LOWEST_ERROR = 400
#: Headers of answers that explain what becomes of a feed; never what was sent, which may be secret.
_TOLD = ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "Retry-After", "Location", "Server")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said in the end."""

    #: After redirects.
    url: str
    status: int
    #: Names in any case; valid Unicode, otherwise untrusted.
    headers: Mapping[str, str]
    #: Decompressed; empty after a POST and for a status of 400 and above: nobody reads error pages.
    body: bytes
    #: How far permanent redirects alone led; None when the first answer was none.
    moved_to: str | None = None


class Client:
    """Connections to many servers; used as `async with Client(...) as client`.

    Pools of connections: one to public addresses only, one to the hosts that the operator lists, and one for
    each SOCKS proxy. The check sits where the socket is opened, on the address that is really connected to,
    so neither odd spellings nor a name that changes its address between check and use get around it.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        user_agent: str,
        resolver: AbstractResolver | None = None,
        is_allowed: Callable[[str], bool] = is_public,
    ) -> None:
        """`resolver` and `is_allowed`: whom to ask for addresses, and which of them are public."""
        self._limits = limits
        self._listed_hosts = frozenset(entry.lower() for entry in limits.allow_private)
        self._slots = Slots(concurrency=limits.concurrency, per_server=limits.per_host)
        headers = {"User-Agent": user_agent, "Accept-Encoding": ENCODINGS}
        self._pools = Pools(headers=headers, resolver=resolver, is_allowed=is_allowed)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pools.close()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        access: Access | None = None,
        ready: Ready | None = None,
    ) -> Answer:
        """Return the answer at the end of all redirects, whatever its status, or raise FetchError.

        `ready` is asked before each of its requests, when it has its turn.
        """
        access = access or Access(url=url)
        if access.problem:
            raise FetchError(access.problem, permanent=True)
        trail = [parse_url(url)]
        headers = headers or {}
        left_s = self._limits.timeout_s
        moved_to: str | None = None
        is_for_good = True
        clock = asyncio.get_running_loop().time
        while True:
            route = self._route(trail, access)
            pause_s = self._pause_s(trail[-1])
            async with self._slots.hold(trail[-1].raw_authority, pause_s=pause_s, ready=ready):
                started = clock()
                sent = CIMultiDict(headers)
                sent.update(access.headers_for(trail[-1]))
                answer = await self._ask_within(left_s, trail[-1], sent, route)
                if log.isEnabledFor(logging.DEBUG):
                    log.debug("GET %s: %s in %.2f s", trail[-1], _told(answer), clock() - started)
                left_s -= clock() - started
            if answer.status not in REDIRECTS:
                return replace(answer, moved_to=moved_to) if moved_to else answer
            location = answer.headers.get("Location", "")
            trail.append(next_url(trail, location, max_redirects=self._limits.max_redirects))
            headers = carry_on(headers, old=trail[-2], new=trail[-1])
            is_for_good = is_for_good and answer.status in PERMANENT
            moved_to = str(trail[-1]) if is_for_good else moved_to

    async def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Hand a body over and return the answer's status and headers, or raise FetchError.

        What the server says besides is not read, and no redirect is followed.
        """
        place = parse_url(url)
        route = self._route([place], Access(url=url))
        return await self._ask_within(self._limits.timeout_s, place, headers, route, posted=body)

    def _route(self, trail: Sequence[URL], access: Access) -> Route:
        """Return the way to the last address; a stranger's redirect does not lead into private networks."""
        named_by = [parse_url(access.named_by)] if access.named_by else []
        is_listed = all(self._is_listed(url) for url in (*named_by, *trail))
        proxy = access.proxy
        if proxy is None:
            proxy = DIRECT if is_listed else self._limits.proxy
        proxy = "" if proxy == DIRECT else proxy
        if proxy and not is_listed and is_inner_name(trail[-1].raw_host or ""):
            raise private_address(host_of(trail[-1]), trail[-1])
        return Route(proxy=proxy, may_be_private=is_listed)

    def _is_listed(self, url: URL) -> bool:
        return is_listed(url.raw_host or "", url.port or 0, self._listed_hosts)

    def _pause_s(self, url: URL) -> float:
        return self._limits.private_pause_s if self._is_listed(url) else self._limits.pause_s

    async def _ask_within(
        self,
        left_s: float,
        url: URL,
        headers: Mapping[str, str],
        route: Route,
        *,
        posted: bytes | None = None,
    ) -> Answer:
        """Return the answer to a GET, or to a POST where there is something to post."""
        try:
            async with asyncio.timeout(left_s):
                return await self._ask_once(url, headers, route, posted)
        except TimeoutError as exc:
            raise FetchError(f"no complete answer within {self._limits.timeout_s:g} s") from exc
        except (aiohttp.ClientError, OSError, ValueError) as exc:
            raise fetch_error(exc, url) from exc

    async def _ask_once(
        self, url: URL, headers: Mapping[str, str], route: Route, posted: bytes | None
    ) -> Answer:
        request = partial(self._pools.of(route).request, "GET" if posted is None else "POST", data=posted)
        proxy = route.proxy if route.proxy.startswith("http:") else None
        async with request(url, headers=headers, allow_redirects=False, proxy=proxy) as response:
            is_good = response.status < _LOWEST_ERROR and response.status not in REDIRECTS
            is_wanted = is_good and posted is None
            return Answer(
                url=str(url),
                status=response.status,
                headers=_valid(response.headers),
                body=await read_body(response, self._limits.max_bytes) if is_wanted else b"",
            )


def _told(answer: Answer) -> str:
    headers = "; ".join(f"{name}: {answer.headers[name]}" for name in _TOLD if name in answer.headers)
    return f"{answer.status}, {len(answer.body)} bytes, {headers}"


def _valid(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Replace bytes that are no UTF-8, which arrive as lone surrogates and could not be stored."""
    if all(map(str.isascii, headers.values())):
        return headers
    return CIMultiDict((name, value.encode("utf-8", "replace").decode()) for name, value in headers.items())
