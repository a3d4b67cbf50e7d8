"""How much one feed may bring, so that nothing swells the store, and what no text may hold."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from monitor.model.items import RawItem

#: Entries kept of one answer, the newest.
MAX_ITEMS = 2_000
MAX_TITLE = 1_000
#: Characters of one entry's HTML.
MAX_HTML = 1_000_000
MAX_URL = 4_000
MAX_GUID = 1_000
MAX_NAME = 300
MAX_TAGS = 50
#: The code of a language, perhaps with a country's behind it.
_LANGUAGE = re.compile(r"\s*([a-z]{2,3}(?:[-_][a-z\d_-]{1,16})?)\s*", re.ASCII | re.IGNORECASE)
#: Tabs and line ends are no control characters here; half a surrogate pair cannot be stored.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: The bytes of UTF-8 that are none of them.
_FINE = bytes(byte for byte in range(256) if not _CONTROL.match(chr(byte)))
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def without_controls(text: str) -> str:
    """Return `text` with control characters turned into spaces, NULs left out."""
    return _CONTROL.sub(" ", text.replace("\0", "")) if _has_controls(text) else text


def _has_controls(text: str) -> bool:
    """Tell what a search for `_CONTROL` would, in a fifth of its time."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return True
    return bool(data.translate(None, _FINE)) or "\ufffe" in text or "\uffff" in text


def within_limits(items: Iterable[RawItem]) -> tuple[RawItem, ...]:
    """Return the entries that say anything, each once, cut to size; the newest when there are too many."""
    kept = distinct([cut(item) for item in items if item.title or item.html or item.url])
    if len(kept) > MAX_ITEMS:
        kept = sorted(kept, key=lambda item: item.published_at or _END_OF_TIME, reverse=True)[:MAX_ITEMS]
    return tuple(kept)


def are_untouched(items: Sequence[RawItem], kept: Sequence[RawItem], *, beside: int) -> bool:
    """Tell whether of `items` each was kept, under its own identifier, and `beside` others find room."""
    guids = [_short_guid(without_controls(item.guid).strip()) for item in items]
    return guids == [item.guid for item in kept] and len(kept) + beside <= MAX_ITEMS


def cut(item: RawItem) -> RawItem:
    """Return `item` with every string free of control characters and no longer than allowed."""
    url = without_controls(item.url).strip()
    return RawItem(
        guid=_short_guid(without_controls(item.guid).strip()),
        url=url if len(url) <= MAX_URL else "",
        title=without_controls(item.title).strip()[:MAX_TITLE],
        html=without_controls(item.html[:MAX_HTML]).strip(),
        author=without_controls(item.author).strip()[:MAX_NAME],
        tags=tuple(without_controls(tag).strip()[:MAX_NAME] for tag in item.tags[:MAX_TAGS]),
        published_at=item.published_at,
        language=known[1] if (known := _LANGUAGE.fullmatch(item.language)) else "",
        source=item.source,
    )


def _short_guid(guid: str) -> str:
    """Return `guid`, or its digest when it is too long: cut off, two could become one."""
    if len(guid) <= MAX_GUID:
        return guid
    return "sha256:" + hashlib.sha256(guid.encode()).hexdigest()


def distinct(items: list[RawItem]) -> list[RawItem]:
    """Return `items` without repeats, the first of each, and with guids that identify one entry each.

    Some publishers give one guid to articles with different URLs: such a guid identifies nothing and is
    dropped. Others give no guid, and to all entries the URL of their home page: there the title must do.
    """
    urls_of: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        urls_of[item.guid].add(item.url)
    named = [replace(i, guid="") if len(urls_of[i.guid]) > 1 else i for i in items]
    seen: dict[object, RawItem] = {}
    for item in named:
        seen.setdefault(item.guid or (item.url, item.title, item.published_at), item)
    uses = Counter(item.url for item in seen.values() if not item.guid)
    return [
        replace(i, guid=_short_guid(f"{i.url} {i.title}")) if not i.guid and i.url and uses[i.url] > 1 else i
        for i in seen.values()
    ]
