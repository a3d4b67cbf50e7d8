"""The parts of operators, arranged so that little is asked of most documents: what each cannot do without."""

from collections import defaultdict
from collections.abc import Sequence, Set

from monitor.query.clauses import Clauses
from monitor.query.nodes import Node, Unit
from monitor.query.operators import AllOf, AnyOf, Away, Close, Needs, NoneOf
from monitor.query.plan import Known, Leaf, Plan

#: One for all: most alternatives are known by one word.
_NO_CLAUSES: Needs = frozenset()


def any_of(node: Node, parts: Sequence[Plan], known: Clauses) -> AnyOf:
    """Return alternatives, sorted for a quick look."""
    words: dict[int, int] = {}
    others: defaultdict[int, list[tuple[Needs, Plan]]] = defaultdict(list)
    always = []
    #: Whichever part is satisfied, one of these is there.
    needed: set[int] = set()
    field = next((part.field for part in parts if isinstance(part, Leaf) and part.is_word), None)
    # Equal leaves may be written as a word and as a phrase.
    for part in {part.number if isinstance(part, Leaf) else part: part for part in parts}.values():
        if isinstance(part, Leaf) and part.is_word and part.field == field and part.terms[0] not in words:
            words[part.terms[0]] = part.number
        elif clauses := _clauses(part):
            rarest = frozenset((part.rarest,)) if isinstance(part, Leaf) else min(clauses, key=len)
            others[known.number(rarest)].append((_numbers(clauses - {rarest}, known), part))
            needed |= rarest
        else:
            always.append(part)
    terms = frozenset((*words, *(key for key in others if key >= 0)))
    needed |= terms
    return AnyOf(
        node=node,
        parts=parts,
        is_plain=all(map(is_plain, parts)),
        field=field,
        words=words,
        others=dict(others),
        terms=terms,
        clauses=tuple(key for key in others if key < 0),
        always=always,
        needed=None if always else terms if needed == terms else frozenset(needed),
    )


def all_of(node: Node, parts: Sequence[Plan]) -> AllOf:
    """Return what asks for all of some parts."""
    return AllOf(node=node, parts=parts, by_chance=sorted(parts, key=_order))


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


def none_of(node: Node, part: Plan, known: Clauses) -> NoneOf:
    """Return what asks for a part not to be satisfied."""
    return NoneOf(node=node, part=part, clauses=_numbers(_clauses(part), known))


def close(node: Node, left: Plan, right: Plan, *, within: int | Unit, is_ordered: bool) -> Close:
    """Return what asks for two operands close to each other."""
    return Close(
        node=node,
        left=left,
        right=right,
        within=within,
        is_ordered=is_ordered,
        is_plain=not is_ordered and is_plain(left) and is_plain(right),
    )


def away(node: Node, left: Plan, right: Plan, known: Clauses, *, within: int | Unit) -> Plan:
    """Return what asks for NOT NEAR: a pair has nothing near when neither of its two hits has."""
    if isinstance(left, Close):
        one, other = (away(node, part, right, known, within=within) for part in (left.left, left.right))
        return close(node, one, other, within=left.within, is_ordered=left.is_ordered)
    if isinstance(left, AnyOf) and not left.is_plain:
        return any_of(node, [away(node, part, right, known, within=within) for part in left.parts], known)
    clauses = _numbers(_clauses(right), known)
    return Away(node=node, left=left, right=right, within=within, clauses=clauses)


def is_plain(operand: Plan) -> bool:
    """Tell whether each hit of an operand of NEAR stands for itself."""
    return operand.is_plain if isinstance(operand, AnyOf) else isinstance(operand, Leaf)


def _numbers(clauses: Set[frozenset[int]], known: Clauses) -> Needs:
    """Return clauses as what must be present: terms, and the numbers of clauses of several."""
    return frozenset(map(known.number, clauses)) if clauses else _NO_CLAUSES


def _clauses(part: Plan) -> Set[frozenset[int]]:
    """Return sets of terms, of each of which one must be present for the part to be satisfied."""
    match part:
        case Leaf(terms=terms):
            return {frozenset((term,)) for term in terms}
        case Known(term=term):
            return {frozenset((term,))}
        case AnyOf(needed=needed):
            return set() if needed is None else {needed}
        case _:
            return {clause for need in part.needs for clause in _clauses(need)}
