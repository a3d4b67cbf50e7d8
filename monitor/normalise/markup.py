"""A publisher's HTML to a fragment that is safe to show and loads nothing, and to readable text.

nh3 takes quadratic time on nested tags, so too deep a nesting is unwound first; all of this runs in a
worker process that can be killed all the same.
"""

import html
import re

import nh3

from monitor.normalise import plain, text_of

#: Deeper nesting than this is no article; its tags are dropped, its text kept.
_MAX_DEPTH = 1_000
_INLINE = {
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ins",
    "sub",
    "sup",
    "q",
    "cite",
    "code",
    "small",
    "mark",
}
_BLOCKS = text_of.BLOCKS | {"br", "li", "tr", "td", "th"}
#: What readers never see as text, or cannot see here.
_DROPPED = {
    "audio", "button", "canvas", "embed", "head", "iframe", "map", "math", "noembed", "noframes", "noscript",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
}  # fmt: skip
_SCHEME = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
#: Longer tags are images inlined as data, or attacks.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}>?")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "embed", "area", "col", "base", "param"}
_ESCAPED_MARKUP = re.compile(r"&lt;(?:/(?:p|a|b|i|em|strong|div|span|li|h\d)|br\s*/?)\s*&gt;", re.IGNORECASE)
#: What is left of links that lead nowhere; links cannot be nested.
_NO_LINK = re.compile(r"<a(?: rel=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)
_EMPTY_LINK = re.compile(r"<a(?: [^<>]*)?>\s*</a>")
_EMPTY_BLOCK = re.compile(r"<(p|div|h[1-6]|li|ul|ol|figure|blockquote|section|span)>(?:\s|&nbsp;|<br>)*</\1>")
#: Composed with the end of a tag, this mark would make a letter of it, and attributes of the text behind it.
_STROKE = "\u0338"
_BETWEEN = re.compile(r"[^<>]+")
#: Tags that say no more than the empty lines of a text do.
_SAYS_MORE = re.compile(r"<(?!/?(?:p|div|br|section|article|main|header|footer|figure|figcaption)\b)")


def _allowed(_tag: str, attribute: str, value: str) -> str | None:
    """Return an address when a reader may follow it; others are removed. `rel` is the cleaner's own."""
    if attribute != "href":
        return value
    address = value.strip()
    return address if _SCHEME.match(address) else None


_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS,
    clean_content_tags=_DROPPED,
    attributes={"a": {"href"}},
    attribute_filter=_allowed,
    link_rel="noopener noreferrer nofollow",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


def clean(markup: str) -> str:
    """Return the safe fragment of untrusted HTML: a few plain tags, links to http, https and mailto.

    Nothing in it loads anything: no images, frames, media, styles or scripts.
    """
    if "<" not in markup and _ESCAPED_MARKUP.search(markup):
        markup = html.unescape(markup)  # encoded once too often
    markup = _LONG_TAG.sub(" ", markup)
    if markup.count("<") > _MAX_DEPTH and _depth(markup) > _MAX_DEPTH:
        markup = _ANY_TAG.sub(" ", markup).replace("<", " ")
    fragment = _seen(_CLEANER.clean(markup))
    fragment = _NO_LINK.sub(r"\1", _EMPTY_LINK.sub("", fragment))
    for _ in range(3):
        fragment, changes = _EMPTY_BLOCK.subn("", fragment)
        if not changes:
            break
    return fragment.strip()


def _seen(fragment: str) -> str:
    """Return a clean fragment without what has no shape, in composed form, its tags as they are."""
    if _STROKE not in fragment:
        return plain.seen(fragment)
    return _BETWEEN.sub(lambda text: plain.seen(text[0]), fragment)


def says_more(fragment: str) -> bool:
    """Tell whether a clean fragment says more than its text: links, emphasis, lists, tables."""
    return bool(_SAYS_MORE.search(fragment))


def _depth(markup: str) -> int:
    """Return how deep tags are nested at most, roughly: never less than a browser would see."""
    depth = deepest = 0
    for match in _ANY_TAG.finditer(markup):
        if match[2].lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
