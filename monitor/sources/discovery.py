"""A web page to the addresses where a feed may be. Pure.

In this order: what the page names as its feeds, links that look like feeds, the channels on Telegram that it
links, and, when asked for, the places where software commonly puts feeds.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_FEED_TYPE = re.compile(r"application/(?:rss|atom|feed|rdf)\+(?:xml|json)|application/json|text/xml", re.I)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/?&=._-])(?:rss\d?|atom|feeds?|rdf)(?:$|[/?&=._-])|\.(?:rss|rdf|atom)$|news[-_]?sitemap|sitemap[-_]?news",
    re.IGNORECASE,
)
#: Feeds that few mean: comments, and what aggregators offer to do with a feed.
_SECOND_CHOICE = re.compile(r"comment|replies|каментар|комментар|komentar", re.IGNORECASE)
_NO_FEED = re.compile(r"\.(?:css|js|png|jpe?g|gif|svg|ico|pdf|mp3|mp4|zip)$|wp-json|oembed", re.IGNORECASE)
_TELEGRAM = re.compile(r"https?://(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{3,31})/?(?:\?.*)?")
#: Words behind t.me/ that are no channels.
_NO_CHANNEL = {"share", "joinchat", "addstickers", "proxy", "socks", "iv", "login", "contact"}
_MAX_OF_A_KIND = 8
_COMMON = (
    "/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml",
)  # fmt: skip


def list_candidates(page: LexborHTMLParser, url: str) -> list[str]:
    """Return addresses that may be feeds of the page that came from `url`, the likeliest first."""
    base = page.css_first("base[href]")
    home = _joined(url, (base.attributes.get("href") or "") if base else "") or url
    named = list(_named(page))
    linked = list(_linked(page))
    found = [*named[:_MAX_OF_A_KIND], *linked[:_MAX_OF_A_KIND]]
    first = [address for text, address in found if not _SECOND_CHOICE.search(text + address)]
    last = [address for text, address in found if _SECOND_CHOICE.search(text + address)]
    joined = [_joined(home, address) for address in (*first, *last)]
    return list(dict.fromkeys(address for address in (*joined, *_channels(page)) if address))


def list_common(url: str) -> list[str]:
    """Return the addresses on the host of `url` where software commonly puts feeds."""
    return [urljoin(url, path) for path in _COMMON]


def preview_of(url: str) -> str:
    """Return the address of a Telegram channel's preview; empty when `url` is no channel's."""
    found = _TELEGRAM.fullmatch(url)
    return f"https://t.me/s/{found[1]}" if found and found[1].lower() not in _NO_CHANNEL else ""


def _named(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for link in page.css("link[rel~=alternate i][href]"):
        if _FEED_TYPE.match((link.attributes.get("type") or "").strip()):
            yield link.attributes.get("title") or "", link.attributes.get("href") or ""


def _linked(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for link in page.css("a[href]"):
        href = (link.attributes.get("href") or "").strip()
        text = link.text().strip()
        if _NO_FEED.search(href) or _TELEGRAM.match(href):
            continue
        if _LOOKS_LIKE_FEED.search(href) or text.lower() in {"rss", "atom", "rss feed", "feed"}:
            yield text, href


def _channels(page: LexborHTMLParser) -> Iterator[str]:
    links = (preview_of((link.attributes.get("href") or "").strip()) for link in page.css("a[href]"))
    yield from list(dict.fromkeys(filter(None, links)))[:2]


def _joined(base: str, address: str) -> str:
    """Return an absolute http(s) address without fragment; empty when it is none."""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return parts._replace(fragment="").geturl() if parts.scheme in ("http", "https") else ""
