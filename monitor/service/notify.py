"""What systemd is told: ready, alive, reloading, stopping (sd_notify(3))."""

import os
import socket
import time
from collections.abc import MutableMapping
from contextlib import suppress


class Notifier:
    """Datagrams to the socket that systemd waits at; without one nothing is sent."""

    def __init__(self, address: str = "", *, watchdog_s: float | None = None) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        #: Without a sign of life for so long we are killed and started anew; None: nobody watches.
        self.watchdog_s = watchdog_s

    @classmethod
    def from_environment(cls, environ: MutableMapping[str, str]) -> "Notifier":
        """Take what systemd has told us, and out of the environment: it is not meant for our children."""
        address, pid = environ.pop("NOTIFY_SOCKET", ""), environ.pop("WATCHDOG_PID", "")
        watchdog_us = environ.pop("WATCHDOG_USEC", "")
        is_ours = watchdog_us.isdecimal() and pid in ("", str(os.getpid()))
        return cls(address, watchdog_s=int(watchdog_us) / 1e6 if is_ours else None)

    def ready(self, status: str) -> None:
        """Say that we are at work, at the start and after a reload."""
        self._send(f"READY=1\nSTATUS={status}")

    def alive(self) -> None:
        """Say that we get on."""
        self._send("WATCHDOG=1")

    def reloading(self) -> None:
        """Say that the configuration is being read anew."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Say that we are coming to an end."""
        self._send("STOPPING=1")

    def _send(self, message: str) -> None:
        # Nobody who hears us, or cannot at this moment, must keep us from our work.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            if self._address:
                channel.setblocking(False)
                channel.connect(self._address)
                channel.send(message.encode())
