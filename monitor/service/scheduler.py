"""Ticks: APScheduler calls the jobs of whichever shift is on. No rules in here."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.service.jobs import Job
from monitor.service.shift import Shift


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
            "interval",
            seconds=job.every_s,
            id=job.name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=job.at_once,
            misfire_grace_time=None,
        )
