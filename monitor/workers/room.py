"""How many workers there is room for: on small machines and under small limits one has to do."""

import os
from collections.abc import Iterator
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")
#: Under this, a service and two workers that have loaded all they may need do not fit.
_SMALL_MB = 400


def count_workers(*, most: int) -> int:
    """Return how many workers may run at once, at least one and no more than `most`."""
    return most if memory_mb() >= _SMALL_MB else 1


def memory_mb(groups: str = "", root: Path = _CGROUPS) -> float:
    """Return what this process and its workers may use: the machine's memory, or less by a limit of a group.

    `groups` is the text of /proc/self/cgroup, which is read unless given.
    """
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([machine, *_limits(groups or _read(Path("/proc/self/cgroup")), root)]) / 2**20


def _limits(groups: str, root: Path) -> Iterator[int]:
    """Yield the limits of our groups; those above them in version 2 of Linux's groups, and their own."""
    for line in groups.splitlines():
        _, kinds, place = line.split(":", 2)
        if not kinds:
            steps = (root / place.lstrip("/"), *(root / place.lstrip("/")).parents)
            files = [step / "memory.max" for step in steps if step.is_relative_to(root)]
        elif "memory" in kinds.split(","):
            # In a container the group's own folder is the top.
            folders = (root / "memory" / place.lstrip("/"), root / "memory")
            files = [folder / "memory.limit_in_bytes" for folder in folders]
        else:
            continue
        yield from (int(text) for file in files if (text := _read(file).strip()).isdecimal())


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
