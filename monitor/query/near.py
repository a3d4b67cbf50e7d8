"""Nearness: which hits of two operands stand close to each other.

A hit of a proximity operator is a cluster: all hits that its condition chains together. A further NEAR
measures from any word of the cluster, so that `a NEAR b NEAR c` finds the three in any order; ONEAR
measures from the cluster's tails (the later ones) to the other's heads (the earlier ones), so that
`a ONEAR b ONEAR c` finds them in this order only. Two hits that share a word are never near each other,
except for NOT NEAR, for which `minister` is near the "prime minister" of which it is a part.
Where no chain and no order counts, which is most of the time, `beside` looks for the nearest hit only.
Everything is done by bisecting sorted lists, which those of clusters are and stay: n log n at most.
(Sets would have to be sorted again, and large ones lie scattered in memory: that cost far more than n log n.)
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from monitor.query.document import Document, Hit, Units
from monitor.query.nodes import Unit

Extent = tuple[int, int]


@dataclass(slots=True)
class Cluster:
    """What an operand of a proximity operator found."""

    #: Ascending.
    hits: list[Hit]
    #: Of the hits, those that something ordered after them is measured from, and before them.
    tails: list[Hit]
    heads: list[Hit]
    #: Each hit that was chained to another, with one nearer the root of its chain.
    links: dict[Hit, Hit] = field(default_factory=dict)
    #: Of a proximity operator: the hits of its left operand that are in a pair, and of its right one.
    sides: tuple[list[Hit], list[Hit]] = ([], [])

    @property
    def extents(self) -> set[Extent]:
        """Return what atleast counts of a proximity operator: the places of the operand that has fewer."""
        return min(map(_extents, self.sides), key=len)


def single(hits: list[Hit]) -> Cluster:
    """Return hits of which each stands for itself."""
    return Cluster(hits, hits, hits)


def merged(clusters: Sequence[Cluster]) -> Cluster:
    """Return what any of the operands found."""
    if len(clusters) == 1:
        return clusters[0]
    links: dict[Hit, Hit] = {}
    for cluster in clusters:
        for hit, root in cluster.links.items():
            _unite(links, hit, root)
    return Cluster(
        hits=_union(*(cluster.hits for cluster in clusters)),
        tails=_union(*(cluster.tails for cluster in clusters)),
        heads=_union(*(cluster.heads for cluster in clusters)),
        links=links,
    )


def near(
    document: Document,
    left: Cluster,
    right: Cluster,
    *,
    within: int | Unit,
    is_ordered: bool,
    is_operand: bool,
) -> Cluster | None:
    """Return the hits of both operands that stand close to each other; None when none do.

    They are chained when the operands' are, or when the whole is an operand itself.
    """
    reach = _Reach(document, within)
    links = merged((left, right)).links if left.links or right.links else {}
    chains = links if links or is_operand else None
    tails, heads = (left.tails, right.heads) if is_ordered else (left.hits, right.hits)
    used_left, used_right = early, late = reach.pair(tails, heads, chains)
    more_right, more_left = ([], []) if is_ordered else reach.pair(right.hits, left.hits, chains)
    if not used_left and not more_left:
        return None  # most are far from each other
    if more_left:
        early, late = _union(early, more_right), _union(late, more_left)
        used_left, used_right = _union(used_left, more_left), _union(used_right, more_right)
    hits = _union(used_left, used_right)
    if left.links or right.links:
        roots = {_root(links, hit) for hit in used_left}
        hits = [hit for hit in _union(left.hits, right.hits) if _root(links, hit) in roots]
    kept = set(hits) if is_ordered else ()
    return Cluster(
        hits=hits,
        tails=[hit for hit in right.tails if hit in kept] if is_ordered else late,
        heads=[hit for hit in left.heads if hit in kept] if is_ordered else early,
        links=links,
        sides=(used_left, used_right),
    )


def beside(document: Document, left: list[Hit], right: list[Hit], *, within: int | Unit) -> list[Hit] | None:
    """Return the hits of two operands without chains that stand close to each other, in either order.

    None when none do: most are far from each other.
    """
    reach = _Reach(document, within)
    left, right = reach.usable(left), reach.usable(right)
    used_left = reach.beside(left, right)
    return used_left + reach.beside(right, left) if used_left else None


def away(document: Document, left: list[Hit], right: Cluster, *, within: int | Unit) -> list[Hit]:
    """Return the left hits that have none of the right ones near, their own words not counted."""
    reach = _Reach(document, within)
    extents = _extents(reach.usable(right.hits))
    firsts, lasts = sorted(first for first, _ in extents), sorted(last for _, last in extents)
    clean = []
    for hit in left:
        low, high = reach.window(hit)
        near_by = bisect_right(firsts, high) - bisect_left(lasts, low) - (hit[:2] in extents)
        if near_by <= 0 or not reach.is_usable(hit):
            clean.append(hit)
    return clean


class _Reach:
    """How far a hit sees in a document."""

    def __init__(self, document: Document, within: int | Unit) -> None:
        self._document = document
        self._within = within
        #: So many words further a hit begins that is near.
        self._words = within + 1 if isinstance(within, int) else document.length

    @property
    def _units(self) -> Units:
        # Asked for only when something is near enough: most hits are far from each other.
        return self._document.sentences if self._within == "s" else self._document.paragraphs

    def is_usable(self, hit: Hit) -> bool:
        """Tell whether the hit lies in one unit; one that does not is in no sentence with anything."""
        return isinstance(self._within, int) or self._units.is_one(hit[0], hit[1])

    def usable(self, hits: list[Hit]) -> list[Hit]:
        """Return the hits that lie in one unit."""
        return hits if isinstance(self._within, int) else [hit for hit in hits if self.is_usable(hit)]

    def window(self, hit: Hit) -> Extent:
        """Return the first and last position that the hit sees, its own words included."""
        units = self._units
        return max(units.first(hit[0]), hit[0] - self._words), min(units.last(hit[1]), hit[1] + self._words)

    def beside(self, hits: list[Hit], others: list[Hit]) -> list[Hit]:
        """Return the hits that stand before, or behind, one of the others: that is the nearest of these."""
        firsts, lasts = sorted([hit[0] for hit in others]), sorted([hit[1] for hit in others])
        words, count = self._words, len(others)
        used = []
        for hit in hits:
            first, last, _ = hit
            behind = bisect_right(firsts, last)
            if (
                behind < count
                and (start := firsts[behind]) - last <= words
                and start <= self._units.last(last)
            ):
                used.append(hit)
                continue
            before = bisect_left(lasts, first)
            if before and first - (end := lasts[before - 1]) <= words and first <= self._units.last(end):
                used.append(hit)
        return used

    def pair(
        self, earlier: list[Hit], later: list[Hit], links: dict[Hit, Hit] | None
    ) -> tuple[list[Hit], list[Hit]]:
        """Return the hits that stand before, and behind, one of the other list; chain those that do.

        A hit sees a stretch of the sorted later ones. It is chained to the first of them, and these to each
        other, by counting how many stretches cover each: all pairs are found without forming them.
        """
        earlier, later = self.usable(earlier), self.usable(later)
        firsts = [hit[0] for hit in later]
        covers, joins = [0] * (len(later) + 1), [0] * (len(later) + 1)
        used: list[Hit] = []
        for hit in earlier:
            last = hit[1]
            start = bisect_right(firsts, last)
            if start == len(firsts) or firsts[start] > last + self._words:
                continue
            end = bisect_right(firsts, min(self._units.last(last), last + self._words), start)
            if start == end:
                continue
            used.append(hit)
            covers[start] += 1
            covers[end] -= 1
            if links is not None:
                _unite(links, hit, later[start])
                joins[start] += 1
                joins[end - 1] -= 1
        if links is not None:
            for place in _positive(joins):
                _unite(links, later[place], later[place + 1])
        if not used:
            return used, used
        return used, [later[place] for place in _positive(covers)]


def _positive(changes: Iterable[int]) -> Iterator[int]:
    return (place for place, count in enumerate(accumulate(changes)) if count)


def _extents(hits: Iterable[Hit]) -> set[Extent]:
    return {(first, last) for first, last, _ in hits}


def _union(*lists: list[Hit]) -> list[Hit]:
    """Return all hits of ascending lists, ascending. Sorting lists that are sorted takes linear time."""
    lists = tuple(filter(None, lists))
    if len(lists) == 1:
        return lists[0]
    return list(dict.fromkeys(sorted(chain.from_iterable(lists))))


def _root(links: dict[Hit, Hit], hit: Hit) -> Hit:
    while (above := links.get(hit, hit)) != hit:
        links[hit] = hit = links.get(above, above)
    return hit


def _unite(links: dict[Hit, Hit], one: Hit, other: Hit) -> None:
    """Chain two hits; the smaller root stays, so that the order of work does not show."""
    if links.get(one, one) == links.get(other, other):
        return  # mostly they hang on the same root already
    one, other = _root(links, one), _root(links, other)
    if one < other:
        links[other] = one
    elif other < one:
        links[one] = other
