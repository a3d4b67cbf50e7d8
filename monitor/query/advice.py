"""What can be read in a query and is probably not meant."""

import re
from collections.abc import Collection, Iterator, Mapping

from monitor.errors import QueryError
from monitor.query.check import refused
from monitor.query.format import format_query
from monitor.query.nearest import did_you_mean
from monitor.query.nodes import Fact, Node, Or, Phrase, Word, walk
from monitor.words.folding import fold

#: The message, and the 0-based offset in the query that it is about.
Advice = tuple[str, int]

_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OPERATORS = frozenset(("and", "or", "not", "near", "onear"))
#: What is written as an operator's name and a number, and how the operator is written.
_NUMBERED = re.compile(r"(o?near)(\d+)|(atleast\d+)", re.IGNORECASE)


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
    """Point at what is meant as an operator, and at letters of two alphabets in one word."""
    if isinstance(leaf, Word) and not leaf.is_exact and (operator := _meant(leaf.text)):
        yield f"`{leaf.text}` is searched as a word; the operator is written {operator}.", leaf.start
    for word in re.findall(r"\w+", leaf.text):
        if _LATIN.search(word) and _CYRILLIC.search(word):
            text = f"`{word}` mixes Latin and Cyrillic letters; it will match only texts that mix them too."
            yield text, leaf.start


def _meant(word: str) -> str:
    """Return how the operator is written that a word will have been meant as; empty: it is a word."""
    if word.lower() in _OPERATORS:
        return word.upper()
    if found := _NUMBERED.fullmatch(word):
        name, number, count = found.groups()
        return f"{name.upper()}/{number}" if name else f"{count.lower()}(...)"
    return ""


def on_nobody(query: Node, known: Mapping[str, Collection[str]], *, lacking: str) -> Iterator[QueryError]:
    """Point at each source and group that the query asks for and there is not.

    `known`: what there is, by field; `lacking`: the beginning of a sentence that says who has none.
    """
    for node in walk(query):
        if isinstance(node, Fact) and node.field in known:
            there = known[node.field]
            if fold(node.value) not in map(fold, there):
                text = f"{lacking} {node.field} `{node.value}`.{did_you_mean(node.value, there)}"
                yield refused(node, text)
