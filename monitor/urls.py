"""Addresses of articles: one spelling to open and show, one key to recognise them by. Pure."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

#: Parameters that say where a reader came from, not which article this is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|ysclid|ymclid|msclkid|twclid|ttclid|li_fat_id"
    r"|mc_[ce]id|mkt_tok|igsh|igshid|_ga|_gl|_hsenc|_hsmi|__hs\w+|oly_\w+_id|vero_id|wickedid|rb_clickid|s_cid"
    r"|ref_src|ref_url|cmp|cmpid|at_medium|at_campaign|at_custom\d|at_link_\w+|at_format|ns_\w+|xtor|maca"
    r"|traffic_source|spm|_openstat|from_feed",
    re.IGNORECASE,
)
#: Parameters that are tracking when they say that the reader came from a feed.
_ORIGIN = re.compile(r"(ref|source|src|from|partner)=(rss|feed|atom|rss_?feed)", re.IGNORECASE)
_TWIN_PARAMETER = re.compile(r"amp(=(1|true)?)?|outputtype=amp|view=(amp|mobile)|(m|mobile)=1", re.IGNORECASE)
_UNSEEN = re.compile(r"[\t\r\n\0]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"/amp(?=/|$)|\.amp(?=\.html$|$)", re.IGNORECASE)
_MOBILE_PATH = re.compile(r"^/(?:m|mobile)(?=/.)")
_AMP_CACHE = re.compile(r"^(?:www\.google\.[a-z.]+/amp/|[a-z0-9-]+\.cdn\.ampproject\.org/[acv]/)(?:s/)?(.+)$")
#: Without any of these, after its scheme, an address is of no AMP or mobile page, but for its host's name.
_MAYBE_TWIN = re.compile(r"[/.]amp|/m(?:obile)?/", re.IGNORECASE)
#: An address that needs no thought, as nearly all: parameters in which nothing is encoded, no fragment.
_PLAIN = re.compile(
    r"(https?://(?!-)(?:[a-z0-9-]{1,63}\.){1,127}[a-z0-9-]{1,63}(?<!-))"
    r"((?!\S*/[/.~])(?:/[A-Za-z0-9._~/-]*+)?)(?:\?([A-Za-z0-9_=&.-]++))?"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str, *, base: str = "") -> str:
    """Return `url` in its one spelling, fit to be opened; empty when it is no http(s) address.

    Made absolute against `base` unless empty itself; host in lower case; default port, user name,
    fragment and tracking parameters dropped. The order of parameters stays.
    `canonical(canonical(x)) == canonical(x)`.
    """
    if plain := _PLAIN.fullmatch(url):
        query = _without_tracking(plain[3] or "")
        return f"{plain[1]}{plain[2] or '/'}" + (f"?{query}" if query else "")
    return _canonical(url, base)


def _canonical(url: str, base: str) -> str:
    address = _UNSEEN.sub("", url).strip().replace("\\", "/")
    if not address:
        return ""
    try:
        parts = urlsplit(urljoin(base, address))
        return _rebuilt(parts) if parts.scheme in _DEFAULT_PORTS else ""
    except (ValueError, UnicodeError):
        return ""


def _rebuilt(parts: SplitResult) -> str:
    """Return the canonical spelling of an http(s) address; ValueError when it has no good host."""
    name = _host_name(parts)
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme] else ""
    bare = urlunsplit((parts.scheme, name + port, parts.path, "", ""))
    path = urlsplit(canonicalize_url(bare)).path or "/"
    query = _without_tracking(urlsplit(safe_url_string(f"http://a/?{parts.query}")).query)
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    fragment = urlsplit(safe_url_string(f"http://a/#{fragment}")).fragment
    return urlunsplit((parts.scheme, name + port, path, query, fragment))


def _host_name(parts: SplitResult) -> str:
    """Return the host in ASCII and lower case, IPv6 in brackets; ValueError when it is none."""
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        name = name.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(name):
        raise ValueError(name)
    return name


def _without_tracking(query: str) -> str:
    kept = (pair for pair in query.split("&") if pair and not _is_tracking(pair))
    return "&".join(kept)


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote_plus(pair.partition("=")[0])) or _ORIGIN.fullmatch(pair))


@lru_cache(maxsize=2_048)
def identity(url: str) -> str:
    """Return a key without scheme that is equal for the twins of one article; empty for no address.

    Twins: http and https, with and without `www.`, mobile and AMP pages, a slash at the end, the same
    parameters in another order.
    """
    plain = _PLAIN.fullmatch(url)
    if plain and not plain[3]:
        name = plain[1].partition("://")[2]
        if not _MAYBE_TWIN.search(name + plain[2]):
            return _TWIN_HOST.sub("", name) + plain[2].rstrip("/")
    return _identity(canonical(url))


def _identity(address: str) -> str:
    if not address:
        return ""
    parts = _parts(_out_of_cache(address))
    name = _TWIN_HOST.sub("", parts.netloc)
    path = _AMP_PATH.sub("", _MOBILE_PATH.sub("", parts.path)).rstrip("/")
    pairs = (pair for pair in parts.query.split("&") if pair and not _TWIN_PARAMETER.fullmatch(pair))
    query = "&".join(f"{key}={value}" for key, value in sorted(parse_qsl("&".join(pairs), True)))
    return name + path + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _parts(address: str) -> SplitResult:
    plain = _PLAIN.fullmatch(address)
    if plain is None:
        return urlsplit(address)
    scheme, _, host = plain[1].partition("://")
    return SplitResult(scheme, host, plain[2], plain[3] or "", "")


def _out_of_cache(address: str) -> str:
    """Return the address of the page that an AMP cache shows under its own."""
    cached = _AMP_CACHE.match(address.partition("://")[2])
    return canonical(f"https://{cached[1]}") or address if cached else address


def host(url: str) -> str:
    """Return the host of `url` in lower case without port; empty when it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""
