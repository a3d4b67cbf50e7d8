"""Signals to events: SIGTERM and SIGINT stop, SIGHUP reads the configuration anew."""

import asyncio
import signal
from collections.abc import Callable

from monitor.service.shift import GRACE_S


def listen(*, stop: asyncio.Event, reload: asyncio.Event, then: Callable[[float], None]) -> None:
    """Set the events when signals come; call `then` with the seconds after which all must be over."""
    loop = asyncio.get_running_loop()

    def stop_now() -> None:
        stop.set()
        then(GRACE_S + 1)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_now)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
