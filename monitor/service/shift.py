"""A shift: the jobs under one configuration, and what of them is in hand."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from monitor.app.wiring import App
from monitor.errors import MonitorError
from monitor.service.jobs import Hand, Job
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks

log = logging.getLogger(__name__)

#: How long a stop waits for what is in hand before it leaves it to be resumed.
GRACE_S = 8.0

#: How long a shift that was relieved may take to finish what it has in hand.
RELIEF_S = 60.0

#: Between two attempts to note what was delivered.
AGAIN_S = 5.0


class Shift:
    """Does the jobs' work for one application."""

    def __init__(
        self,
        app: App,
        ticks: Ticks,
        tally: Tally,
        *,
        close: Callable[[], Awaitable[None]],
        again_s: float = AGAIN_S,
    ) -> None:
        """`close` closes the application, once nothing is in hand; `again_s` parts attempts to note that."""
        self.app = app
        self.close = close
        self._ticks = ticks
        self._tally = tally
        self._again_s = again_s
        self._in_hand: dict[asyncio.Task[Any], Job] = {}
        self._is_finishing = False

    async def do(self, job: Job) -> None:
        """Do one tick of a job; whatever goes wrong is logged, and tried again at another tick."""
        could_not_store = "store" in self._ticks.failed
        try:
            with self._ticks.one(job.name) as tick:
                await self._do(job, Hand(app=self.app, tick=tick, tally=self._tally))
            # The others, which had failed for it, need not say so one by one.
            if could_not_store and job.name == "store":
                log.info("store: works again")
        except MonitorError as error:
            log.error("%s: %s", job.name, error)
        except Exception:
            log.exception("%s failed", job.name)

    async def _do(self, job: Job, hand: Hand) -> None:
        task = asyncio.ensure_future(job.work(hand))
        self._in_hand[task] = job
        try:
            await task
        except asyncio.CancelledError:
            # Stopped by `finish`; whoever else cancels us is to hear of it.
            if not self._is_finishing:
                raise
        finally:
            del self._in_hand[task]

    async def relieve(self) -> None:
        """Let what is in hand come to its end; no tick is begun any more."""
        if self._in_hand:
            await asyncio.wait(list(self._in_hand), timeout=RELIEF_S)
        await self.finish()
        # What a locked database did not take is known to this shift alone.
        while not await self._is_settled():
            await asyncio.sleep(self._again_s)

    async def _is_settled(self) -> bool:
        try:
            await self.app.jobs.settle_deliveries()
        except MonitorError as error:
            log.error("what was delivered could not be noted: %s", error)
            return False
        return True

    async def finish(self) -> None:
        """Cancel what can be repeated, wait for what cannot, and leave the rest to its lease."""
        self._is_finishing = True
        self.app.jobs.stop_delivering()
        for task, job in self._in_hand.items():
            if not job.is_unbroken:
                task.cancel()
        if waiting := list(self._in_hand):
            _, late = await asyncio.wait(waiting, timeout=GRACE_S)
            for task in late:
                task.cancel()
