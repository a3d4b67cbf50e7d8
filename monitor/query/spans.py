"""Hits to what a reader is shown: places in title and text, and how strong they are together."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from monitor.model.topics import FieldName, Span
from monitor.query.document import LEAD_WORDS, Document, Hit
from monitor.words.tokens import Tokens

#: First and last word in the document's row, inclusive, and the leaf in canonical form.
Place = tuple[int, int, str]

#: What a hit is worth by where it lies.
_IN_TITLE, _IN_LEAD, _BELOW = 1.0, 0.6, 0.2


def places(hits: Iterable[Hit], leaf_texts: Sequence[str]) -> list[Place]:
    """Return the hits in reading order; overlapping ones of one leaf are one."""
    found = sorted([(first, last, leaf_texts[number]) for first, last, number in hits])
    ends: dict[str, int] = {}
    for first, last, leaf in found:
        if ends.get(leaf, -1) >= first:
            return _joined(found)
        ends[leaf] = last
    return found


def _joined(hits: Sequence[Place]) -> list[Place]:
    """Return ascending hits with those of one leaf joined that overlap; hardly any do."""
    latest: dict[str, list[int]] = {}
    found: list[tuple[list[int], str]] = []
    for first, last, leaf in hits:
        stretch = latest.get(leaf)
        if stretch is None or first > stretch[1]:
            stretch = latest[leaf] = [first, last]
            found.append((stretch, leaf))
        elif last > stretch[1]:
            stretch[1] = last
    return sorted((first, last, leaf) for (first, last), leaf in found)


def spans(document: Document, found: Sequence[Place]) -> tuple[Span, ...]:
    """Return the places as offsets into title and text, title first."""
    split = document.split
    in_title = bisect_left(found, (split,))
    return (
        *_spans("title", document.title, found[:in_title], offset=0),
        *_spans("text", document.text, found[in_title:], offset=split),
    )


def _spans(field: FieldName, tokens: Tokens, found: Sequence[Place], *, offset: int) -> Iterator[Span]:
    """Yield places in one field, whose first word stands at an offset."""
    starts, forms = tokens.starts, tokens.forms
    for first, last, leaf in found:
        at = last - offset
        yield Span(field, starts[first - offset], starts[at] + len(forms[at]), leaf)


def score(document: Document, found: Sequence[Place]) -> float:
    """Return how strong the evidence is, 0..1, rounded to four digits.

    Half of it is where the hits lie (each counts 1 in the title, 0.6 in the lead, 0.2 below; the mean
    of them), three tenths how many distinct leaves were hit (d / (d + 1)), two tenths how many hits
    there are (n / (n + 4)). Facts alone leave no hits and score 0.
    """
    if not found:
        return 0.0
    count, leaves = len(found), len({leaf for _, _, leaf in found})
    in_title = bisect_left(found, (document.split,))
    lead = document.split + LEAD_WORDS
    in_lead = sum(last < lead for _, last, _ in found[in_title : bisect_left(found, (lead,))])
    where = (_IN_TITLE * in_title + _IN_LEAD * in_lead + _BELOW * (count - in_title - in_lead)) / count
    return round(0.5 * where + 0.3 * leaves / (leaves + 1) + 0.2 * count / (count + 4), 4)
