"""Queries to plans, all topics together, so that equal leaves are one leaf."""

from collections.abc import Iterator, Mapping

from monitor.query import arrange, operators, plan
from monitor.query.clauses import Clauses
from monitor.query.format import format_query
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    Fact,
    In,
    ListRef,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TextField,
    TopicRef,
    Word,
    parts_of,
)
from monitor.query.pieces import pieces
from monitor.query.plan import Plan
from monitor.query.terms import Kind, Term, word_term
from monitor.words.folding import fold


class Compiler:
    """Makes plans and numbers the terms and leaves that they share."""

    def __init__(self, topics: Mapping[str, int]) -> None:
        #: Number of each topic.
        self._topics = topics
        #: Number of each term.
        self.terms: dict[Term, int] = {}
        #: Terms of which one is enough.
        self.clauses = Clauses()
        #: Number of each leaf, by its canonical text and field.
        self._leaves: dict[tuple[str, TextField | None], int] = {}
        #: What has been compiled: a list that is called in many places is one plan.
        self._plans: dict[tuple[Node, TextField | None, bool], Plan] = {}

    @property
    def leaf_texts(self) -> list[str]:
        """Return each leaf's canonical text, by number."""
        return [text for text, _ in self._leaves]

    def compile(self, node: Node, *, field: TextField | None = None, is_cased: bool = False) -> Plan:
        """Return the plan of a query that has been checked."""
        key = (node, field, is_cased)
        if key not in self._plans:
            self._plans[key] = self._compiled(node, field=field, is_cased=is_cased)
        return self._plans[key]

    def _compiled(self, node: Node, *, field: TextField | None, is_cased: bool) -> Plan:
        match node:
            case In(field=inner, part=part):
                return self.compile(part, field=inner, is_cased=is_cased)
            case CaseSensitive(part=part):
                return self.compile(part, field=field, is_cased=True)
            case Word() | Phrase() | NameRef():
                return self._words(node, field=field, is_cased=is_cased)
            case Fact() | TopicRef():
                return self._known(node)
        parts = [self.compile(part, field=field, is_cased=is_cased) for part in _operands(node)]
        return self._joined(node, parts, _written(node, field, is_cased))

    def _words(self, node: Word | Phrase | NameRef, *, field: TextField | None, is_cased: bool) -> plan.Leaf:
        name = ""
        if isinstance(node, NameRef):
            name = node.key
            terms = [Term(Kind.NAME, name)]
        else:
            terms = [
                word_term(piece, is_exact=node.is_exact, is_case_sensitive=is_cased)
                for piece in pieces(node.text)
            ]
        return plan.Leaf(
            node=_written(node, field, is_cased),
            number=self._leaf(format_query(_written(node, None, is_cased)), field),
            terms=tuple(map(self._term, terms)),
            rarest=self._term(max(terms, key=lambda term: len(term.text))),
            name=name,
            field=field,
        )

    def _known(self, node: Fact | TopicRef) -> Plan:
        if isinstance(node, TopicRef):
            number = self._leaf(format_query(node), None)
            return plan.Elsewhere(node=node, number=number, topic=self._topics[node.key])
        value = node.value.casefold() if node.field == "url" else fold(node.value)
        return plan.Known(node=node, term=self._term(Term(Kind.FACT, f"{node.field}:{value}")))

    def _joined(self, node: Node, parts: list[Plan], written: Node) -> Plan:
        """Return the plan of an operator from those of its operands."""
        match node:
            case And():
                return arrange.all_of(written, parts)
            case Or() | ListRef():
                return arrange.any_of(written, parts, self.clauses)
            case Not():
                return arrange.none_of(written, parts[0], self.clauses)
            case AtLeast(count=count):
                return operators.AtLeast(node=written, count=count, part=parts[0])
            case Near(is_negated=True, within=within):
                return arrange.away(written, parts[0], parts[1], self.clauses, within=within)
            case Near(within=within, is_ordered=is_ordered):
                return arrange.close(written, parts[0], parts[1], within=within, is_ordered=is_ordered)
            case _:
                raise TypeError(f"no part of a query: {type(node).__name__}")

    def _term(self, term: Term) -> int:
        return self.terms.setdefault(term, len(self.terms))

    def _leaf(self, text: str, field: TextField | None) -> int:
        return self._leaves.setdefault((text, field), len(self._leaves))


def _operands(node: Node) -> Iterator[Node]:
    """Yield what an operator joins; alternatives of a list among alternatives are alternatives themselves."""
    for part in parts_of(node):
        if (isinstance(part, ListRef) and isinstance(node, Or)) or isinstance(node, ListRef):
            yield from _operands(part)
        else:
            yield part


def _written(node: Node, field: TextField | None, is_cased: bool) -> Node:
    """Return the node with the field and cs() that hold for it, however far outside they were written."""
    if is_cased and not isinstance(node, NameRef):
        node = CaseSensitive(part=node)
    return node if field is None else In(field=field, part=node)
