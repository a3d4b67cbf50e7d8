"""Whether a disk has room for what is to be stored."""

import shutil
from pathlib import Path

#: For a person.
DISK_FULL = "the disk is full; free some space, nothing stored is lost"
#: With less room no batch of items can be stored.
_FULL_BYTES = 1_000_000


def is_full(folder: Path) -> bool:
    """Tell whether the disk of a folder is full; raise OSError when nobody can say."""
    return shutil.disk_usage(folder).free < _FULL_BYTES
