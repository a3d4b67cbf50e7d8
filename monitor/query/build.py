"""What the grammar recognised, made into a tree."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from lark import Token, Transformer_NonRecursive, v_args
from lark.tree import Meta

from monitor.errors import QueryError
from monitor.query import advice, literals
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
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
)
from monitor.query.pieces import check_pieces


@dataclass(frozen=True, slots=True)
class Group:
    """A part that stood in parentheses, so that nobody need guess how it was meant."""

    node: Node


Built = Node | Group

_T = TypeVar("_T")

#: Stands for a part that is wrong, so that the others can be read.
_STAND_IN: Node = Word(text="x")


@v_args(meta=True)
class Builder(Transformer_NonRecursive[Token, Built]):
    """Builds one query, rule by rule, and collects what its author should know about it."""

    def __init__(self) -> None:
        super().__init__()
        #: What to tell the author, with the offset it is about.
        self.warnings: list[advice.Advice] = []
        #: What is wrong with single parts.
        self.mistakes: list[QueryError] = []

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

    def alternatives(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Join what stands between the commas of a list."""
        return Or(parts=_flat(Or, built), start=meta.start_pos, end=meta.end_pos)

    def both(self, meta: Meta, built: Sequence[Built]) -> Node:
        """Join what must all be there."""
        return And(parts=_flat(And, built), start=meta.start_pos, end=meta.end_pos)

    def proximity(self, meta: Meta, built: tuple[Built, Token, Built]) -> Node:
        """Read NEAR and its kin."""
        operator, right = built[1], _node(built[2])
        self.warnings += advice.on_distance(str(operator), right)
        return Near(
            left=_node(built[0]),
            right=right,
            within=self._noted(lambda: literals.distance(operator), instead=literals.USUAL_DISTANCE),
            is_ordered="ONEAR" in operator,
            is_negated=operator.startswith("NOT"),
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
        count = self._noted(lambda: literals.count(built[0]), instead=1)
        return AtLeast(count=count, part=_node(built[1]), start=meta.start_pos, end=meta.end_pos)

    def name(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read @name."""
        return NameRef(key=built[0][1:], start=meta.start_pos, end=meta.end_pos)

    def topic(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read #topic."""
        return TopicRef(key=built[0][1:], start=meta.start_pos, end=meta.end_pos)

    def word_list(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read $list."""
        return ListRef(key=built[0][1:], start=meta.start_pos, end=meta.end_pos)

    def fact(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read `source:belta` and its kin."""
        return self._noted(lambda: literals.fact(built[0]), instead=_STAND_IN)

    def word(self, meta: Meta, built: Sequence[Token], *, is_exact: bool = False) -> Node:
        """Read a word."""
        text = self._noted(lambda: literals.word_text(built[0]), instead="x")
        return self._leaf(Word(text=text, is_exact=is_exact, start=meta.start_pos, end=meta.end_pos))

    def exact_word(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read =word."""
        return self.word(meta, built, is_exact=True)

    def phrase(self, meta: Meta, built: Sequence[Token], *, is_exact: bool = False) -> Node:
        """Read a phrase."""
        text = literals.unquoted(built[0])
        return self._leaf(Phrase(text=text, is_exact=is_exact, start=meta.start_pos, end=meta.end_pos))

    def exact_phrase(self, meta: Meta, built: Sequence[Token]) -> Node:
        """Read ="a phrase"."""
        return self.phrase(meta, built, is_exact=True)

    def _leaf(self, leaf: Word | Phrase) -> Node:
        self._noted(lambda: check_pieces(leaf), instead=None)
        self.warnings += advice.on_leaf(leaf)
        return leaf

    def _noted(self, read: Callable[[], _T], *, instead: _T) -> _T:
        """Return what was read, or note what is wrong with it and go on with something else."""
        try:
            return read()
        except QueryError as exc:
            self.mistakes.append(exc)
            return instead


def _node(built: Built) -> Node:
    return built.node if isinstance(built, Group) else built


def _flat(kind: type[And] | type[Or], built: Iterable[Built]) -> tuple[Node, ...]:
    """Return operands, those of an operand of the same kind in its place."""
    flat: list[Node] = []
    for node in map(_node, built):
        flat.extend(node.parts if isinstance(node, kind) else (node,))
    return tuple(flat)
