"""Jobs tick on whatever is done to the clock."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk import START, Clock, with_app, write_desk

from monitor.app.wiring import App
from monitor.service.jobs import Hand, Job
from monitor.service.scheduler import Every, Scheduler
from monitor.service.shift import Shift
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks


def test_a_job_ticks_on_when_the_clock_is_set_back_by_days(tmp_path: Path) -> None:
    ticked = asyncio.Event()

    async def tick(_: Hand) -> None:
        ticked.set()

    async def work(app: App) -> None:
        shift = Shift(app, Ticks(), Tally(), close=lambda: asyncio.sleep(0))
        scheduler = Scheduler(shift, [Job(name="look", every_s=0.05, work=tick)])
        scheduler.start()
        following = asyncio.create_task(scheduler.follow_clock(look_s=0.05))
        await asyncio.wait_for(ticked.wait(), 10)
        # So it stands in APScheduler once the clock is five days behind.
        [job] = scheduler._scheduler.get_jobs()
        job.modify(next_run_time=datetime.now(UTC) + timedelta(days=5))
        ticked.clear()
        await asyncio.wait_for(ticked.wait(), 10)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        await scheduler.stop()

    with_app(write_desk(tmp_path, seed=""), Clock(), work)


def test_the_years_that_a_clock_skips_are_one_tick() -> None:
    assert Every(3).get_next_fire_time(START - timedelta(days=20_000), START) == START + timedelta(seconds=3)
