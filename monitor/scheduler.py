"""The daemon: a few fixed jobs that ask the database what is due. No rules in here."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.app import App
from monitor.errors import MonitorError

log = logging.getLogger(__name__)

#: How long a stop waits for what is in hand before it leaves it to be resumed.
GRACE_S = 8.0

#: A pass over feeds of which some hang must not hold up the feeds that are due next: leases keep them apart.
_AT_ONCE = {"poll": 1_000}

#: Touched by every round of the loop: how `monitor healthcheck` knows that it turns.
ALIVE = "alive"


async def run(app: App, stop: asyncio.Event) -> None:
    """Run the jobs until `stop` is set, then let what is in hand come to its end."""
    service = _Service(app)
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, seconds, work in service.jobs():
        _schedule(scheduler, name, seconds, work)
    scheduler.start()
    try:
        await stop.wait()
    finally:
        # First our own end, then the scheduler's: its shutdown cancels what is still in hand.
        scheduler.pause()
        await service.finish()
        scheduler.shutdown(wait=False)


def stop_on_signals(stop: asyncio.Event, *, then: Callable[[float], None]) -> None:
    """Set `stop` on SIGTERM and SIGINT; call `then` with the seconds after which all must be over."""
    loop = asyncio.get_running_loop()

    def stop_now() -> None:
        stop.set()
        then(GRACE_S + 1)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_now)


def _schedule(scheduler: AsyncIOScheduler, name: str, seconds: int, work: Callable[[], Any]) -> None:
    # One run, however late: the database is the schedule, a tick only looks at it.
    scheduler.add_job(
        work,
        "interval",
        seconds=seconds,
        id=name,
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=_AT_ONCE.get(name, 1),
        misfire_grace_time=None,
    )


class _Service:
    """The jobs in hand, so that a stop can wait for them."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._alive: Path = app.config.data_dir / ALIVE
        self._in_hand: dict[asyncio.Task[Any], str] = {}
        self._is_finishing = False

    def jobs(self) -> list[tuple[str, int, Callable[[], Awaitable[None]]]]:
        """Return name, seconds between ticks, and work of every job."""
        jobs = self._app.jobs
        return [
            ("alive", 5, self._touch),
            ("seeds", 60, self._guarded("seeds", jobs.read_seeds)),
            ("poll", 5, self._guarded("poll", jobs.poll)),
            ("pages", 10, self._guarded("pages", jobs.read_pages)),
            ("retag", 2, self._guarded("retag", jobs.retag)),
            ("stories", 5, self._guarded("stories", jobs.place_stories)),
            ("digest", 10, self._guarded("digest", jobs.make_issues)),
            ("deliver", 5, self._guarded("deliver", jobs.deliver)),
            ("maintain", 600, self._guarded("maintain", jobs.maintain)),
        ]

    async def _touch(self) -> None:
        failing = self._app.jobs.outbox.failing
        self._alive.write_text(f"{failing}\n" if failing else "")

    def _guarded(self, name: str, work: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[None]]:
        async def tick() -> None:
            task = asyncio.ensure_future(work())
            self._in_hand[task] = name
            try:
                await task
            except asyncio.CancelledError:
                # Stopped by `finish`; whoever else cancels us is to hear of it.
                if not self._is_finishing:
                    raise
            except MonitorError as error:
                log.error("%s: %s", name, error)
            except Exception:
                log.exception("%s failed", name)
            finally:
                del self._in_hand[task]

        return tick

    async def finish(self) -> None:
        """Cancel what can be repeated, wait for what cannot, and leave the rest to its lease."""
        self._is_finishing = True
        self._app.jobs.stop_delivering()
        for task, name in self._in_hand.items():
            if name != "deliver":
                task.cancel()
        if waiting := list(self._in_hand):
            _, late = await asyncio.wait(waiting, timeout=GRACE_S)
            for task in late:
                task.cancel()
