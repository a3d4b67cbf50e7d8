"""Texts of a plain feed, put where feedparser would put them. What it would mend or choose is not plain."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

#: Texts that may be UTF-8 read as Latin-1, or hold control characters of Windows: feedparser mends those.
_MENDED = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")
_DATE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|UTC|(?P<sign>[+-])(?P<hours>[01]\d)(?P<minutes>[0-5]\d))",
    re.ASCII,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NotPlainError(Exception):
    """There is something in the feed that only feedparser understands."""


def plain(text: str) -> str:
    """Return the text of an element, if feedparser would leave it as it is."""
    text = text.strip()
    if not text.isascii() and _MENDED.search(text):
        raise NotPlainError
    return text


def put(record: dict[str, Any], key: str, value: Any, attributes: Mapping[str, str]) -> None:
    """Put the value of an element that has no attributes and stands once."""
    if attributes or key in record:
        raise NotPlainError
    record[key] = value


def _link(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    if not text or ("link" in entry and not entry.get("guidislink")):
        raise NotPlainError
    put(entry, "links", [], attributes)
    entry["link"] = address(text)


def _guid(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    is_link = attributes.get("isPermaLink", "true") == "true"
    if attributes.keys() - {"isPermaLink"}:
        raise NotPlainError
    put(entry, "id", address(text) if is_link else text, {})
    if is_link:
        entry["guidislink"] = "link" not in entry
        entry.setdefault("link", text)


def address(text: str) -> str:
    """Return the address, if feedparser would not change it."""
    if "///" in text or ("&" in text and ";" in text):
        raise NotPlainError
    return text


def _published(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    date = _DATE.fullmatch(text)
    if date is None:
        raise NotPlainError
    day, month, year, hour, minute, second = date.groups()[:6]
    days = (int(year), _MONTHS.index(month) + 1, int(day))
    time = datetime(*days, int(hour), int(minute), int(second), tzinfo=UTC)
    if date["sign"]:
        east = timedelta(hours=int(date["hours"]), minutes=int(date["minutes"]))
        time = time + east if date["sign"] == "-" else time - east
    put(entry, "published_parsed", time, attributes)


def _summary(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    put(entry, "summary_detail", {"type": "text/html", "value": text}, attributes)


def _content(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    put(entry, "content", [{"type": "text/html", "value": text}], attributes)


def _author(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    if "@" in text:
        raise NotPlainError
    put(entry, "authors", [{"name": text}], attributes)


def _tag(entry: dict[str, Any], text: str, attributes: Mapping[str, str]) -> None:
    if not text or attributes.keys() - {"domain"}:
        raise NotPlainError
    tag = {"term": text, "scheme": attributes.get("domain") or None}
    tags = entry.setdefault("tags", [])
    if tag["scheme"] or tag not in tags:
        tags.append(tag)


#: What is done with the elements of an item, by feedparser's names; with others, `put`.
KEEPERS: Mapping[str, Callable[[dict[str, Any], str, Mapping[str, str]], None]] = {
    "link": _link,
    "id": _guid,
    "published": _published,
    "summary": _summary,
    "content": _content,
    "author": _author,
    "tags": _tag,
}
