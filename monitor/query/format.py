"""A query in its canonical form: one line, upper-case operators, parentheses where a reader wants them."""

import re

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
    TopicRef,
    Word,
)

_PLAIN_VALUE = re.compile(r"[\w./:%&=+~@-]+")


def format_query(node: Node) -> str:
    """Return the query in canonical form; reading it again gives an equal query."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            operator = " AND " if isinstance(node, And) else " OR "
            text = operator.join(_operand(part, And, Or) for part in parts)
        case Near(left=left, right=right):
            text = f"{_operand(left, And, Or)} {_near_operator(node)} {_operand(right, And, Or, Near)}"
        case Not(part=part):
            text = f"NOT {_operand(part, And, Or, Near)}"
        case In(field=field, part=part):
            text = f"{field}:{_operand(part, And, Or, Near, Not)}"
        case CaseSensitive(part=part):
            text = f"cs({format_query(part)})"
        case AtLeast(count=count, part=part):
            text = f"atleast{count}({format_query(part)})"
        case _:
            text = _leaf(node)
    return text


def _near_operator(near: Near) -> str:
    """Return a proximity operator as written: `NEAR/5`, `ONEAR/s`, `NOT NEAR/p`."""
    return f"{'NOT ' if near.is_negated else ''}{'O' if near.is_ordered else ''}NEAR/{near.within}"


def _operand(node: Node, *grouped: type[Node]) -> str:
    """Return an operand, in parentheses when it is one of the kinds that need them there."""
    text = format_query(node)
    return f"({text})" if isinstance(node, grouped) else text


def _leaf(node: Node) -> str:
    match node:
        case Word(text=text, is_exact=is_exact):
            text = "=" * is_exact + text
        case Phrase(text=text, is_exact=is_exact):
            text = "=" * is_exact + f'"{text}"'
        case NameRef(key=key):
            text = f"@{key}"
        case TopicRef(key=key):
            text = f"#{key}"
        case ListRef(key=key):
            text = f"${key}"
        case Fact(field=field, value=value):
            text = f"{field}:{value}" if _PLAIN_VALUE.fullmatch(value) else f'{field}:"{value}"'
        case _:
            raise TypeError(f"no part of a query: {type(node).__name__}")
    return text
