"""Pages into a folder: whole or not at all, and never again when they are there already."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

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
        write_page(self._folder, delivery.recipient, html=report.html)


def write_page(folder: Path, name: str, *, html: str) -> Path:
    """Write a page atomically and durably and return its path; a page of equal content is left alone.

    Raises DeliveryError: permanent for a name that is none, temporary when the folder cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise DeliveryError(f"{name!r} is not a name for a page", permanent=True)
    path, content = folder / name, html.encode()
    try:
        if not _holds(path, content):
            folder.mkdir(parents=True, exist_ok=True)
            _replace(path, content)
    except OSError as error:
        raise DeliveryError(
            f"cannot write {path}: {error.strerror or error}. Make the folder writable, or name another"
            " one under [report] folder"
        ) from error
    return path


def _holds(path: Path, content: bytes) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_size == len(content) and path.read_bytes() == content
    return False


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place so that a reader, and a crash, sees the old one or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), _MODE)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
