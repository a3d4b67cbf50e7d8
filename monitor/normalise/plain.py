"""Plain text out of what publishers put into titles, names and tags."""

import html
import re
import unicodedata

from monitor.words.boundaries import MARKS

#: Characters of a title, a name or a tag that we keep.
MAX_TITLE = 500
MAX_NAME = 200
#: A title made of the first words of a text is no longer than this.
_MAX_MADE_TITLE = 90
#: Titles are encoded twice, sometimes thrice, by software that trusts nobody.
_MAX_UNESCAPES = 3
#: Characters without a shape: controls, bidi overrides (they can disguise a text), soft hyphens, marks.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
#: No letter has more marks (Unicode Standard Annex 15, § 13); to compose n of them takes the square of n.
_MOST_MARKS = 30
_MARK = re.compile(f"[{MARKS}]")
_TOO_MANY_MARKS = re.compile(f"([{MARKS}]{{{_MOST_MARKS}}})[{MARKS}]+")
#: Only what is known as a tag is one: "x < y" and "<3" stay.
_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|big|blockquote|body|br|center|cite|code|del|div|em|figure|font|form|h[1-6]|head|hr"
    r"|html|i|iframe|img|input|ins|kbd|li|link|mark|meta|nobr|ol|p|pre|q|s|section|small|span|strike|strong"
    r"|sub|sup|svg|table|tbody|td|th|tr|tt|u|ul|video|wbr)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def one_line(text: str, *, limit: int = MAX_TITLE) -> str:
    """Return `text` as plain text on one line: entities resolved, tags gone, no longer than `limit`."""
    for _ in range(_MAX_UNESCAPES):
        text = _TAG.sub(_gap, _SCRIPT.sub(" ", _CDATA.sub(r"\1", text)))
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    return shortened(" ".join(seen(_TAG.sub(_gap, text)).split()), limit)


def _gap(tag: re.Match[str]) -> str:
    """Return what a reader sees in place of a tag: line breaks and blocks part words."""
    return " " if tag[0].strip("</ >")[:3].lower().startswith(("br", "p", "div", "h", "li", "td")) else ""


def seen(text: str) -> str:
    """Return `text` in composed form (NFC) without characters that have no shape of their own."""
    if not text.replace("\n", " ").isprintable():
        text = _UNSEEN.sub("", text)
    if _MARK.search(text[::_MOST_MARKS]):  # one of so many in a row would be among these
        text = _TOO_MANY_MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def shortened(text: str, limit: int) -> str:
    """Return `text`, cut at the end of a word and marked as cut when it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip(" ,;:.-–—") + "…"


def title_of(text: str) -> str:
    """Return a title made of the first words of a text."""
    first, _, _ = text.partition("\n\n")
    return shortened(" ".join(first.split()), _MAX_MADE_TITLE)
