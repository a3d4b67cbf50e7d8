"""Where a GET may go: addresses checked, redirects followed by hand. Pure."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from yarl import URL

from monitor.errors import FetchError

#: Statuses that name another address.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Those that say that the old address need not be asked again.
PERMANENT = frozenset({301, 308})

_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?")
_MAX_URL = 8_000
# Meant for one server only.
_PERSONAL = frozenset({"authorization", "cookie", "proxy-authorization"})


@lru_cache(maxsize=1_024)
def parse_url(text: str) -> URL:
    """Return the address without its fragment, or say what is wrong with it."""
    try:
        url = URL(text.strip()).with_fragment(None)
        port = url.port
    except ValueError as exc:
        raise FetchError(f"not a usable address: {shown(text)}", permanent=True) from exc
    if url.scheme not in {"http", "https"}:
        raise FetchError(f"not an address of the web (http or https): {shown(text)}", permanent=True)
    if url.user is not None or url.password is not None:
        raise FetchError("the address holds a user name or password, which is not allowed", permanent=True)
    if not _HOST.fullmatch(url.raw_host or "") or not port or len(str(url)) > _MAX_URL:
        raise FetchError(f"not a usable address: {shown(text)}", permanent=True)
    return url


def next_url(trail: Sequence[URL], location: str, *, max_redirects: int) -> URL:
    """Return where the last address of `trail` redirects to; refuse circles and long journeys."""
    if not location:
        raise FetchError("redirected without saying where to")
    try:
        joined = str(trail[-1].join(URL(location.strip())))
    except ValueError as exc:
        raise FetchError(f"redirected to something that is no address: {shown(location)}") from exc
    try:
        url = parse_url(joined)
    except FetchError as exc:
        raise FetchError(f"redirected, but {exc}") from exc
    if url in trail:
        circle = " -> ".join(shown(str(hop)) for hop in (*trail[trail.index(url) :], url))
        raise FetchError(f"redirects in a circle: {circle}")
    if len(trail) > max_redirects:
        raise FetchError(f"more than {max_redirects} redirects, the last to {shown(str(url))}")
    return url


def carry_on(headers: Mapping[str, str], *, old: URL, new: URL) -> Mapping[str, str]:
    """Return the request headers for the next hop: nothing personal goes to another server."""
    if old.origin() == new.origin():
        return headers
    return {name: value for name, value in headers.items() if name.lower() not in _PERSONAL}


def host_of(url: URL) -> str:
    """Return the host as people read it, or as it is sent where that decodes to no name."""
    try:
        return url.host or ""
    except ValueError:
        return url.raw_host or ""


def shown(text: str, *, limit: int = 200) -> str:
    """Return untrusted text fit for an error message: one line, printable, not endless."""
    clean = "".join(char if char.isprintable() else "?" for char in text[: limit + 1])
    return clean if len(clean) <= limit else clean[:limit] + "..."
