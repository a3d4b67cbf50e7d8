"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from typing import Any

from monitor.errors import ParseError
from monitor.model.feeds import ParsedFeed
from monitor.model.items import RawItem
from monitor.parse import dates, documents, entries


def read(text: str, *, url: str) -> ParsedFeed:
    """Return the feed in `text`; ParseError when it is no JSON or other JSON."""
    document = _document(text)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(items, list):
        raise ParseError("the answer is JSON, but no JSON Feed: it has no list of items")
    return ParsedFeed(
        items=tuple(_raw_item(item, head=document, url=url) for item in items if isinstance(item, dict)),
        title=documents.one_line(_text(document, "title"))[:300],
        language=_text(document, "language").lower()[:20],
    )


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        where = f"at character {exc.pos + 1} of {len(text)}"
        raise ParseError(f"the JSON is broken or cut off {where}: {exc.msg}") from exc
    except (ValueError, RecursionError) as exc:
        raise ParseError("the JSON holds numbers too long or lists too deep to be read") from exc


def _raw_item(item: dict[str, Any], *, head: dict[str, Any], url: str) -> RawItem:
    home = entries.urljoin_or_empty(url, _text(head, "home_page_url")) or url
    link = _text(item, "url") or _text(item, "external_url")
    link = entries.urljoin_or_empty(home, link) if link else ""
    attached = _attached(item)
    return RawItem(
        guid=_identifier(item.get("id")),
        url=link,
        title=_text(item, "title") or next(iter(attached), ""),
        html=entries.with_absolute_links(_longest(item), link or home)
        or entries.from_plain("\n\n".join(attached)),
        author=_authors(item) or _authors(head),
        published_at=dates.any_time(_text(item, "date_published"), _text(item, "date_modified")),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=(_text(item, "language") or _text(head, "language")).lower(),
    )


def _longest(item: dict[str, Any]) -> str:
    plain = (_text(item, "content_text"), _text(item, "summary"))
    return max(_text(item, "content_html"), *map(entries.from_plain, plain), key=len)


def _attached(item: dict[str, Any]) -> list[str]:
    """Return the titles of what is attached: all that some items of podcasts and document lists say."""
    attachments = (each for each in _list(item, "attachments") if isinstance(each, dict))
    return [title for title in (_text(each, "title").strip() for each in attachments) if title]


def _identifier(value: object) -> str:
    """Return an id as text; the standard allows numbers."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(record: dict[str, Any]) -> str:
    authors = [*_list(record, "authors"), record.get("author")]
    names = (_text(author, "name") for author in authors if isinstance(author, dict))
    return ", ".join(dict.fromkeys(filter(None, names)))


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []
