"""A query made ready to run: each part finds its hits in a document, or says that it is not satisfied."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.query import near
from monitor.query.document import Document, Hit
from monitor.query.near import Cluster, Extent
from monitor.query.nodes import Node, TextField


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan(ABC):
    """Any part of a query."""

    #: As written, for explanations.
    node: Node

    @property
    def needs(self) -> Sequence["Plan"]:
        """Return the parts that must all be satisfied for this one to be."""
        return ()

    @abstractmethod
    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits that count, in no order; None when the document does not satisfy this part."""

    def extents(self, document: Document) -> set[Extent]:
        """Return what atleast counts."""
        return {(first, last) for first, last, _ in self.find(document) or ()}

    def cluster(self, document: Document) -> Cluster | None:
        """Return the hits as a proximity operator takes them; None when there are none."""
        hits = self.find(document)
        return near.single(sorted(hits)) if hits else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaf(Plan):
    """A word, phrase or name."""

    #: Equal for equal leaves of all topics.
    number: int
    #: One for each word of a phrase, in order; for a name its one.
    terms: tuple[int, ...]
    #: The one of them that is rarest, as far as that can be told.
    rarest: int
    #: Key of the name that it is; empty for words and phrases.
    name: str = ""
    #: Where the hits must lie; None: title or text.
    field: TextField | None = None

    @property
    def is_word(self) -> bool:
        """Tell whether it is a single word."""
        return len(self.terms) == 1 and not self.name

    def find(self, document: Document) -> list[Hit] | None:
        """Return the hits, ascending."""
        hits = document.found.get(self.number)
        if hits is None:
            hits = document.found[self.number] = self._look(document)
        return hits or None

    def _look(self, document: Document) -> list[Hit]:
        number = self.number
        if self.name:
            hits = [(first, last, number) for first, last in document.name(self.name)]
        elif len(self.terms) == 1:
            return [(at, at, number) for at in document.places(self.terms[0], self.field)]
        else:
            length = len(self.terms) - 1
            hits = [(start, start + length, number) for start in self._phrase_starts(document)]
        if self.field is None or not hits:
            return hits
        low, high = document.stretch(self.field)
        return [hit for hit in hits if low <= hit[0] and hit[1] < high]

    def _phrase_starts(self, document: Document) -> list[int]:
        """Return where all words of the phrase stand side by side, in one paragraph; ascending."""
        starts: Sequence[int] = document.positions.get(self.terms[0], ())
        for offset, term in enumerate(self.terms[1:], start=1):
            if not starts:
                return []
            places = set(document.positions.get(term, ()))
            starts = [start for start in starts if start + offset in places]
        length = len(self.terms) - 1
        return [start for start in starts if document.paragraphs.is_one(start, start + length)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known(Plan):
    """A fact about the item."""

    #: Number of the term.
    term: int

    def find(self, document: Document) -> list[Hit] | None:
        """Return nothing to be shown, if the fact holds."""
        return [] if self.term in document.facts else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Elsewhere(Plan):
    """Another topic, which must have been evaluated before."""

    #: Equal for equal leaves of all topics.
    number: int
    #: Number of the topic.
    topic: int

    def find(self, document: Document) -> list[Hit] | None:
        """Return the other topic's hits as this leaf's."""
        hits = document.topics.get(self.topic)
        return None if hits is None else [(first, last, self.number) for first, last, _ in hits]
