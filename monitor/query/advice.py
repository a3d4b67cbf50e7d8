"""What can be read in a query and is probably not meant."""

import re
from collections.abc import Iterator

from monitor.query.format import format_query
from monitor.query.nodes import Node, Or, Phrase, Word

#: The message, and the 0-based offset in the query that it is about.
Advice = tuple[str, int]

_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OPERATORS = frozenset(("and", "or", "not", "near", "onear"))


def on_mixing(whole: Or, part: Node) -> Advice:
    """Say how AND and OR side by side are read."""
    text = f"AND and OR are mixed; this is read as `{format_query(whole)}`. Parentheses make it plain."
    return text, part.start


def on_distance(operator: str, right: Node) -> Iterator[Advice]:
    """Point at `NEAR 5`, where NEAR/5 will have been meant."""
    if "/" not in operator and isinstance(right, Word) and right.text.isdecimal():
        text = f"{right.text} is searched as a word; as a distance it is written {operator}/{right.text}."
        yield text, right.start


def on_leaf(leaf: Word | Phrase) -> Iterator[Advice]:
    """Point at operators in lower case, and at letters of two alphabets in one word."""
    if isinstance(leaf, Word) and not leaf.is_exact and leaf.text.lower() in _OPERATORS:
        operator = leaf.text.upper()
        yield f"`{leaf.text}` is searched as a word; the operator is written {operator}.", leaf.start
    for word in re.findall(r"\w+", leaf.text):
        if _LATIN.search(word) and _CYRILLIC.search(word):
            text = f"`{word}` mixes Latin and Cyrillic letters; it will match only texts that mix them too."
            yield text, leaf.start
