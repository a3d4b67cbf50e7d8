"""Signs of life, given only while the jobs get on: to systemd's watchdog and to `monitor healthcheck`."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from monitor.service import state as states
from monitor.service.notify import Notifier
from monitor.service.state import ServiceState
from monitor.service.ticks import Ticks

log = logging.getLogger(__name__)

#: A tick without a step for so long hangs, unless a watchdog says otherwise.
PATIENCE_S = 300.0
#: Seconds between signs of life at most.
_EVERY_S = 10.0


class Heart:
    """Beats as long as the loop turns, and counts as alive as long as every job gets on."""

    def __init__(self, folder: Path, *, state: ServiceState, ticks: Ticks, notifier: Notifier) -> None:
        self.state = state
        self._folder = folder
        self._ticks = ticks
        self._notifier = notifier
        self._patience_s = self._least_s = notifier.watchdog_s or PATIENCE_S
        self._every_s = min(_EVERY_S, self._patience_s / 2)
        self._written: ServiceState | None = None
        self._begun_at = self._beaten_at = ticks.clock()
        self._failing: Callable[[], int] = lambda: 0

    def look_at(self, failing: Callable[[], int], *, wait_s: float) -> None:
        """Ask `failing` from now on how many deliveries fail; a step may well take `wait_s`, twice."""
        self._failing = failing
        self._patience_s = max(self._least_s, 2 * wait_s)

    def count_mistakes(self) -> int:
        """Return how many mistakes keep an edited configuration from being in force."""
        return len(self.state.mistakes)

    async def beat_on(self) -> None:
        """Beat for ever."""
        while True:
            self.beat()
            await asyncio.sleep(self._every_s)

    def beat(self) -> None:
        """Look how the jobs are; feed the watchdog if all get on, and tell in any case."""
        self._pass_over()
        stuck = tuple(self._stuck())
        if stuck and stuck != self.state.stuck:
            log.critical("hanging, no step for %.0f s: %s", self._patience_s, ", ".join(stuck))
        trouble = self._ticks.failed.get("store", "")
        self.tell(replace(self.state, stuck=stuck, trouble=trouble, failing=self._failing()))
        if not stuck:
            self._notifier.alive()

    def _pass_over(self) -> None:
        """Notice that we stood still ourselves, under SIGSTOP or on a machine without time for us."""
        now = self._ticks.clock()
        still_s = now - self._beaten_at - self._every_s
        self._beaten_at = now
        if still_s > self._patience_s / 2:
            log.warning("the service stood still for %.0f s", still_s)
            self._ticks.pass_over(still_s)
            self._begun_at += still_s

    def _stuck(self) -> list[str]:
        """Return the jobs that hang; `store` also when nothing ticks any more."""
        stuck = self._ticks.stuck(self._patience_s)
        stored_at = self._ticks.ended_at.get("store", self._begun_at)
        is_still = self._ticks.clock() - stored_at > self._patience_s + _EVERY_S
        return stuck if "store" in stuck or not is_still else [*stuck, "store"]

    def tell(self, state: ServiceState) -> None:
        """Make `state` what other processes read."""
        self.state = state
        try:
            if state != self._written:
                states.write(self._folder, state)
                self._written = state
        except OSError as error:
            log.error("how the service is cannot be written: %s: %s", self._folder, error.strerror)
        try:
            # On a full disk too: nothing hangs.
            states.touch(self._folder)
        except OSError as error:
            log.error("no sign of life can be given: %s: %s", self._folder, error.strerror)
