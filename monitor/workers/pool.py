"""A few worker processes that share one stream of jobs."""

import asyncio
import pickle
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from monitor.errors import MonitorError, WorkerError
from monitor.workers.handle import Worker
from monitor.workers.pickles import unpickle
from monitor.workers.replies import Crashed, Done, OutOfMemory, Raised, Ready, Reply

Job = TypeVar("Job")
Result = TypeVar("Result")

# Importing the target, on a slow machine with a cold disk.
_START_S = 60.0
# Libraries leak a little; a new process now and then keeps workers small for years.
_MOST_JOBS = 1_000
#: So long a worker waits for its next job; then it gives its memory back. A new one takes a second to start.
IDLE_S = 60.0


class WorkerPool(Generic[Job, Result]):
    """Runs `target`, a function at the top of a module, on jobs in at most `count` processes.

    No process is started before there is work for it. `deadline_s` bounds one job, not its wait for a free
    worker; `memory_mb` is what a job may need beyond an idle worker (None: no limit; kept on Linux only).
    A worker without a job for `idle_s` is ended. A new one first calls `prepare()` of the target's module, if
    there is one: what that takes counts for no job.
    """

    def __init__(
        self,
        target: Callable[[Job], Result],
        *,
        count: int = 2,
        deadline_s: float,
        memory_mb: int | None,
        idle_s: float = IDLE_S,
    ) -> None:
        self._target = f"{target.__module__}:{target.__qualname__}"
        self._deadline_s = deadline_s
        self._memory_mb = memory_mb or 0
        self._free = asyncio.Semaphore(count)
        self._idle_s = idle_s
        #: Those without a job and since when, the latest to have had one last.
        self._idle: list[tuple[Worker, float]] = []
        #: When the first of them may have to be ended.
        self._end: asyncio.TimerHandle | None = None
        self._all: set[Worker] = set()
        self._is_closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End all workers at once; jobs that are still running fail."""
        self._is_closed = True
        if self._end is not None:
            self._end.cancel()
        for worker in list(self._all):
            self._discard(worker)

    async def run(self, job: Job) -> Result:
        """Return what the target makes of `job`.

        A MonitorError of the target is raised as itself. Anything else that keeps a result from us is a
        WorkerError: the deadline, the memory limit, a crash, a bug (whose traceback is in `details`).
        """
        async with self._free:
            data = pickle.dumps(job)  # only now: waiting jobs shall not be in memory twice
            worker = await self._take()
            try:
                reply = await self._ask(worker, data)
            except BaseException:
                self._discard(worker)
                raise
            if isinstance(reply, OutOfMemory) or worker.jobs >= _MOST_JOBS or self._is_closed:
                self._discard(worker)
            else:
                self._rest(worker)
        if isinstance(reply, Done):
            result: Result = reply.result
            return result
        raise self._failure(reply)

    async def _take(self) -> Worker:
        while self._idle:
            worker, _ = self._idle.pop()
            if worker.is_alive():
                return worker
            self._discard(worker)
        if self._is_closed:
            raise WorkerError("the work was stopped: the program is ending")
        worker = Worker.start(self._target, memory_mb=self._memory_mb, deadline_s=self._deadline_s)
        self._all.add(worker)
        try:
            await self._connect(worker)
        except BaseException:
            self._discard(worker)
            raise
        return worker

    async def _connect(self, worker: Worker) -> None:
        try:
            async with asyncio.timeout(_START_S):
                reply = _understand(await worker.connect())
        except TimeoutError as exc:
            raise WorkerError(f"a worker process did not start within {_START_S:g} s") from exc
        if not isinstance(reply, Ready):
            raise self._failure(reply)

    async def _ask(self, worker: Worker, data: bytes) -> Reply:
        try:
            async with asyncio.timeout(self._deadline_s):
                return _understand(await worker.ask(data))
        except TimeoutError as exc:
            raise WorkerError(f"the work took longer than {self._deadline_s:g} s and was stopped") from exc

    def _failure(self, reply: Reply) -> MonitorError:
        match reply:
            case Raised():
                return reply.error()
            case Crashed():
                last_line = reply.traceback.strip().splitlines()[-1]
                return WorkerError(f"an internal error: {last_line}", details=reply.traceback)
            case OutOfMemory():
                return WorkerError(f"the work needed more than {self._memory_mb} MB and was stopped")
        return WorkerError("a worker process answered out of turn")

    def _rest(self, worker: Worker) -> None:
        """Keep a worker for the next job, for a while."""
        loop = asyncio.get_running_loop()
        self._idle.append((worker, loop.time()))
        if self._end is None:
            self._end = loop.call_later(self._idle_s, self._end_idle)

    def _end_idle(self) -> None:
        """End the workers that have had no job for too long, and look again when the next may have."""
        loop = asyncio.get_running_loop()
        while self._idle and self._idle[0][1] + self._idle_s <= loop.time():
            self._discard(self._idle.pop(0)[0])
        self._end = loop.call_at(self._idle[0][1] + self._idle_s, self._end_idle) if self._idle else None

    def _discard(self, worker: Worker) -> None:
        worker.kill()
        self._all.discard(worker)


def _understand(data: bytes) -> Reply:
    try:
        reply = unpickle(data)
    except Exception as exc:
        raise WorkerError(f"the work brought something that is no result: {exc}") from exc
    if not isinstance(reply, Reply):
        raise WorkerError("the work brought something that is no result")
    return reply
