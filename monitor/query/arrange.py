"""The parts of operators, arranged so that little is asked of most documents: what each cannot do without."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from monitor.query.nodes import Node, Unit
from monitor.query.operators import AllOf, AnyOf, Close, NoneOf
from monitor.query.plan import Known, Leaf, Plan


def any_of(node: Node, parts: Sequence[Plan]) -> AnyOf:
    """Return alternatives, sorted for a quick look."""
    words: dict[int, int] = {}
    by_term: defaultdict[int, list[Plan]] = defaultdict(list)
    others = []
    # Equal leaves may be written as a word and as a phrase.
    for part in {part.number if isinstance(part, Leaf) else part: part for part in parts}.values():
        if isinstance(part, Leaf) and part.is_word and part.terms[0] not in words:
            words[part.terms[0]] = part.number
            continue
        if (terms := _indispensable(part)) is None:
            others.append(part)
        for term in terms or ():
            by_term[term].append(part)
    return AnyOf(
        node=node,
        parts=parts,
        words=words,
        by_term=dict(by_term),
        terms=frozenset((*words, *by_term)),
        others=others,
    )


def all_of(node: Node, parts: Sequence[Plan]) -> AllOf:
    """Return what asks for all of some parts."""
    by_chance = sorted(parts, key=_order)
    return AllOf(node=node, parts=parts, by_chance=by_chance, clauses=_clauses(parts))


def _order(part: Plan) -> int:
    """Return whether a part is asked early: a word that must not be there is a single look-up."""
    match part:
        case NoneOf(part=Leaf()):
            return 0
        case NoneOf():
            return 3
        case AnyOf() | Leaf():
            return 2
        case _:
            return 1


def close(node: Node, left: Plan, right: Plan, *, within: int | Unit, is_ordered: bool) -> Close:
    """Return what asks for two operands close to each other."""
    return Close(
        node=node,
        left=left,
        right=right,
        within=within,
        is_ordered=is_ordered,
        is_plain=not is_ordered and _is_plain(left) and _is_plain(right),
        clauses=_clauses((left, right)),
    )


def _is_plain(operand: Plan) -> bool:
    """Tell whether each hit of an operand of NEAR stands for itself."""
    match operand:
        case AnyOf(parts=parts):
            return all(map(_is_plain, parts))
        case _:
            return isinstance(operand, Leaf)


def _clauses(parts: Iterable[Plan]) -> Sequence[Set[int]]:
    """Return, shortest first, of which terms one must be present for each part."""
    found = (terms for part in parts if (terms := _indispensable(part)) is not None)
    return sorted(found, key=len)


def _indispensable(part: Plan) -> Set[int] | None:
    """Return terms of which one must be present for the part to be satisfied; None if there are none such."""
    match part:
        case Leaf():
            return {part.rarest}
        case Known():
            return {part.term}
        case AnyOf():
            return None if part.others else part.terms
        case _:
            choices = [terms for need in part.needs if (terms := _indispensable(need)) is not None]
            return min(choices, key=len, default=None)
