"""RSS 0.9x, 1.0, 2.0 and Atom, read by feedparser."""

import io
import re
from collections.abc import Set
from functools import lru_cache
from typing import Any

import feedparser

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.parse import dates, documents, entries, fields, plain_rss
from monitor.parse.parts import Parts, parts_of

_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>")
_ENTRY_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
#: References to characters that XML forbids; feedparser stumbles over them.
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]*)|0*([0-9]*));")
_MAX_DIGITS = 7
#: The characters of XML 1.0.
_ALLOWED = ((0x9, 0xA, 0xD), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}\?>\s*")


# Else it would look for this module, which nobody has, in every folder of the path and for every feed.
feedparser.api.PREFERRED_XML_PARSERS.clear()


def read(text: str, *, root: str, url: str, known: Set[bytes] = frozenset()) -> ParsedFeed:
    """Return the feed in `text`, whose first element is `root`, without entries whose prints are known."""
    text = _REFERENCE.sub(_allowed_reference, _DECLARATION.sub("", text, count=1))
    is_whole = f"</{root}" in text
    data = (text if is_whole else _closed(text, root)).encode("utf-8", "replace")
    parts = parts_of(data) if is_whole else None
    found = _found(parts.without(known), root, url) if parts else _parsed(data, root=root, url=url)
    if parts and not _are_one_to_one(parts, known, found):
        if not known.isdisjoint(parts.prints):
            return read(text, root=root, url=url)
        parts = None
    is_whole = is_whole or (not found["bozo"] and not _ENTRY_START.search(text))
    head = found["feed"]
    if not found["entries"]:
        _refuse_broken(text, is_whole, found)
    site = fields.text(head, "link")
    prints = parts.prints if parts else ()
    return ParsedFeed(
        items=tuple(entries.raw_item(e, site=site, url=url, head=head) for e in found["entries"]),
        title=documents.one_line(fields.text(head, "title"))[:300],
        language=fields.text(head, "language").lower()[:20],
        ttl_s=dates.ttl_s(head),
        is_whole=is_whole,
        prints=tuple(each for each in prints if each not in known),
        known=tuple(each for each in prints if each in known),
    )


def _found(data: bytes, root: str, url: str) -> Any:
    return plain_rss.read(data) or _parsed(data, root=root, url=url)


def _are_one_to_one(parts: Parts, known: Set[bytes], found: Any) -> bool:
    """Tell whether feedparser has read one entry for each part that it was given."""
    given = sum(1 for each in parts.prints if each not in known)
    return not found["bozo"] and len(found["entries"]) == given


def _parsed(data: bytes, *, root: str, url: str) -> Any:
    """Return feedparser's answer.

    It gets a stream, never a string it could take for a path or a URL; UTF-8, so it guesses no
    encoding; and the address only for Atom, whose relative links hang on it. In RSS they hang on the
    site, and a guid must stay as it is.
    """
    headers = {"content-type": "application/xml; charset=utf-8"}
    if root.rpartition(":")[2].lower() == "feed":
        headers["content-location"] = url
    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as exc:
        raise ParseError(f"the feed is too broken to be read ({type(exc).__name__})") from exc


def _closed(text: str, root: str) -> str:
    """Return a text that was cut off as one that ends behind its last whole entry."""
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    if not ends:
        first = _ENTRY_START.search(text)
        return text[: first.start()] if first else text
    channel = "</channel>" if root.lower() == "rss" else ""
    return f"{text[: ends[-1]]}{channel}</{root}>"


def _refuse_broken(text: str, is_whole: bool, found: Any) -> None:
    """Raise ParseError when a feed without entries is a broken one and not merely an empty one."""
    if not is_whole:
        raise ParseError("the feed is cut off before its first entry ends")
    if found["bozo"] and _ENTRY_START.search(text):
        why = documents.one_line(str(found.get("bozo_exception", ""))).replace("<unknown>:", "line ")[:120]
        raise ParseError(f"the feed is too broken to be read: {why}")


def _allowed_reference(match: re.Match[str]) -> str:
    """Return the reference when it names a character that XML allows, else nothing."""
    return match[0] if _is_allowed(match[1], match[2]) else ""


@lru_cache(maxsize=4_096)
def _is_allowed(hexadecimal: str | None, decimal: str | None) -> bool:
    digits = hexadecimal or decimal
    if not digits or len(digits) > _MAX_DIGITS:
        return False
    number = int(digits, 16 if hexadecimal else 10)
    return any(number in allowed for allowed in _ALLOWED)
