"""Pages into a folder: whole or not at all, and never again when they are there already."""

import filecmp
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from monitor.errors import DeliveryError
from monitor.files import put
from monitor.model.deliveries import Delivery, Report

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
        put(path, write, mode=_MODE, is_wanted=lambda new: not _are_equal(new, path))
    except OSError as error:
        raise DeliveryError(
            f"cannot write {path}: {error.strerror or error}. Make the folder writable, or name another"
            " one under [report] folder"
        ) from error
    return path


def _are_equal(new: Path, old: Path) -> bool:
    with suppress(FileNotFoundError):
        return not old.is_symlink() and filecmp.cmp(new, old, shallow=False)
    return False
