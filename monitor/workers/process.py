"""The inside of a worker process: one function, one job after the other.

`multiprocessing` would import our main module again in every worker, and leave helpers of its own behind.
"""

import gc
import importlib
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from io import BufferedRWPair
from pathlib import Path

from monitor.errors import MonitorError
from monitor.workers.collector import pass_over_all
from monitor.workers.replies import SIZE, Crashed, Done, OutOfMemory, Raised, Ready, Reply

# Our parent kills us at the deadline. Should it be gone, the kernel does so, this much later.
_GRACE_S = 1.0


def serve(fd: int, target: str, memory_mb: int, deadline_s: float) -> None:
    """Run `target` (`module:function`) on the jobs that arrive at socket `fd`, until our parent closes it.

    0 `memory_mb` is no limit. Ctrl-C and the service manager's stop are our parent's affair: it finishes
    what it has begun, and then we hear of it by the end of the socket.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # A parent that was killed is the end of our work, not a fault to tell anybody.
    with suppress(ConnectionError), socket.socket(fileno=fd) as ours, ours.makefile("rwb") as pipe:
        function, reply = _load(target)
        # Modules stay: the collector need not look at them. What a job has left it looks at once, behind it.
        pass_over_all()
        _limit_memory(memory_mb)
        _volunteer()
        _send(pipe, reply)
        while function is not None and (job := _receive(pipe)) is not None:
            signal.setitimer(signal.ITIMER_REAL, deadline_s + _GRACE_S)
            reply = _attempt(function, job)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _send(pipe, reply)
            del job, reply
            gc.collect(1)


def _load(target: str) -> tuple[Callable[[object], object] | None, bytes]:
    place, _, name = target.partition(":")
    try:
        module = importlib.import_module(place)
        getattr(module, "prepare", _nothing)()
        return getattr(module, name), pickle.dumps(Ready())
    except Exception:  # noqa: BLE001 - whatever it is, our parent must hear of it
        return None, pickle.dumps(Crashed(traceback.format_exc()))


def _nothing() -> None:
    pass


def _attempt(function: Callable[[object], object], job: bytes) -> bytes:
    reply: Reply
    try:
        return pickle.dumps(Done(function(pickle.loads(job))))  # noqa: S301 - from our parent
    except MemoryError:
        reply = OutOfMemory()
    except MonitorError as error:
        reply = Raised(type(error), error.args, vars(error))
    except Exception:  # noqa: BLE001 - whatever it is, our parent must hear of it
        reply = Crashed(traceback.format_exc())
    return pickle.dumps(reply)


def _limit_memory(memory_mb: int) -> None:
    """Allow that much on top of what the imports took. Only Linux keeps such a limit."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_mb and sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory_mb * 1_000_000
        ceiling = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _volunteer() -> None:
    """Have Linux, where it must kill somebody for memory, kill us: we are replaced, and our parent is not."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _receive(pipe: BufferedRWPair) -> bytes | None:
    head = pipe.read(SIZE.size)
    return pipe.read(*SIZE.unpack(head)) if len(head) == SIZE.size else None


def _send(pipe: BufferedRWPair, reply: bytes) -> None:
    pipe.write(SIZE.pack(len(reply)) + reply)
    pipe.flush()
