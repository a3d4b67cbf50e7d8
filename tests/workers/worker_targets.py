"""What the workers of the tests run: one function, many ways to end."""

import ctypes
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from monitor.errors import ConfigError, FetchError, Problem, QueryError
from monitor.model.items import RawItem


class Foreign:
    """A class that is none of the program's."""


def act(job: tuple[str, object]) -> object:
    what, value = job
    return globals()[f"_{what}"](value)


def _echo(value: object) -> object:
    return value


def _pid(value: object) -> int:
    return os.getpid()


def _readiness_to_die(value: object) -> int:
    return int(Path("/proc/self/oom_score").read_text())


def _slow_pid(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _item(value: str) -> RawItem:
    return RawItem(title=value, published_at=datetime(2026, 1, 1, tzinfo=UTC))


def _sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def _hang_in_c(value: object) -> None:
    ctypes.PyDLL(None).sleep(3600)  # holds the interpreter's lock, so no Python code can stop it


def _fill_memory(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def _crash(value: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _leave(status: int) -> None:
    os._exit(status)


def _raise(name: str) -> None:
    raise {
        "fetch": FetchError("gone", status=410, permanent=True),
        "query": QueryError("no closing parenthesis", start=3),
        "config": ConfigError(Problem(text="unknown key", file="a.toml", line=2)),
        "bug": ZeroDivisionError("one over nothing"),
        "exit": SystemExit(3),
    }[name]


def _print(value: str) -> str:
    sys.stdout.write(value)
    return value


def _environment(value: object) -> dict[str, str]:
    return dict(os.environ)


def _files(value: object) -> int:
    return len(list(Path("/dev/fd").iterdir()))


def _foreign(value: object) -> object:
    return Foreign() if value else PurePosixPath("/etc")


def _stop_signals(value: object) -> str:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(os.getpid(), number)
    return "still here"
