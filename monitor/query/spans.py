"""Hits to what a reader is shown: places in title and text, and how strong they are together."""

from collections.abc import Iterable, Sequence

from monitor.model.topics import Span
from monitor.query.document import LEAD_WORDS, Document, Hit

#: First and last word in the document's row, inclusive, and the leaf in canonical form.
Place = tuple[int, int, str]

#: What a hit is worth by where it lies.
_IN_TITLE, _IN_LEAD, _BELOW = 1.0, 0.6, 0.2


def places(hits: Iterable[Hit], leaf_texts: Sequence[str]) -> list[Place]:
    """Return the hits in reading order; overlapping ones of one leaf are one."""
    by_leaf: dict[str, list[list[int]]] = {}
    for first, last, number in sorted(hits):
        stretches = by_leaf.setdefault(leaf_texts[number], [])
        if stretches and first <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], last)
        else:
            stretches.append([first, last])
    return sorted((first, last, leaf) for leaf, stretches in by_leaf.items() for first, last in stretches)


def spans(document: Document, found: Iterable[Place]) -> tuple[Span, ...]:
    """Return the places as offsets into title and text, title first."""
    title, text, split = document.title, document.text, document.split
    return tuple(
        Span(field="title", start=title.starts[first], end=title.end(last), leaf=leaf)
        if first < split
        else Span(field="text", start=text.starts[first - split], end=text.end(last - split), leaf=leaf)
        for first, last, leaf in found
    )


def score(document: Document, found: Sequence[Place]) -> float:
    """Return how strong the evidence is, 0..1, rounded to four digits.

    Half of it is where the hits lie (each counts 1 in the title, 0.6 in the lead, 0.2 below; the mean
    of them), three tenths how many distinct leaves were hit (d / (d + 1)), two tenths how many hits
    there are (n / (n + 4)). Facts alone leave no hits and score 0.
    """
    if not found:
        return 0.0
    count, leaves = len(found), len({leaf for _, _, leaf in found})
    in_title = sum(last < document.split for _, last, _ in found)
    in_lead = sum(last < document.split + LEAD_WORDS for _, last, _ in found) - in_title
    where = (_IN_TITLE * in_title + _IN_LEAD * in_lead + _BELOW * (count - in_title - in_lead)) / count
    return round(0.5 * where + 0.3 * leaves / (leaves + 1) + 0.2 * count / (count + 4), 4)
