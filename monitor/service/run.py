"""The service from its start to its end: a ladder that is climbed up, and down again in reverse."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack

from monitor import __version__
from monitor.app.wiring import App, open_app
from monitor.app.workers import Workers, start_workers
from monitor.config.settings import Config
from monitor.service.heart import Heart
from monitor.service.jobs import JOBS, Job
from monitor.service.memory import give_back_on, keep
from monitor.service.notify import Notifier
from monitor.service.pages import pages
from monitor.service.reloading import Reloading, describe
from monitor.service.scheduler import Scheduler
from monitor.service.shift import Shift
from monitor.service.state import ServiceState
from monitor.service.tally import Tally
from monitor.service.ticks import Threads, Ticks
from monitor.service.watching import Signature
from monitor.web.server import Server

log = logging.getLogger(__name__)

#: How long the end waits for applications that were relieved to close; nothing is in their hand any more.
_CLOSING_S = 0.5


class Service:
    """One life of the service. It outlives the applications that its configurations describe."""

    def __init__(
        self,
        config: Config,
        *,
        load: Callable[[], Config],
        notifier: Notifier,
        read: Signature | None = None,
        jobs: Sequence[Job] = JOBS,
    ) -> None:
        """`load` reads the configuration anew when it was edited.

        `read` is how its files looked before `config` was read: what is edited during the start, which may
        take long, is taken too. Absent: as they look when the start is over.
        """
        self._read = read
        self._jobs = jobs
        self._config = config
        self._load = load
        self._notifier = notifier
        self._ticks = Ticks()
        self._tally = Tally()
        now = time.time()
        state = ServiceState(
            pid=os.getpid(),
            version=__version__,
            database=str(config.database),
            started_at=now,
            configured_at=now,
        )
        self._heart = Heart(config.data_dir, state=state, ticks=self._ticks, notifier=notifier)
        self._server = Server(pages(self._app, heart=self._heart, ticks=self._ticks, tally=self._tally))
        self._workers: Workers
        self._scheduler: Scheduler
        self._reliefs: dict[asyncio.Task[None], Shift] = {}

    async def run(self, *, stop: asyncio.Event, reload: asyncio.Event) -> None:
        """Serve until `stop` is set; `reload` has the configuration read anew."""
        asyncio.get_running_loop().set_default_executor(Threads())
        async with AsyncExitStack() as ladder:
            self._workers = await ladder.enter_async_context(start_workers())
            self._scheduler = Scheduler(await self._begin(self._config), self._jobs)
            ladder.push_async_callback(self._end)
            await self._server.listen(self._config.health_listen)
            ladder.push_async_callback(self._server.close)
            self._scheduler.start()
            ladder.push_async_callback(self._stop)
            beside = (self._heart.beat_on(), self._reloading(reload).watch(), give_back_on())
            for work in (*beside, self._scheduler.follow_clock()):
                ladder.callback(asyncio.create_task(work).cancel)
            keep()
            self._notifier.ready(describe(self._config))
            log.info("started: %s", describe(self._config))
            await stop.wait()
            self._notifier.stopping()
        log.info("stopped")

    def _app(self) -> App:
        return self._scheduler.shift.app

    def _reloading(self, reload: asyncio.Event) -> Reloading:
        return Reloading(
            self._config,
            is_asked=reload,
            load=self._load,
            take=self._take,
            read=self._read,
            heart=self._heart,
            notifier=self._notifier,
        )

    async def _begin(self, config: Config) -> Shift:
        """Open an application and return a shift for it; StoreError when its database cannot be used."""
        async with AsyncExitStack() as opened:
            opening = open_app(config, workers=self._workers, mistakes=self._heart.count_mistakes)
            app = await opened.enter_async_context(opening)
            await asyncio.to_thread(app.jobs.archive.write)
            self._heart.look_at(lambda: app.jobs.outbox.failing, wait_s=config.poll.limits.timeout_s)
            return Shift(app, self._ticks, self._tally, close=opened.pop_all().aclose)

    async def _take(self, config: Config) -> None:
        """Put a new configuration in force between two ticks; what the old one has in hand goes on."""
        shift = await self._begin(config)
        try:
            await self._server.listen(config.health_listen)
        except BaseException:
            await shift.close()
            raise
        relieved = self._scheduler.hand_over(shift)
        self._config = config
        relief = asyncio.create_task(self._relieve(relieved))
        self._reliefs[relief] = relieved
        relief.add_done_callback(self._forget)

    def _forget(self, relief: asyncio.Task[None]) -> None:
        del self._reliefs[relief]
        # Or what the one before was made of would stay for ever.
        keep()

    async def _relieve(self, shift: Shift) -> None:
        try:
            await shift.relieve()
        finally:
            await shift.close()

    async def _stop(self) -> None:
        """Tick no more, and have every shift finish what it has in hand."""
        await self._scheduler.stop(list(self._reliefs.values()))

    async def _end(self) -> None:
        """Close what is open: the application in force, and those that are being relieved."""
        if self._reliefs:
            await asyncio.wait(list(self._reliefs), timeout=_CLOSING_S)
        await self._scheduler.shift.close()
