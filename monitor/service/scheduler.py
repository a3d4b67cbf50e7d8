"""Ticks: APScheduler calls the jobs of whichever shift is on, whatever the clock does. No rules in here."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from monitor.service.jobs import Job
from monitor.service.shift import Shift

#: Between two looks whether the clock was set back.
LOOK_S = 5.0


class Every(BaseTrigger):  # type: ignore[misc]  # of a library without types
    """A length of time after each tick; APScheduler's own lists all ticks of the years that a clock skips."""

    def __init__(self, seconds: float) -> None:
        self.length = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Return when to tick next."""
        return now + self.length


class Scheduler:
    """The ticks of every job, and the shift that does them."""

    def __init__(self, shift: Shift, jobs: Iterable[Job]) -> None:
        self.shift = shift
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job in jobs:
            self._schedule(job)

    def start(self) -> None:
        """Begin to tick, each job at once."""
        self._scheduler.start()

    async def follow_clock(self, *, look_s: float = LOOK_S) -> None:
        """Tick on for ever when the clock is set back: APScheduler would wait until it has caught up."""
        while True:
            await asyncio.sleep(look_s)
            now = datetime.now(UTC)
            for job in self._scheduler.get_jobs():
                if job.next_run_time > now + job.trigger.length:
                    job.modify(next_run_time=now)

    def hand_over(self, shift: Shift) -> Shift:
        """Give all further ticks to another shift; return the one that had them."""
        relieved, self.shift = self.shift, shift
        return relieved

    async def stop(self, relieved: Iterable[Shift] = ()) -> None:
        """Tick no more, and have the shift finish, and those that were relieved, within one grace."""
        # First our own end, then the scheduler's: its shutdown cancels what is still in hand.
        self._scheduler.pause()
        await asyncio.gather(*(shift.finish() for shift in (self.shift, *relieved)))
        self._scheduler.shutdown(wait=False)

    def _schedule(self, job: Job) -> None:
        async def tick() -> None:
            await self.shift.do(job)

        # One run, however late: the database is the schedule, a tick only looks at it.
        self._scheduler.add_job(
            tick,
            Every(job.every_s),
            id=job.name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=job.at_once,
            misfire_grace_time=None,
        )
