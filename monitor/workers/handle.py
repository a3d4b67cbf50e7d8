"""The outside of a worker process: started, asked, killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

from monitor.errors import WorkerError
from monitor.workers.line import Line, LostError
from monitor.workers.replies import SIZE

_BOOT = (
    "import sys; from monitor.workers.process import serve;"
    "serve(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))"
)
# What an interpreter needs. Secrets of ours stay here.
_ENVIRONMENT = ("LANG", "LC_", "LD_", "PATH", "PYTHON", "TMPDIR", "TZ")
# Threads of linear algebra would spin on the cores that the other workers need.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Worker:
    """One worker process and our end of its socket pair."""

    def __init__(self, process: subprocess.Popen[bytes], ours: socket.socket) -> None:
        self._process = process
        self._socket = ours
        self._line: Line | None = None
        #: Jobs handed to it so far.
        self.jobs = 0

    @classmethod
    def start(cls, target: str, *, memory_mb: int, deadline_s: float) -> Self:
        """Start a process that serves `target` (`module:function`)."""
        ours, theirs = socket.socketpair()
        arguments = [str(theirs.fileno()), target, str(memory_mb), str(deadline_s)]
        with theirs:
            try:
                process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own arguments
                    [sys.executable, "-P", "-c", _BOOT, *arguments],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env=_environment(),
                    start_new_session=True,  # Ctrl-C at our terminal does not reach it
                )
            except OSError as exc:
                ours.close()
                raise WorkerError(f"no worker process could be started: {exc.strerror}") from exc
        return cls(process, ours)

    async def connect(self) -> bytes:
        """Return its first reply, which says whether it could import the target."""
        loop = asyncio.get_running_loop()
        _, self._line = await loop.create_unix_connection(Line, sock=self._socket)
        return await self._receive(self._line)

    async def ask(self, job: bytes) -> bytes:
        """Return the reply to a job; WorkerError when the process dies over it."""
        assert self._line is not None, "it is connected first"
        self.jobs += 1
        self._line.send(SIZE.pack(len(job)) + job)
        return await self._receive(self._line)

    async def _receive(self, line: Line) -> bytes:
        try:
            return await line.receive()
        except LostError as exc:
            raise WorkerError(f"the work crashed its process ({self._end()})") from exc

    def is_alive(self) -> bool:
        """Tell whether the process still holds its end of the socket, as far as the event loop has heard."""
        return self._line is not None and not self._line.is_lost

    def kill(self) -> None:
        """End the process at once and leave nothing of it."""
        self._process.kill()
        self._process.wait()
        if self._line is None:
            self._socket.close()
        else:
            self._line.close()

    def _end(self) -> str:
        """Return how the process ended: its socket is closed, so it is ending."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=1)
            return signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return "it closed its socket"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith(_ENVIRONMENT)}
    return {
        **kept,
        **_ONE_THREAD,
        "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path),
    }
