"""Copies of a database file: of one moment, and there as a whole or not at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from monitor.errors import StoreError
from monitor.files import to_disk
from monitor.store.engine import BUSY_TIMEOUT_S

#: What SQLite keeps beside a database while it is in use.
BESIDE = ("-wal", "-shm", "-journal")


def copy_aside(database: Path, target: Path) -> None:
    """Write a copy of a database as it is, damaged or not. Raises StoreError."""
    check_room(target.parent, database.stat().st_size)
    with written_whole(target) as part:
        copy(database, part)


def check_room(folder: Path, size: int) -> None:
    """Raise StoreError unless so many bytes, and a tenth more, are free on the disk of a folder."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: choose a folder that exists") from error
    if free < size * 1.1:
        wanted, there = (f"{count / 2**20:.0f} MB" for count in (size * 1.1, free))
        raise StoreError(
            f"{folder}: a copy takes {wanted}, and {there} are free: free some space and try again"
        )


def copy(source: Path, target: Path) -> None:
    """Copy all pages in one step: others may write meanwhile, but only behind what is copied."""
    reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
    with closing(reading), closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
        # A copy is one file, fit for being carried about.
        writing.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield a path beside `target`; on success what was written there is on the disk, and is `target`."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        yield part
        to_disk(part)
        part.replace(target)
        to_disk(target.parent)
    except UnicodeError as error:
        # So the driver tells of a schema that it cannot read.
        raise StoreError(f"{target}: what is to be copied is damaged; restore an earlier backup") from error
    except sqlite3.Error as error:
        raise StoreError(f"{target}: {error}: check the disk, and that there is space") from error
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}: choose another place, or free some space") from error
    finally:
        for path in (part, *(part.with_name(part.name + end) for end in BESIDE)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
