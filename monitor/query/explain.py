"""Why an item belongs to a topic, or which single clause it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model.topics import Span
from monitor.query import operators
from monitor.query.document import Document
from monitor.query.format import format_query
from monitor.query.plan import Plan
from monitor.query.spans import places, spans

#: Places of one leaf that a sentence names.
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What speaks for an item under a topic, and what is missing."""

    topic: str
    is_match: bool
    #: The whole, in a sentence.
    sentence: str
    #: The hits that count; for a near miss, those of the clauses that are satisfied.
    spans: tuple[Span, ...]
    #: The one clause that failed, in canonical form; None for a match, and when more than one is missing.
    failed: str | None = None

    @property
    def is_near_miss(self) -> bool:
        """Tell whether only one clause is missing."""
        return self.failed is not None


@dataclass(frozen=True, slots=True)
class _Short:
    """A part of a query that is one clause short of being satisfied."""

    #: What is missing.
    clause: Plan
    #: What is there.
    satisfied: tuple[Plan, ...]

    def evidence(self, document: Document) -> int:
        """Return how many leaves speak for it."""
        return len({leaf for part in self.satisfied for _, _, leaf in part.find(document) or ()})


def explain(topic: str, whole: Plan, document: Document, leaf_texts: Sequence[str]) -> Explanation:
    """Explain one topic's plan on one document. Topics that it refers to must have been evaluated."""
    hits = whole.find(document)
    if hits is not None:
        found = spans(document, places(hits, leaf_texts))
        return Explanation(topic=topic, is_match=True, sentence=_because(found, document), spans=found)
    short = _one_short(whole, document)
    if short is None or not short.evidence(document):
        sentence = "It lacks more than one clause." if short is None else "Nothing speaks for it."
        return Explanation(topic=topic, is_match=False, sentence=sentence, spans=())
    there = [hit for part in short.satisfied for hit in part.find(document) or ()]
    failed = format_query(short.clause.node)
    return Explanation(
        topic=topic,
        is_match=False,
        sentence=f"One clause short: {_missing(short.clause, failed, document)}.",
        spans=spans(document, places(there, leaf_texts)),
        failed=failed,
    )


def _one_short(part: Plan, document: Document) -> _Short | None:
    """Return the one clause that an unsatisfied part lacks; None when it lacks more."""
    match part:
        case operators.AllOf(parts=parts):
            failed = [each for each in parts if each.find(document) is None]
            short = _one_short(failed[0], document) if len(failed) == 1 else None
            there = tuple(each for each in parts if each not in failed)
            return short and _Short(short.clause, there + short.satisfied)
        case operators.AnyOf(parts=parts):
            nested = filter(_has_clauses, parts)
            choices = [short for each in nested if (short := _one_short(each, document))]
            best = max(choices, key=lambda short: short.evidence(document), default=None)
            # Alternatives of which none has anything to show are one clause: the whole group.
            return best if best and best.evidence(document) else _Short(part, ())
        case operators.Close(left=left, right=right):
            return _Short(part, tuple(each for each in (left, right) if each.find(document) is not None))
        case _:
            return _Short(part, ())


def _has_clauses(part: Plan) -> bool:
    """Tell whether an alternative lacks something that can be named; words and NEAR are there or not.

    A list has many of those, and one of its words or pairs half there says nothing of what is missing.
    """
    return isinstance(part, operators.AllOf | operators.AnyOf)


def _because(found: Sequence[Span], document: Document) -> str:
    if not found:
        return "It matches by what is known of the item, not by its words."
    by_leaf: dict[str, dict[str, None]] = {}
    for span in found:
        by_leaf.setdefault(span.leaf, {})[f"“{_quoted(span, document)}” in the {span.field}"] = None
    clues = (f"{leaf} ({', '.join(list(places)[:_MOST_PLACES])})" for leaf, places in by_leaf.items())
    return f"It matches by {'; '.join(clues)}."


def _quoted(span: Span, document: Document) -> str:
    text = document.item.title if span.field == "title" else document.item.text
    return " ".join(text[span.start : span.end].split())


def _missing(clause: Plan, failed: str, document: Document) -> str:
    """Say what is wrong with the clause that failed."""
    match clause:
        case operators.NoneOf(part=part):
            return f"`{format_query(part.node)}` is there and must not be"
        case operators.AtLeast(part=part):
            return f"`{failed}` counts {len(part.extents(document))}"
        case operators.Close(left=left, right=right):
            absent = [format_query(each.node) for each in (left, right) if each.find(document) is None]
            if not absent:
                return f"both sides of `{failed}` are there, but not so close"
            return f"`{failed}` fails, for there is no `{'` and no `'.join(absent)}`"
        case operators.Away(left=left) if left.find(document) is not None:
            return f"every hit of `{format_query(left.node)}` has the other near, against `{failed}`"
        case _:
            return f"`{failed}` is not there"
