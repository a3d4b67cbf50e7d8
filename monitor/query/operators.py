"""The operators of a plan."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from monitor.query import near
from monitor.query.document import Document, Hit
from monitor.query.near import Cluster, Extent
from monitor.query.nodes import TextField, Unit
from monitor.query.plan import Leaf, Plan

#: Terms, and numbers of clauses, that must all be present.
Needs = Set[int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AllOf(Plan):
    """AND."""

    parts: Sequence[Plan]
    #: The same, those first that fail although all that they ask for is there.
    by_chance: Sequence[Plan]

    @property
    def needs(self) -> Sequence[Plan]:
        """Return all parts."""
        return self.parts

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits of all parts."""
        hits: list[Hit] = []
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
    #: Whether each hit stands for itself, as those of words do.
    is_plain: bool
    #: Where the hits of words must lie; None: title or text.
    field: TextField | None
    #: The parts that are one word each, in this field, as the numbers of their leaves, by term.
    words: Mapping[int, int]
    #: The other parts by the rarest term or clause that each cannot do without, with what else it cannot: of
    #: a long list only what can be there is looked at.
    others: Mapping[int, Sequence[tuple[Needs, Plan]]]
    #: All these terms, and clauses.
    terms: Set[int]
    clauses: Sequence[int]
    #: Parts that may be satisfied whatever is there.
    always: Sequence[Plan]
    #: Terms of which one must be present for any part to be satisfied; None when that cannot be told.
    needed: frozenset[int] | None

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits of every part that is satisfied."""
        known = document.alternatives
        if self in known:
            return known[self]
        hits, possible = self._here(document)
        is_satisfied = bool(hits)
        for part in possible:
            found = part.find(document)
            if found is not None:
                is_satisfied = True
                hits += found
        known[self] = found = hits if is_satisfied else None
        return found

    def extents(self, document: Document) -> set[Extent]:
        """Return what atleast counts in any part."""
        hits, possible = self._here(document)
        return {hit[:2] for hit in hits}.union(*(part.extents(document) for part in possible))

    def cluster(self, document: Document) -> Cluster | None:
        """Return what the parts found; a cluster of one stays a cluster."""
        if self.is_plain:
            # super() does not know dataclasses with slots.
            return Plan.cluster(self, document)
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
        words, others, present = self.words, self.others, document.present
        positions, (low, high) = document.positions, document.stretch(self.field)
        hits: list[Hit] = []
        possible = [*self.always]
        for term in self.terms & document.terms:
            if term in words:
                places = positions[term]
                if places[0] < low or places[-1] >= high:
                    places = places[bisect_left(places, low) : bisect_left(places, high)]
                number = words[term]
                for place in places:
                    hits.append((place, place, number))
            if term in others:
                possible += [part for needed, part in others[term] if needed <= present]
        for clause in self.clauses:
            if clause in present:
                possible += [part for needed, part in others[clause] if needed <= present]
        return hits, possible


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NoneOf(Plan):
    """NOT."""

    part: Plan
    #: What the part cannot do without.
    clauses: Needs

    def find(self, document: Document) -> list[Hit] | None:
        """Return nothing that counts."""
        is_there = self.clauses <= document.present and self.part.find(document) is not None
        return None if is_there else []


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Close(Plan):
    """NEAR and ONEAR."""

    left: Plan
    right: Plan
    within: int | Unit
    is_ordered: bool
    #: Whether it is the hits alone that count, not their order nor what they are chained to.
    is_plain: bool

    @property
    def needs(self) -> Sequence[Plan]:
        """Return both operands."""
        return (self.left, self.right)

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits that stand close to each other."""
        if not self.is_plain:
            cluster = self._near(document, is_operand=False)
            return cluster.hits if cluster else None
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
    #: What the right operand cannot do without.
    clauses: Needs

    @property
    def needs(self) -> Sequence[Plan]:
        """Return the operand whose hits count."""
        return (self.left,)

    def find(self, document: Document) -> list[Hit] | None:
        """Return the left hits that have no right one near."""
        left = self.left.find(document)
        is_possible = left and self.clauses <= document.present
        right = self.right.cluster(document) if is_possible else None
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
