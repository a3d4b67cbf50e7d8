"""Bytes to text: which encoding a feed is really in, whatever it says about itself.

In this order: a byte order mark; UTF-8 when the bytes are UTF-8 (other encodings practically never
are by chance, and servers announce `iso-8859-1` for everything); what the document declares; what the
server declares; a guess from the shape of the letters.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
#: Encodings we accept by name. Left out on purpose: punycode and idna (slow), utf-7, unicode_escape.
_KNOWN = re.compile(
    r"(cp\d+|iso8859-\d+|koi8-\w|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|hz|ascii|tis-620"
    r"|kz1048|ptcp154|utf-(8|16|32)(-[lb]e)?)"
)
_DECLARED_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_DECLARED_HTML = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_HTTP = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_STATEFUL = re.compile(r"iso2022_\w+|hz")

_CYRILLIC = {
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіўїєґ",
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
}
_LATIN = {
    "cp1252": "àáâãäåæçèéêëìíîïñòóôõöøùúûüýß",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșţ",
    "iso8859-2": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîşţ",
    "cp1257": "ąčęėįšųūžāēģīķļņõäöü",
}


def decode(body: bytes, *, content_type: str) -> str:
    """Return the text of `body`; bytes that mean nothing become U+FFFD. Never fails."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace").removeprefix("\ufeff")
    declared = _declared(body, content_type)
    text = _as_utf8(body)
    if text is not None:
        stateful = next((name for name in declared if _STATEFUL.fullmatch(name)), None)
        return body.decode(stateful, "replace") if stateful and text.isascii() else text
    for name in declared:
        if name not in ("utf-8", "ascii", "iso8859-1", "cp1252"):
            return body.decode(name, "replace")
    return body.decode(_guess(body), "replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the encodings that document and server name, the document's first."""
    names = [match[1].decode("ascii") for match in [_DECLARED_XML.match(body[:400])] if match]
    if _HTML.match(body) and (meta := _DECLARED_HTML.search(body[:4_000])):
        names.append(meta[1].decode("ascii"))
    names += _DECLARED_HTTP.findall(content_type)
    return [known for known in map(_known, names) if known]


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return found if _KNOWN.fullmatch(found) else ""


def _as_utf8(body: bytes) -> str | None:
    """Return the text when the bytes are UTF-8, forgiving few bad bytes and an end within a letter."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for _ in re.finditer(r"[\x80-\ufffc\U00010000-\U0010ffff]", text))
    return text if good > 10 * bad else None


def _guess(body: bytes) -> str:
    """Return the encoding whose reading shows most ordinary small letters.

    Cyrillic puts such bytes in runs, Latin scripts strew them between ASCII letters.
    """
    sample = body[:200_000]
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    candidates = _CYRILLIC if 2 * in_runs > len(_HIGH.findall(sample)) else _LATIN

    def ordinary(name: str) -> int:
        text = sample.decode(name, "replace")
        return sum(text.count(letter) for letter in candidates[name])

    return max(candidates, key=ordinary)
