"""The little Markdown that a document needs: headings, paragraphs, lists, quotes, links, emphasis."""

import html
import re

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_BULLET = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!$~|>\"'&<])")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*((?:[^()\s]|\([^()\s]*\))*)(?:\s+&quot;[^()]*&quot;)?\s*\)")
_ADDRESS = re.compile(r"&lt;(https?://[^\s&]+)&gt;")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\w*])")
_FOLLOWED = ("http://", "https://", "mailto:")
#: Escaped characters wait in a private area of Unicode until the marks are read.
_PRIVATE = 0xE000


def heading_of(text: str) -> tuple[str, str]:
    """Return the text of a first-level heading at the top, and the text without it; else "" and all."""
    first, _, rest = text.lstrip().partition("\n")
    match = _HEADING.fullmatch(first.strip())
    if match and match[1] == "#":
        return html.unescape(re.sub(r"<[^<>]*>", "", _inline(match[2]))), rest
    return "", text


def to_html(text: str) -> str:
    """Return the HTML of `text`; raw HTML in it is shown as it is written."""
    blocks = (block for block in re.split(r"\n[ \t]*\n", text) if block.strip())
    return "\n".join(_block(block.strip("\n")) for block in blocks)


def _block(block: str) -> str:
    lines = block.split("\n")
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading:
        level, rest = len(heading[1]), "\n".join(lines[1:])
        return f"<h{level}>{_inline(heading[2])}</h{level}>" + (f"\n{_block(rest)}" if rest.strip() else "")
    if _RULE.fullmatch(block):
        return "<hr>"
    if _BULLET.match(lines[0]):
        entries = re.split(r"\n(?=\s{0,3}(?:[-*+]|\d{1,3}[.)])\s)", block)
        return "<ul>" + "".join(f"<li>{_inline(_BULLET.sub('', e, count=1))}</li>" for e in entries) + "</ul>"
    if all(line.lstrip().startswith(">") for line in lines):
        quoted = "\n".join(line.lstrip()[1:].removeprefix(" ") for line in lines)
        return f"<blockquote><p>{_inline(quoted)}</p></blockquote>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    """Return a run of text as HTML. Two spaces at the end of a line break it."""
    text = _ESCAPED.sub(lambda match: chr(_PRIVATE + ord(match[1])), text)
    text = html.escape(re.sub(r" {2,}\n", "\0", text))
    text = _LINK.sub(_link, _IMAGE.sub("", text))
    text = _ADDRESS.sub(r'<a href="\1">\1</a>', text)
    text = _EMPHASIS.sub(r"<em>\2</em>", _STRONG.sub(r"<strong>\2</strong>", text))
    text = re.sub(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 0x7F)}]", _unhidden, text)
    return " ".join(text.split()).replace("\0", "<br>")


def _unhidden(match: re.Match[str]) -> str:
    return html.escape(chr(ord(match[0]) - _PRIVATE))


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[2]}">{match[1]}</a>' if match[2].startswith(_FOLLOWED) else match[1]
