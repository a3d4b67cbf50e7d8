"""What the grammar recognised, made into a tree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from lark import Token, Transformer_NonRecursive, v_args
from lark.tree import Meta

from monitor.query import advice, literals
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    In,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TextField,
    TopicRef,
    Word,
)
from monitor.query.pieces import check_pieces


@dataclass(frozen=True, slots=True)
class Group:
    """A part that stood in parentheses, so that nobody need guess how it was meant."""

    node: Node


Built = Node | Group


@v_args(meta=True)
class Builder(Transformer_NonRecursive[Token, Built]):
    """Builds one query, rule by rule, and collects what its author should know about it."""

    def __init__(self) -> None:
        super().__init__()
        #: What to tell the author, with the offset it is about.
        self.warnings: list[advice.Advice] = []

    def start(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Return the whole query."""
        return _node(built[0])

    def either(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Join alternatives."""
        whole = Or(parts=_flat(Or, built), start=meta.start_pos, end=meta.end_pos)
        # In parentheses it would be a Group.
        mixed = next((part for part in built if isinstance(part, And)), None)
        if mixed is not None:
            self.warnings.append(advice.on_mixing(whole, mixed))
        return whole

    def both(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Join what must all be there."""
        return And(parts=_flat(And, built), start=meta.start_pos, end=meta.end_pos)

    def proximity(self, meta: Meta, built: tuple[Built, Token, Built]) -> Node:
        """Read NEAR and its kin."""
        operator, right = built[1], _node(built[2])
        is_negated, is_ordered = operator.startswith("NOT"), "ONEAR" in operator
        if is_negated and is_ordered:
            raise literals.refused(operator, "There is no NOT ONEAR; write NOT NEAR.")
        self.warnings += advice.on_distance(str(operator), right)
        return Near(
            left=_node(built[0]),
            right=right,
            within=literals.distance(operator),
            is_ordered=is_ordered,
            is_negated=is_negated,
            start=meta.start_pos,
            end=meta.end_pos,
        )

    def negation(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Read NOT."""
        return Not(part=_node(built[0]), start=meta.start_pos, end=meta.end_pos)

    def group(self, meta: Meta, built: Sequence[Built]) -> Group:
        """Remember the parentheses."""
        return Group(_node(built[0]))

    def field(self, meta: Meta, built: tuple[Token, Built]) -> Node:
        """Read `title:` and its kin."""
        name = cast(TextField, built[0].rstrip(":").lower())
        return In(field=name, part=_node(built[1]), start=meta.start_pos, end=meta.end_pos)

    def case(self, meta: Meta, built: tuple[Token, Built]) -> Node:
        """Read cs()."""
        return CaseSensitive(part=_node(built[1]), start=meta.start_pos, end=meta.end_pos)

    def at_least(self, meta: Meta, built: tuple[Token, Built]) -> Node:
        """Read atleastN()."""
        count = literals.count(built[0])
        return AtLeast(count=count, part=_node(built[1]), start=meta.start_pos, end=meta.end_pos)

    def name(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read @name."""
        return NameRef(key=built[0][1:], start=meta.start_pos, end=meta.end_pos)

    def topic(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read #topic."""
        return TopicRef(key=built[0][1:], start=meta.start_pos, end=meta.end_pos)

    def fact(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read `source:belta` and its kin."""
        return literals.fact(built[0])

    def word(self, meta: Meta, built: Sequence[Token], *, is_exact: bool = False) -> Node:
        """Read a word."""
        text = literals.word_text(built[0])
        word = Word(text=text, is_exact=is_exact, start=meta.start_pos, end=meta.end_pos)
        return self._checked(word)

    def exact_word(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read =word."""
        return self.word(meta, built, is_exact=True)

    def phrase(self, meta: Meta, built: Sequence[Token], *, is_exact: bool = False) -> Node:
        """Read a phrase."""
        text = literals.unquoted(built[0])
        phrase = Phrase(text=text, is_exact=is_exact, start=meta.start_pos, end=meta.end_pos)
        return self._checked(phrase)

    def exact_phrase(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read ="a phrase"."""
        return self.phrase(meta, built, is_exact=True)

    def _checked(self, leaf: Word | Phrase) -> Node:
        check_pieces(leaf)
        self.warnings += advice.on_leaf(leaf)
        return leaf


def _node(built: Built) -> Node:
    return built.node if isinstance(built, Group) else built


def _flat(kind: type[And] | type[Or], built: Iterable[Built]) -> tuple[Node, ...]:
    """Return operands, those of an operand of the same kind in its place."""
    flat: list[Node] = []
    for node in map(_node, built):
        flat.extend(node.parts if isinstance(node, kind) else (node,))
    return tuple(flat)
