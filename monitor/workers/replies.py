"""What a worker process tells its parent."""

import struct
from dataclasses import dataclass
from typing import Any

from monitor.errors import MonitorError

#: Before every message: its length in bytes.
SIZE = struct.Struct("!I")


@dataclass(frozen=True, slots=True)
class Ready:
    """The target is imported; jobs may come."""


@dataclass(frozen=True, slots=True)
class Done:
    """The target returned."""

    result: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """The target raised one of our own errors. In parts, since some of them refuse to be unpickled whole."""

    kind: type[MonitorError]
    args: tuple[Any, ...]
    attributes: dict[str, Any]

    def error(self) -> MonitorError:
        """Put the error together again."""
        if not issubclass(self.kind, MonitorError):
            raise TypeError(f"{self.kind} is no error of ours")
        error = self.kind.__new__(self.kind, *self.args)
        error.__dict__.update(self.attributes)
        return error


@dataclass(frozen=True, slots=True)
class Crashed:
    """The target raised anything else."""

    traceback: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The job needed more memory than it may have; the process is no longer fit for use."""


Reply = Ready | Done | Raised | Crashed | OutOfMemory
