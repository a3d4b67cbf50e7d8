"""What the service says about itself to other processes, in a file of the data directory."""

import json
import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from monitor.store.room import DISK_FULL, is_full

#: Written anew when something changes, touched as a sign of life.
STATE = "service.json"

#: Older than this, the sign of life is none: the service hangs or is gone.
MAX_AGE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """How the service is. Times are seconds since 1970."""

    pid: int
    version: str
    #: Where everything is kept.
    database: str = ""
    started_at: float
    #: Since when the configuration in force is.
    configured_at: float
    #: What is wrong with an edited configuration, which was refused; empty: the files say what is in force.
    mistakes: tuple[str, ...] = ()
    #: Why an edited configuration without mistakes is not in force yet; empty: it is.
    held_up: str = ""
    #: Jobs that hang.
    stuck: tuple[str, ...] = ()
    #: Why nothing can be stored; empty while it can.
    trouble: str = ""
    #: Deliveries that failed for good or keep failing.
    failing: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a person should look at, though a restart would not help."""
        trouble = f"nothing can be stored: {self.trouble}"
        mistakes = (
            f"the edited configuration has mistakes ({len(self.mistakes)}) and is not in force: "
            "`monitor status` tells them"
        )
        held_up = f"the edited configuration is not in force yet: {self.held_up}"
        failing = f"deliveries fail ({self.failing}): `monitor deliveries --failed` says which and why"
        return (
            (trouble,) * bool(self.trouble)
            + (mistakes,) * bool(self.mistakes)
            + (held_up,) * bool(self.held_up)
            + (failing,) * bool(self.failing)
        )


def write(folder: Path, state: ServiceState) -> None:
    """Write the file whole, or not at all; raises OSError."""
    draft = folder / f"{STATE}.new"
    draft.write_text(json.dumps(asdict(state)))
    draft.replace(folder / STATE)


def touch(folder: Path) -> None:
    """Give a sign of life; raises OSError."""
    os.utime(folder / STATE)


def read(folder: Path) -> tuple[ServiceState, float] | None:
    """Return what the service last said, and the age in seconds of its last sign of life; None: nothing.

    That the disk is full it could not write down. It may be of another version of the program until it is
    started anew: what only that one says is passed over.
    """
    path = folder / STATE
    try:
        values = json.loads(path.read_text())
        age_s = time.time() - path.stat().st_mtime
        known = {key: value for key, value in values.items() if key in ServiceState.__dataclass_fields__}
        state = ServiceState(**known)
        trouble = state.trouble or (DISK_FULL if is_full(folder) else "")
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return replace(state, trouble=trouble, mistakes=tuple(state.mistakes), stuck=tuple(state.stuck)), age_s
