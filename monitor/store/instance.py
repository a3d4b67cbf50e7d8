"""One service a data directory: a lock that ends with the process that holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import StoreError

#: The file that is locked; it holds the number of the process that has the lock.
LOCK = "lock"

#: So long we wait for a service that is just ending, or for one that only looks who is there.
_PATIENCE_S = 1.0


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Be the only service on a data directory; raise StoreError, naming the process, when there is one."""
    descriptor = _open(data_dir)
    try:
        if not _lock(descriptor):
            raise StoreError(
                f"{data_dir}: process {_pid(descriptor)} is already running as a service there; "
                "stop it first, or choose another place with --data"
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        os.close(descriptor)


def holder(data_dir: Path) -> int | None:
    """Return the number of the process that serves a data directory; None when there is none."""
    try:
        descriptor = os.open(data_dir / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except OSError:
        return _pid(descriptor)
    finally:
        os.close(descriptor)


def _open(data_dir: Path) -> int:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        remedy = "choose another place with --data, or change the owner and mode of the folder"
        raise StoreError(f"{data_dir}: {error.strerror}: {remedy}") from error


def _lock(descriptor: int) -> bool:
    """Take the lock; return False when another process keeps it."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(_PATIENCE_S / 10)


def _pid(descriptor: int) -> int:
    return int(os.pread(descriptor, 20, 0) or b"0")
