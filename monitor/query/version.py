"""The version of a topic's query: equal when, and only when, it decides alike."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from monitor.model.topics import Name
from monitor.query.format import format_query
from monitor.query.nodes import ListRef, NameRef, Node, TopicRef, walk
from monitor.query.order import in_order_of_need

#: Raised with every change of folding, word forms, derived names or matching that changes what matches.
ENGINE = 16

_LENGTH = 12


def versions(trees: Mapping[str, Node], names: Iterable[Name]) -> dict[str, str]:
    """Return each topic's version: a short digest of its query and of everything it refers to.

    `trees` hold the words of their lists.
    """
    # Surnames are told apart within the whole file, so a name's finding may depend on every other name.
    spellings = _digest([repr(astuple(name)) for name in sorted(names, key=lambda name: name.key)])
    found: dict[str, str] = {}
    for key in in_order_of_need(trees):
        parts = [str(ENGINE), format_query(trees[key])]
        for node in walk(trees[key]):
            match node:
                case NameRef():
                    parts.append(spellings)
                case TopicRef(key=needed):
                    parts.append(found[needed])
                case ListRef(words=words) if words is not None:
                    parts.append(format_query(words))
        found[key] = _digest(parts)
    return found


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
