"""Lists of values, as long as one statement takes them."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value")

#: In one list of a statement: SQLite takes three times as many.
MOST_VALUES = 10_000


def batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Yield values in lists that a statement can take."""
    whole = list(values)
    for first in range(0, len(whole), MOST_VALUES):
        yield whole[first : first + MOST_VALUES]
