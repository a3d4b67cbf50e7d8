"""The command as it is installed, in processes of its own: run to its end, or as a service."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

MONITOR = Path(sys.executable).parent / "monitor"


def installed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command that is installed in a folder, to its end."""
    return subprocess.run(
        [MONITOR, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@contextmanager
def service(folder: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Run the service in a folder, with more variables; whatever the test does, it ends with it."""
    command = [MONITOR, "run"]
    with subprocess.Popen(
        command, cwd=folder, env=environment() | more, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def stop(running: subprocess.Popen[str], number: signal.Signals) -> str:
    """Ask a service to stop; return its log once it has, well."""
    running.send_signal(number)
    _, log = running.communicate(timeout=60)
    assert running.returncode == 0, log
    return log


def environment() -> dict[str, str]:
    """Return the environment without what is set for the program."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}


def wait_for(condition: Callable[[], bool], *, seconds: float = 120) -> None:
    """Return once it is so; fail when that takes longer."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def count_stored(folder: Path) -> int:
    """Return the number of items in the database, 0 before there is one."""
    path = folder / "data" / "monitor.db"
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM item").fetchone()[0])
    return 0
