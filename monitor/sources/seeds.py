"""The documents of the seeds folder: Markdown or text with a small header, or saved HTML pages.

A header stands at the very top between two lines `---`, one `key: value` a line:
title, author, published, url, publisher (or source, a key of feeds.toml), language, tags.
"""

import difflib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from monitor.errors import ParseError
from monitor.model.items import RawItem
from monitor.model.times import utc_time
from monitor.sources import markdown

_TEXTS = (".md", ".markdown", ".txt")
_PAGES = (".html", ".htm")
_MAX_BYTES = 5_000_000
_KEYS = ("title", "author", "published", "url", "publisher", "source", "language", "tags")
_FENCE = "---"


def list_seeds(folder: Path) -> list[Path]:
    """Return the documents in `folder` and its subfolders, sorted; none when there is no such folder.

    READMEs, hidden files and editors' backups are no documents. Files of other kinds are listed, so that
    `read_seed` can say why it does not take them.
    """
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path for path in found if _is_document(path.relative_to(folder)))


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and not path.name.endswith("~") and not path.name.lower().startswith("readme")


def read_seed(path: Path, *, folder: Path) -> RawItem:
    """Return the item in the document `path`, its guid the path within `folder`.

    Raises ParseError, with the file and the remedy, for what cannot be read as a document.
    """
    name = path.relative_to(folder).as_posix()
    try:
        return _read(path, name, folder)
    except ParseError as exc:
        raise ParseError(f"{name}: {exc}") from exc
    except OSError as exc:
        raise ParseError(f"{name}: cannot be read ({exc.strerror or exc})") from exc


def _read(path: Path, name: str, folder: Path) -> RawItem:
    kind = path.suffix.lower()
    if kind not in _TEXTS + _PAGES:
        raise ParseError(f"files of this kind are not read; save it as {', '.join(_TEXTS + _PAGES)}")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ParseError("is a link to a file outside the seeds folder; copy the file itself")
    if path.stat().st_size > _MAX_BYTES:
        raise ParseError(f"is larger than {_MAX_BYTES // 1_000_000} MB; split it or remove what is not text")
    body = path.read_bytes()
    if kind in _PAGES:
        from monitor.sources import pages  # an HTML parser that most folders never need

        return pages.read(pages.decoded(body), name=name)
    return _from_text(_decoded(body), name)


def _decoded(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = body.count(b"\n", 0, exc.start) + 1
        raise ParseError(f"is not UTF-8 (line {line}); save it in that encoding") from exc
    if "\0" in text:
        raise ParseError("holds binary data; save it as plain text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _from_text(text: str, name: str) -> RawItem:
    header, body = _header(text)
    heading, body = markdown.heading_of(body)
    if not body.strip():
        raise ParseError("holds no text below its header and title")
    return RawItem(
        guid=name,
        url=header.get("url", ""),
        title=header.get("title") or heading or Path(name).stem.replace("-", " ").replace("_", " "),
        html=markdown.to_html(body),
        author=header.get("author", ""),
        published_at=_published(header),
        tags=tuple(tag.strip() for tag in header.get("tags", "").strip("[]").split(",") if tag.strip()),
        language=header.get("language", "").lower(),
        source=header.get("source") or header.get("publisher", ""),
    )


def _header(text: str) -> tuple[dict[str, str], str]:
    """Return the header's values and the text below it; ParseError for a line that is no header line."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    header: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == _FENCE:
            return header, "\n".join(lines[number:])
        if line.strip():
            key, value = _pair(line, number)
            header[key] = value
    raise ParseError(f"the header that begins in line 1 has no end; close it with a line {_FENCE}")


def _pair(line: str, number: int) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    key, value = key.strip().lower(), value.strip()
    if not colon:
        raise ParseError(f"line {number} of the header is not `key: value`: {line.strip()[:60]!r}")
    if key not in _KEYS:
        near = difflib.get_close_matches(key, _KEYS, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(_KEYS)}"
        raise ParseError(f"line {number} of the header has an unknown key {key[:40]!r}; {remedy}")
    if value[:1] == value[-1:] and value[:1] in ('"', "'"):
        value = value[1:-1]
    return key, value


def _published(header: Mapping[str, str]) -> datetime | None:
    value = header.get("published", "")
    if not value:
        return None
    try:
        return utc_time(value)
    except ValueError as exc:
        raise ParseError(
            f"`published: {value[:40]}` is no date; write it as 2025-07-16 or 2025-07-16T12:00+03:00"
        ) from exc
