"""Whatever hangs, the watchdog is fed no more, and it is fed as long as nothing hangs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hanging import DEADLOCKS

#: What systemd would have as WatchdogSec.
WATCHDOG_S = 1.0


class Systemd:
    """The other end of a notify socket, and the service that is watched."""

    def __init__(self, forge: "subprocess.Popen[str]", folder: Path, deadlock: int) -> None:
        folder.mkdir()
        address = f"@monitor-test-{os.getpid()}-{folder.name}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:])
        assert forge.stdin
        assert forge.stdout
        forge.stdin.write(f"{deadlock} {folder} {address} {WATCHDOG_S}\n")
        forge.stdin.flush()
        self.pid = int(forge.stdout.readline())

    def hears(self, seconds: float) -> list[str]:
        """Return what comes within so many seconds."""
        heard, deadline = [], time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                heard += self._socket.recv(4096).decode().splitlines()
            except TimeoutError:
                break
        return heard

    def wait_for(self, message: str) -> None:
        """Return when a message has come."""
        self._socket.settimeout(20)
        while message not in self._socket.recv(4096).decode().splitlines():
            pass

    def kill(self) -> None:
        """Do what systemd does with what hangs."""
        os.kill(self.pid, signal.SIGKILL)
        self._socket.close()


@pytest.fixture(scope="module")
def forge() -> Iterator["subprocess.Popen[str]"]:
    """A process that has imported everything, and forks services."""
    here = Path(__file__).parent
    environ = os.environ | {"PYTHONPATH": f"{here.parent}:{here}"}
    command = [sys.executable, str(here / "hanging.py")]
    with subprocess.Popen(
        command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as forge:
        yield forge
        forge.kill()


def are_fed_after(forge: "subprocess.Popen[str]", folder: Path, deadlocks: list[int]) -> dict[int, bool]:
    """Have services hang, all at once; return whether the watchdog of each would have been fed since."""
    watched = {number: Systemd(forge, folder / str(number), number) for number in deadlocks}
    try:
        for systemd in watched.values():
            systemd.wait_for("READY=1")
            systemd.wait_for("WATCHDOG=1")
            systemd.wait_for("WATCHDOG=1")
        for systemd in watched.values():
            os.kill(systemd.pid, signal.SIGUSR1)
        # So long a tick may go without a step, and the job may wait for its tick.
        time.sleep(WATCHDOG_S * 2)
        return {number: "WATCHDOG=1" in _fresh(systemd) for number, systemd in watched.items()}
    finally:
        for systemd in watched.values():
            systemd.kill()


def _fresh(systemd: Systemd) -> list[str]:
    """Return what comes from now on, until systemd would have lost its patience."""
    while systemd.hears(0.01):
        pass
    return systemd.hears(WATCHDOG_S * 1.2)


def test_a_hang_of_the_loop_of_a_thread_or_of_a_wait_starves_the_watchdog(
    forge: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    ways = {way.__name__: number for number, (_, way) in enumerate(DEADLOCKS)}
    chosen = [ways[name] for name in ("loop_locked", "holding_the_database", "waiting")]
    assert are_fed_after(forge, tmp_path, [-1, *chosen]) == {-1: True} | dict.fromkeys(chosen, False)


@pytest.mark.heavy
def test_each_of_23_deadlocks_starves_the_watchdog(forge: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert len(DEADLOCKS) == 23
    for first in range(0, len(DEADLOCKS), 6):
        some = list(range(first, min(first + 6, len(DEADLOCKS))))
        expected = {-1: True} | dict.fromkeys(some, False)
        folder = tmp_path / str(first)
        folder.mkdir()
        assert are_fed_after(forge, folder, [-1, *some]) == expected
