"""Pages into a folder: whole or not at all, and never again when they are there already."""

import filecmp
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from monitor.errors import DeliveryError
from monitor.model.digests import Delivery, Report

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}\.(html|xml)")
#: Pages are read by people and by web servers under other names; the folder decides who comes in.
_MODE = 0o644


class FileChannel:
    """The folder of reports."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, report: Report, delivery: Delivery) -> None:
        """Write a page under the name that the delivery gives as its recipient."""
        write_page(self._folder, delivery.recipient, write=lambda file: file.write(report.html))


def write_page(folder: Path, name: str, *, write: Callable[[TextIO], object]) -> Path:
    """Have a page written into a file, put it in place, atomically and durably, and return its path.

    A page of equal content is left alone. Raises DeliveryError: permanent for a name that is none, temporary
    when the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise DeliveryError(f"{name!r} is not a name for a page", permanent=True)
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(path, write)
    except OSError as error:
        raise DeliveryError(
            f"cannot write {path}: {error.strerror or error}. Make the folder writable, or name another"
            " one under [report] folder"
        ) from error
    return path


def _replace(path: Path, write: Callable[[TextIO], object]) -> None:
    """Put a file in place so that a reader, and a crash, sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            write(file)
            os.fchmod(handle, _MODE)
            file.flush()
            if _are_equal(temporary, path):
                return
            os.fsync(handle)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _are_equal(new: Path, old: Path) -> bool:
    with suppress(FileNotFoundError):
        return not old.is_symlink() and filecmp.cmp(new, old, shallow=False)
    return False


def _sync_folder(folder: Path) -> None:
    """Make a rename outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
