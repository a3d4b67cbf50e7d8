"""Whether the jobs get on: every tick in hand, with the moment at which it last made a step.

A step is a piece of work in a thread that begins or ends, or a feed that is done. Each is bounded, by
deadlines of the network, the mail server, the workers and the database; a tick without a step for longer than
all of them hangs, whatever the reason.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from monitor.errors import MonitorError

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Tick:
    """One tick of a job."""

    job: str
    #: Tells seconds, and only goes forward.
    clock: Callable[[], float]
    #: When it last made a step.
    moved_at: float

    def step(self, _: object = None) -> None:
        """Say that it gets on."""
        self.moved_at = self.clock()


#: The tick that the running code belongs to.
_current: ContextVar[Tick | None] = ContextVar("tick", default=None)


class Ticks:
    """The ticks in hand, oldest first, and when each job last came to an end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._in_hand: dict[Tick, None] = {}
        #: Job -> when a tick last ended, well or not, by our clock.
        self.ended_at: dict[str, float] = {}
        #: Job -> when a tick last ended well, in seconds since 1970.
        self.succeeded_at: dict[str, float] = {}
        #: Job -> why its last tick failed; no entry for one that ended well.
        self.failed: dict[str, str] = {}

    @contextmanager
    def one(self, job: str) -> Iterator[Tick]:
        """Count what is done inside as a tick of `job`."""
        tick = Tick(job, self.clock, self.clock())
        self._in_hand[tick] = None
        token = _current.set(tick)
        try:
            yield tick
            self.succeeded_at[job] = time.time()
            self.failed.pop(job, None)
        except MonitorError as error:
            self.failed[job] = str(error)
            raise
        finally:
            _current.reset(token)
            del self._in_hand[tick]
            self.ended_at[job] = self.clock()

    def pass_over(self, seconds: float) -> None:
        """Take time off in which the whole process stood still: nobody could make a step."""
        for tick in self._in_hand:
            tick.moved_at += seconds
        for job in self.ended_at:
            self.ended_at[job] += seconds

    def stuck(self, patience_s: float) -> list[str]:
        """Return the jobs that have not got on for so long.

        Ticks of one job may wait for each other, as polls of one host do, but only younger ones for older.
        """
        now = self.clock()
        moved: dict[str, float] = {}
        stuck: dict[str, None] = {}
        for tick in self._in_hand:
            moved[tick.job] = max(tick.moved_at, moved.get(tick.job, 0.0))
            if now - moved[tick.job] > patience_s:
                stuck[tick.job] = None
        return list(stuck)


class Threads(ThreadPoolExecutor):
    """Threads in which the work of jobs is done; what begins or ends in one is a step of its tick."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have `fn` called in a thread."""
        future = super().submit(fn, *args, **kwargs)
        tick = _current.get()
        if tick is not None:
            tick.step()
            future.add_done_callback(tick.step)
        return future
