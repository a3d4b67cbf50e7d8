"""The operators of a plan."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat

from monitor.query import near
from monitor.query.document import Document, Hit
from monitor.query.near import Cluster, Extent
from monitor.query.nodes import Unit
from monitor.query.plan import Leaf, Plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AllOf(Plan):
    """AND."""

    parts: Sequence[Plan]
    #: The same, those first that fail although all that they ask for is there.
    by_chance: Sequence[Plan]
    #: Of each of these one must be present.
    clauses: Sequence[Set[int]]

    @property
    def needs(self) -> Sequence[Plan]:
        """Return all parts."""
        return self.parts

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits of all parts."""
        hits: list[Hit] = []
        if not document.has_all(self.clauses):
            return None
        for part in self.by_chance:
            found = part.find(document)
            if found is None:
                return None
            hits += found
        return hits

    def extents(self, document: Document) -> set[Extent]:
        """Return what atleast counts in all parts; NOT and facts cannot stand inside atleast."""
        extents = [part.extents(document) for part in self.parts]
        return set().union(*extents) if all(extents) else set()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnyOf(Plan):
    """OR. Lists are called in many places: what one found in a document is remembered there."""

    parts: Sequence[Plan]
    #: The parts that are one word each, wherever it stands, as the numbers of their leaves, by term.
    words: Mapping[int, int]
    #: The other parts by each term of which one must be present for them to be satisfied: of a long
    #: list only what is there is looked at.
    by_term: Mapping[int, Sequence[Plan]]
    #: All these terms.
    terms: frozenset[int]
    #: Parts that may be satisfied without any such term.
    others: Sequence[Plan]

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits of every part that is satisfied."""
        known = document.alternatives
        if self not in known:
            known[self] = self._look(document)
        return known[self]

    def _look(self, document: Document) -> list[Hit] | None:
        hits, possible = self._here(document)
        is_satisfied = bool(hits)
        for part in possible:
            found = part.find(document)
            if found is not None:
                is_satisfied = True
                hits += found
        return hits if is_satisfied else None

    def extents(self, document: Document) -> set[Extent]:
        """Return what atleast counts in any part."""
        hits, possible = self._here(document)
        return {hit[:2] for hit in hits}.union(*(part.extents(document) for part in possible))

    def cluster(self, document: Document) -> Cluster | None:
        """Return what the parts found; a cluster of one stays a cluster."""
        single, possible = self._here(document)
        found = []
        for part in possible:
            if isinstance(part, Leaf):
                single += part.find(document) or ()
            elif (cluster := part.cluster(document)) is not None:
                found.append(cluster)
        if single:
            single.sort()
            found.append(near.single(single))
        return near.merged(found) if found else None

    def _here(self, document: Document) -> tuple[list[Hit], Iterable[Plan]]:
        """Return the hits of words, and the other parts that may be satisfied."""
        words, by_term, positions = self.words, self.by_term, document.positions
        hits: list[Hit] = []
        possible: list[Plan] = []
        for term in self.terms & document.terms:
            if term in words:
                places = positions[term]
                hits += zip(places, places, repeat(words[term]))
            if term in by_term:
                possible += by_term[term]
        if not possible:
            return hits, self.others
        # Others than words may have been met under several terms.
        return hits, dict.fromkeys([*possible, *self.others])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NoneOf(Plan):
    """NOT."""

    part: Plan

    def find(self, document: Document) -> list[Hit] | None:
        """Return nothing that counts."""
        return [] if self.part.find(document) is None else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Close(Plan):
    """NEAR and ONEAR."""

    left: Plan
    right: Plan
    within: int | Unit
    is_ordered: bool
    #: Whether it is the hits alone that count, not their order nor what they are chained to.
    is_plain: bool
    #: Of each of these one must be present.
    clauses: Sequence[Set[int]]

    @property
    def needs(self) -> Sequence[Plan]:
        """Return both operands."""
        return (self.left, self.right)

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits that stand close to each other."""
        if not self.is_plain:
            cluster = self._near(document, is_operand=False)
            return cluster.hits if cluster else None
        if not document.has_all(self.clauses):
            return None
        left = self.left.find(document)
        right = self.right.find(document) if left else None
        return near.beside(document, left, right, within=self.within) if left and right else None

    def extents(self, document: Document) -> set[Extent]:
        """Return the places of that operand of which fewer hits are in a pair."""
        cluster = self._near(document, is_operand=False)
        return cluster.extents if cluster else set()

    def cluster(self, document: Document) -> Cluster | None:
        """Return the hits that stand close to each other, chained."""
        return self._near(document, is_operand=True)

    def _near(self, document: Document, *, is_operand: bool) -> Cluster | None:
        if not document.has_all(self.clauses):
            return None
        left = self.left.cluster(document)
        right = self.right.cluster(document) if left else None
        if left is None or right is None:
            return None
        return near.near(
            document, left, right, within=self.within, is_ordered=self.is_ordered, is_operand=is_operand
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Away(Plan):
    """NOT NEAR."""

    left: Plan
    right: Plan
    within: int | Unit

    @property
    def needs(self) -> Sequence[Plan]:
        """Return the operand whose hits count."""
        return (self.left,)

    def find(self, document: Document) -> list[Hit] | None:
        """Return the left hits that have no right one near."""
        left = self.left.find(document)
        right = self.right.cluster(document) if left else None
        if left and right:
            left = near.away(document, left, right, within=self.within)
        return left or None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtLeast(Plan):
    """A number of hits."""

    count: int
    part: Plan

    @property
    def needs(self) -> Sequence[Plan]:
        """Return what is counted."""
        return (self.part,)

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits when there are enough."""
        return self.part.find(document) if len(self.part.extents(document)) >= self.count else None

    def extents(self, document: Document) -> set[Extent]:
        """Return what atleast counts, when there is enough."""
        extents = self.part.extents(document)
        return extents if len(extents) >= self.count else set()
