"""Contenders that take turns, each in a process of its own.

A processor may run half as fast a minute later. Whoever is compared is therefore measured within the same
seconds, a few texts in each turn; and none finds in its caches what another left there.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

#: Of a contender: who it is, and of how many topics.
Key = tuple[str, int]


class Took(NamedTuple):
    """What a text took, or each of several on average."""

    microseconds: float
    #: Topics found.
    matches: float

    def each(self, *, of: int) -> "Took":
        """Return what each of some texts took that were matched together."""
        return Took(self.microseconds / of, self.matches / of)


#: Called with the number of a turn, from 0.
Measure = Callable[[int], Sequence[Took]]


_measures: list[Measure] = []


def take_turns(
    prepare: Callable[..., Measure], contenders: Iterable[Key], *, turns: int
) -> dict[Key, list[Took]]:
    """Return what each contender took for each of its texts.

    `prepare` is called in the contender's process, with its key.
    """
    pools = {key: _started(partial(_prepare, prepare, key)) for key in contenders}
    took: dict[Key, list[Took]] = {key: [] for key in pools}
    for turn in range(turns):
        for key, pool in pools.items():
            took[key] += pool.submit(_measure, turn).result()
    for pool in pools.values():
        pool.shutdown()
    return took


def _started(prepare: Callable[[], None]) -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=prepare)
    pool.submit(len, ()).result()  # comes back when it is ready
    return pool


def _prepare(prepare: Callable[..., Measure], key: Key) -> None:
    _measures.append(prepare(*key))


def _measure(turn: int) -> Sequence[Took]:
    return _measures[0](turn)
