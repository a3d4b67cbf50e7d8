"""Text of strangers, made fit for a header or the message of an error. Pure."""

import re

#: Mail programs show less; a longer text is cut with dots.
_LONGEST = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def defuse(text: str) -> str:
    """Return one line of at most 200 letters without controls, in which nothing reads as an encoded word."""
    printable = text.encode("utf-8", "replace").decode("utf-8")
    line = " ".join(_UNPRINTABLE.sub(" ", printable).split())
    line = re.sub(r"=(?=\?)", "= ", line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
