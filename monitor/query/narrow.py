"""What an index of words can tell of a query beforehand: the clauses that every matching item satisfies."""

import re
from collections.abc import Mapping
from itertools import chain

from monitor.query.names import NameFinder
from monitor.query.nodes import CaseSensitive, NameRef, Near, Node, Not, Or, Phrase, TopicRef, Word, parts_of
from monitor.query.order import in_order_of_need
from monitor.query.pieces import WILDCARDS, pieces
from monitor.query.terms import Kind, Term, word_term
from monitor.words.folding import fold
from monitor.words.keys import ANY_END, forms_keys, name_keys, word_key

#: Keys of `monitor.words.keys` of which an item has at least one; `abc*`: one that begins so.
Clause = frozenset[str]

#: More clauses leave hardly fewer items.
MOST_CLAUSES = 8
#: Longer lists of alternatives are no help.
MOST_KEYS = 1000
#: A shorter beginning is that of too many words.
_SHORTEST_BEGINNING = 2
#: A beginning is this much more common than a word.
_BEGINNING_WEIGHT = 8


def narrow(trees: Mapping[str, Node], key: str, *, names: NameFinder) -> tuple[Clause, ...]:
    """Return the clauses of one query, the rarest first; none when an index cannot narrow it.

    `trees` holds, by key, that query and all topics that it refers to, however indirectly. Facts, wildcards
    in front, and whatever stands under NOT need no word in particular: they narrow nothing.
    """
    found: dict[str, list[Clause]] = {}
    for each in in_order_of_need(trees):
        found[each] = _rarest(_necessary(trees[each], found, names, is_cased=False))
    return tuple(found[key])


def _necessary(
    node: Node, topics: Mapping[str, list[Clause]], names: NameFinder, *, is_cased: bool
) -> list[Clause]:
    match node:
        case Word() | Phrase():
            return _of_words(node, is_cased=is_cased)
        case NameRef(key=key):
            return [clause] if (clause := name_keys(names.anchors(key))) else []
        case TopicRef(key=key):
            return topics[key]
        case Or(parts=parts):
            return _either([_rarest(_necessary(part, topics, names, is_cased=is_cased)) for part in parts])
        case Not():
            needed: tuple[Node, ...] = ()
        case Near(is_negated=True, left=left):
            needed = (left,)
        case _:
            needed = parts_of(node)
    is_cased = is_cased or isinstance(node, CaseSensitive)
    return [clause for part in needed for clause in _necessary(part, topics, names, is_cased=is_cased)]


def _of_words(node: Word | Phrase, *, is_cased: bool) -> list[Clause]:
    found = []
    for piece in pieces(node.text):
        clause = _clause(word_term(piece, is_exact=node.is_exact, is_case_sensitive=is_cased))
        if clause and "" not in clause:
            found.append(clause)
    return found


def _clause(term: Term) -> Clause | None:
    """Return what every text has that has the word; None when that cannot be told."""
    kind, text = term
    if kind is Kind.FORMS:
        return forms_keys(text)
    if kind in (Kind.CASE, Kind.CASE_GLOB):
        if not _folds_plainly(text):
            return None
        text = fold(text)
    if kind in (Kind.GLOB, Kind.CASE_GLOB):
        beginning = re.split(f"[{WILDCARDS}]", text)[0]
        is_short = len(beginning) < _SHORTEST_BEGINNING
        return None if is_short else frozenset((word_key(beginning) + ANY_END,))
    return frozenset((word_key(text),))


def _folds_plainly(text: str) -> bool:
    """Tell whether folding changes nothing but the case of each letter: ASCII and Cyrillic."""
    return all(sign.isascii() or "\u0400" <= sign <= "\u04ff" for sign in text)


def _either(choices: list[list[Clause]]) -> list[Clause]:
    """Unite one clause of each alternative: whichever holds, one of its keys is there."""
    if not all(choices):
        return []
    return [
        frozenset(chain.from_iterable(clauses[min(place, len(clauses) - 1)] for clauses in choices))
        for place in range(max(map(len, choices)))
    ]


def _rarest(clauses: list[Clause]) -> list[Clause]:
    by_weight = sorted({clause for clause in clauses if len(clause) <= MOST_KEYS}, key=_weight)
    return by_weight[:MOST_CLAUSES]


def _weight(clause: Clause) -> tuple[int, list[str]]:
    """Return how many items have one of the keys, roughly; the keys make the order a firm one."""
    weights = (
        _BEGINNING_WEIGHT + max(0, 12 - len(key)) ** 2 if key.endswith(ANY_END) else max(1, 12 - len(key))
        for key in clause
    )
    return sum(weights), sorted(clause)
