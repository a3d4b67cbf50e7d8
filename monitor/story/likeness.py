"""How alike stories are: a story as the items that stand for it, and their similarities summed. Pure."""

from dataclasses import dataclass, field
from itertools import combinations
from math import inf

from monitor.story.marks import Marks, marks_of
from monitor.story.similarity import similarity
from monitor.story.vectors import Vector

#: Items that stand for a story: its first ones and its last ones.
_FIRST, _LAST = 8, 8
#: Similarities are summed in so small whole steps: then it does not matter in which order.
STEPS = 1 << 40
#: How alike the items of a story are before it has shown it, which counts like so many pairs.
_EXPECTED, _EXPECTED_PAIRS = 0.2, 2


@dataclass(slots=True)
class Story:
    """A story with the items that stand for it."""

    id: int
    #: Item -> vector, in the order in which they joined. Copies stand for nothing.
    vectors: dict[int, Vector] = field(default_factory=dict)
    #: When the first item that stands for it was published, in days since the epoch.
    first_at: float = inf
    #: The sum of the similarities between its items, in steps; None when it must be summed anew.
    inside: int | None = None
    #: What marks it; None when it must be looked at anew.
    _marks: Marks | None = None

    def cohesion(self) -> float:
        """Return the mean similarity between its items, as far as there are enough of them to tell."""
        pairs = len(self.vectors) * (len(self.vectors) - 1) / 2
        if self.inside is None:
            self.inside = sum(_steps(one, other) for one, other in combinations(self.vectors.values(), 2))
        return (self.inside / STEPS + _EXPECTED * _EXPECTED_PAIRS) / (pairs + _EXPECTED_PAIRS)

    def marks(self) -> Marks:
        """Return the places, names and numbers that most of its items have."""
        if self._marks is None:
            self._marks = marks_of(self.vectors.values())
        return self._marks

    def add(self, item: int, vector: Vector) -> None:
        """Let an item stand for it."""
        self._marks = None
        self.inside = None if self.vectors else 0
        self.vectors[item] = vector
        self.first_at = min(self.first_at, vector.at)

    def remove(self, item: int) -> Vector:
        """Let an item stand for it no more; return what it had."""
        vector = self.vectors.pop(item)
        self.inside = self._marks = None
        self.first_at = min((other.at for other in self.vectors.values()), default=inf)
        return vector

    def take_in(self, other: "Story", between: int | None) -> None:
        """Let the items of another story stand for it, too; `between` is their likeness, if it is known."""
        known = (self.inside, other.inside, between)
        self.inside = None if None in known else sum(filter(None, known))
        self._marks = None
        self.vectors |= other.vectors
        self.first_at = min(self.first_at, other.first_at)

    def thin(self) -> list[Vector]:
        """Keep its first and its last items only; return what the others had."""
        spare = list(self.vectors)[_FIRST : len(self.vectors) - _LAST]
        self._marks = None
        gone = []
        for item in spare:
            gone.append(vector := self.vectors.pop(item))
            if self.inside is not None:
                self.inside -= sum(_steps(vector, other) for other in self.vectors.values())
        return gone


def likeness(one: Story, other: Story) -> int:
    """Return the sum of the similarities between the items of two stories, in steps."""
    return sum(_steps(a, b) for a in one.vectors.values() for b in other.vectors.values())


def _steps(one: Vector, other: Vector) -> int:
    return round(similarity(one, other) * STEPS)
