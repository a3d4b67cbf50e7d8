"""A clean HTML fragment to readable plain text.

Only for what `markup.clean` returns: there `<` and `>` mean tags and nothing else.
"""

import html
import re

from monitor.normalise import plain

#: Tags at which a paragraph ends.
BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "dt", "dd", "hr",
    "table", "thead", "tbody", "tfoot", "caption", "figure", "figcaption", "section", "article", "header",
    "footer", "main", "aside", "address", "details", "summary",
}  # fmt: skip
_TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
_PARAGRAPH = re.compile(r"\n[ \n]*\n")
#: A list entry that begins with a paragraph of its own.
_LONELY_BULLET = re.compile(r"• *+\n\s*+(?!•)")
_BULLET = "\n• "
#: Text in place of a tag that begins, and of one that ends.
_GAPS = {"br": ("\n", ""), "tr": ("", "\n"), "td": ("", " "), "th": ("", " "), "li": (_BULLET, "")}


def text_of(fragment: str) -> str:
    """Return the text: paragraphs parted by one empty line, line breaks kept, list entries with a bullet."""
    text = " ".join(fragment.replace("&nbsp;", " ").split())
    text = _LONELY_BULLET.sub("• ", _TAG.sub(_gap, text))
    text = plain.seen(html.unescape(text)).replace("\u2028", "\n").replace("\u2029", "\n\n")
    paragraphs = (_lines(paragraph) for paragraph in _PARAGRAPH.split(text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _gap(tag: re.Match[str]) -> str:
    name = tag[2]
    if name in BLOCKS:
        return "\n\n"
    begins, ends = _GAPS.get(name, ("", ""))
    return ends if tag[1] else begins


def _lines(paragraph: str) -> str:
    found = paragraph.split("\n") if "\n" in paragraph else (paragraph,)
    lines = [" ".join(line.split()) for line in found]
    return "\n".join(line for line in lines if line and line != "•")
