"""How much of what is there is found, and how much of what is found is there."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of what was found and what is there, and the figures they make."""

    #: Found, and there.
    right: int = 0
    #: There, and not found.
    missed: int = 0
    #: Found, and not there.
    wrong: int = 0

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found, 0..1; 1 when there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Return the share of the findings that are right, 0..1; 1 when there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of recall and precision, 0..1."""
        both = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / both if both else 1.0


def total(scores: Iterable[Score]) -> Score:
    """Return the counts added up."""
    scores = tuple(scores)
    return Score(
        right=sum(score.right for score in scores),
        missed=sum(score.missed for score in scores),
        wrong=sum(score.wrong for score in scores),
    )
