"""Saved HTML pages: what an article's page says about itself, and where its text is."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import ParseError
from monitor.model.items import RawItem
from monitor.model.times import utc_time

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)
_FURNITURE = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button",
    "iframe", "svg", "figure", "video", "audio", "select",
]  # fmt: skip
_TEXTS = ("[itemprop=articleBody]", "article", "main", "[role=main]", "#content", "body")
#: A candidate with less text than this is a teaser of something else.
_MIN_TEXT = 250
_ARTICLE = re.compile(r"(News|Opinion|Analysis|Report|Blog|Social)?\w*(Article|Posting|Report)")


def decoded(body: bytes) -> str:
    """Return the text of a saved page, in UTF-8 or the encoding it names; ParseError when in neither."""
    named = _CHARSET.search(body[:4_000])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else "utf-8"):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ParseError("is not in UTF-8 nor in the encoding it names; save the page again as UTF-8")


def read(text: str, *, name: str) -> RawItem:
    """Return the article on the page `text`; ParseError when it has none."""
    page = LexborHTMLParser(text)
    article = next(_articles(page), {})
    body = _body(page)
    if not body:
        raise ParseError("holds no text that could be an article; save the page with its text")
    return RawItem(
        guid=name,
        url=_attribute(page, "link[rel=canonical]", "href") or _meta(page, "og:url"),
        title=_text(article, "headline") or _meta(page, "og:title") or _title(page) or Path(name).stem,
        html=body,
        author=_names(article.get("author")) or _meta(page, "author", "article:author"),
        published_at=_time(_text(article, "datePublished"), *_dates(page)),
        tags=tuple(tag.strip() for tag in _meta(page, "keywords", "news_keywords").split(",") if tag.strip()),
        language=(_text(article, "inLanguage") or _attribute(page, "html", "lang")).lower(),
        source=_names(article.get("publisher")) or _meta(page, "og:site_name"),
    )


def _articles(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the articles that the page describes in JSON-LD."""
    for script in page.css('script[type="application/ld+json"]'):
        try:
            document = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        graph = document.get("@graph") if isinstance(document, dict) else None
        records = graph or (document if isinstance(document, list) else [document])
        for record in records if isinstance(records, list) else []:
            if isinstance(record, dict) and _ARTICLE.match(str(record.get("@type"))):
                yield record


def _body(page: LexborHTMLParser) -> str:
    """Return the HTML of the first good place for the text; "" when the page has no text."""
    for tag in _FURNITURE:
        for node in page.css(tag):
            node.decompose()
    for selector in _TEXTS:
        best = max(page.css(selector), key=_length, default=None)
        if best is not None and (_length(best) >= _MIN_TEXT or (selector == "body" and _length(best))):
            for heading in best.css("h1"):
                heading.decompose()
            return best.html or ""
    return ""


def _length(node: LexborNode) -> int:
    return len(" ".join(node.text().split()))


def _attribute(page: LexborHTMLParser, selector: str, attribute: str) -> str:
    node = page.css_first(selector)
    return (node.attributes.get(attribute) or "").strip() if node else ""


def _meta(page: LexborHTMLParser, *names: str) -> str:
    """Return the content of the first of these meta elements that has any."""
    found = (
        _attribute(page, f'meta[{key}="{name}"]', "content")
        for name in names
        for key in ("property", "name", "itemprop")
    )
    return next(filter(None, found), "")


def _title(page: LexborHTMLParser) -> str:
    node = page.css_first("h1") or page.css_first("title")
    return node.text().strip() if node else ""


def _dates(page: LexborHTMLParser) -> Iterator[str]:
    yield _meta(page, "article:published_time", "datePublished", "date", "dc.date", "pubdate")
    yield _attribute(page, "time[datetime]", "datetime")


def _time(*texts: str) -> datetime | None:
    for text in filter(None, texts):
        try:
            return utc_time(text.strip())
        except ValueError:
            continue
    return None


def _names(people: Any) -> str:
    """Return the names of JSON-LD people or organisations: a text, a record, or a list of them."""
    people = people if isinstance(people, list) else [people]
    names = (_text(p, "name") if isinstance(p, dict) else p for p in people)
    return ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip())


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
