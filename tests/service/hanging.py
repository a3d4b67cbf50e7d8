"""Ways in which a service can hang, and a process that hangs in one of them once it is told to."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from desk import write_desk

from monitor.config.load import load
from monitor.service.jobs import JOBS, Hand
from monitor.service.notify import Notifier
from monitor.service.run import Service

Hang = Callable[[Hand], Awaitable[object]]


def lock_twice() -> None:
    """Wait in a thread for a lock that this thread holds."""
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def lock_crosswise() -> None:
    """Wait for a lock whose holder waits for ours."""
    one, other, both = threading.Lock(), threading.Lock(), threading.Barrier(2)

    def take(first: threading.Lock, second: threading.Lock) -> None:
        with first:
            both.wait()
            second.acquire()

    threading.Thread(target=take, args=(other, one), daemon=True).start()
    take(one, other)


def spin() -> None:
    """Compute for ever."""
    while True:
        pass


async def in_thread(_: Hand) -> None:
    await asyncio.to_thread(lock_twice)


async def in_two_threads(_: Hand) -> None:
    await asyncio.to_thread(lock_crosswise)


async def busy_thread(_: Hand) -> None:
    await asyncio.to_thread(spin)


async def no_thread_left(_: Hand) -> None:
    await asyncio.gather(*(asyncio.to_thread(lock_twice) for _ in range(100)))


async def holding_the_database(hand: Hand) -> None:
    def hold() -> None:
        with hand.app.store.write():
            lock_twice()

    await asyncio.to_thread(hold)


async def waiting(_: Hand) -> None:
    await asyncio.get_running_loop().create_future()


async def waiting_for_itself(_: Hand) -> None:
    lock = asyncio.Lock()
    async with lock, lock:
        pass


async def turning_in_circles(_: Hand) -> None:
    while True:
        await asyncio.sleep(0)


async def loop_locked(_: Hand) -> None:
    lock_twice()


async def loop_asleep(_: Hand) -> None:
    time.sleep(1_000_000)


async def loop_busy(_: Hand) -> None:
    spin()


#: (job, way): what hangs, and how.
DEADLOCKS: tuple[tuple[str, Hang], ...] = (
    *((job.name, in_thread) for job in JOBS),
    *((name, waiting) for name in ("store", "pages", "retag", "digest", "deliver")),
    ("stories", waiting_for_itself),
    ("deliver", in_two_threads),
    ("digest", busy_thread),
    ("seeds", no_thread_left),
    ("retag", holding_the_database),
    ("pages", turning_in_circles),
    ("poll", loop_locked),
    ("stories", loop_asleep),
    ("digest", loop_busy),
)


def live(folder: Path, *, socket: str, watchdog_s: float, deadlock: tuple[str, Hang] | None) -> None:
    """Run the service; after SIGUSR1 the next tick of the job hangs. Never returns."""
    told = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: told.set())
    name, hang = deadlock or ("", in_thread)

    def work(job: Callable[[Hand], Awaitable[object]]) -> Callable[[Hand], Awaitable[object]]:
        async def work_or_hang(hand: Hand) -> None:
            await (hang(hand) if told.is_set() else job(hand))

        return work_or_hang

    jobs = [replace(job, every_s=0.3, work=work(job.work) if job.name == name else job.work) for job in JOBS]
    config = load(write_desk(folder, seed=""), data_dir=folder / "data", environ={})
    # What feeds may take is no hang.
    limits = replace(config.poll.limits, timeout_s=watchdog_s / 4)
    config = replace(config, poll=replace(config.poll, limits=limits))
    notifier = Notifier(socket, watchdog_s=watchdog_s)
    service = Service(config, load=lambda: config, notifier=notifier, jobs=jobs)
    asyncio.run(service.run(stop=asyncio.Event(), reload=asyncio.Event()))


def fork(folder: Path, *, socket: str, watchdog_s: float, deadlock: tuple[str, Hang] | None) -> int:
    """Begin a life in a process of its own; return its number."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(folder / "log", os.O_WRONLY | os.O_CREAT), 2)
        try:
            live(folder, socket=socket, watchdog_s=watchdog_s, deadlock=deadlock)
        finally:
            os._exit(1)
    return pid


def main() -> None:
    """Begin a life for each line `NUMBER FOLDER SOCKET SECONDS` and print its pid; -1 is no deadlock."""
    with TemporaryDirectory() as folder:
        # What the first reading makes, such as the parser of queries, all services find made.
        load(write_desk(Path(folder), seed=""), data_dir=Path(folder), environ={})
    for line in sys.stdin:
        number, folder, socket, seconds = line.split()
        deadlock = DEADLOCKS[int(number)] if int(number) >= 0 else None
        pid = fork(Path(folder), socket=socket, watchdog_s=float(seconds), deadlock=deadlock)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
