"""Files put in place whole or not at all, and on the disk."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TextIO


def put(
    path: Path,
    write: Callable[[TextIO], object],
    *,
    mode: int,
    is_wanted: Callable[[Path], bool] = lambda new: True,
) -> None:
    """Put a file in place so that a reader, and a crash, sees the old one or the new one.

    `write` is given the new one, open, as UTF-8 with line ends as they are; `is_wanted` its path when it is
    written, and leaves the old one in place by False or by an error. Raises OSError.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(file)
            os.fchmod(handle, mode)
            file.flush()
            if not is_wanted(new):
                return
            os.fsync(handle)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    to_disk(path.parent)


def to_disk(path: Path) -> None:
    """Return when the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
