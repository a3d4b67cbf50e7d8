"""A week of the program in minutes: its jobs, a clock that is turned, and a fault most of the time."""

import asyncio
import gc
import json
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from desk import START, Clock, write_desk
from postbox import Mailbox

from monitor.app.wiring import App, open_app
from monitor.config.load import load
from monitor.config.settings import Config
from monitor.errors import MonitorError
from monitor.service.memory import give_back, keep

HERE = Path(__file__).parent
#: Every fault, and for how many simulated hours it lasts at most.
FAULTS = {
    "error": 6, "busy": 6, "drop": 24, "html": 6, "truncated": 6, "slow": 3, "empty": 6,
    "mail gone": 40, "mail refuses": 12, "database locked": 1, "disk full": 4, "clock back": 2, "stopped": 1,
    "restarted": 1,
}  # fmt: skip
#: Of the clock, while nothing goes wrong.
_QUIET_STEP = timedelta(hours=2)
OF_SERVER = ("error", "busy", "drop", "html", "truncated", "slow", "empty")

SETTINGS = """
[digests.evening]
at = ["18:00"]
days = "weekdays"
zone = "Europe/Vilnius"
topics = ["harbour"]
channels = ["email"]
recipients = ["bob@desk.test"]
[digests.now]
immediate = true
topics = ["strike"]
channels = ["file"]
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Monitor <monitor@desk.test>"
"""


class Feeds:
    """The server of the feeds, in its own process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._line())

    def tell(self, now: datetime, *, fault: str | None, share: int) -> None:
        """Have the feeds be as they are at a time, and suffer a fault."""
        assert self._process.stdin
        message = {"now": now.isoformat(), "fault": fault, "share": share}
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        assert self._line() == "done\n"

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@contextmanager
def feeds_server() -> Iterator[Feeds]:
    """Run the server of the feeds."""
    path = ":".join([str(HERE), str(HERE.parent)])
    command = [sys.executable, str(HERE / "soak_server.py")]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": path, "PYTHONHASHSEED": "0"},
    ) as process:
        try:
            yield Feeds(process)
        finally:
            process.kill()


@dataclass(slots=True, kw_only=True)
class Week:
    """One week, and what it came to."""

    folder: Path
    feeds: int
    step: timedelta
    box: Mailbox
    server: Feeds
    seed: int
    #: Where the data lie; on a disk of its own, which can be filled, when there is one.
    data: Path
    #: A file that takes all the room of that disk; None: it cannot be filled.
    ballast: Path | None
    clock: Clock = field(default_factory=Clock)
    #: Days before it in which nothing goes wrong: meanwhile what is remembered fills up, and what comes and
    #: goes leaves as many holes in memory as it ever does.
    quiet: timedelta = timedelta(0)
    #: Resident memory at the end of each day that is not quiet, in MB.
    memory: list[float] = field(default_factory=list)
    #: Blocks that objects of Python have of it: without the holes between them, and without SQLite's.
    blocks: list[int] = field(default_factory=list)
    #: Message-IDs of the mails that came.
    ids: list[str] = field(default_factory=list)
    suffered: Counter[str] = field(default_factory=Counter)
    #: Errors that the jobs raised and got over.
    refused: Counter[str] = field(default_factory=Counter)
    _chance: random.Random = field(init=False)
    _config: Config = field(init=False)
    _fault: str | None = None
    #: It has been lived to its end.
    _is_over: bool = False
    _ends_at: datetime = START

    def live(self, days: int) -> None:
        """Live so many days with faults, and one without, so that all can be made up for."""
        self._chance = random.Random(self.seed)
        config = write_desk(
            self.folder,
            [f"http://127.0.0.1:{self.server.port}/feed/{n}" for n in range(self.feeds)],
            channels='"file", "email"',
            recipients='"ann@desk.test"',
            more=SETTINGS.format(port=self.box.port),
            seed="",
        )
        settings = config / "monitor.toml"
        settings.write_text(settings.read_text().replace('timeout = "5s"', 'timeout = "2s"\nper_host = 16'))
        end = START + self.quiet + timedelta(days=days)
        while not self._is_over:
            asyncio.run(self._life(config, end=end))

    async def _life(self, config: Path, *, end: datetime) -> None:
        """Run the program until a day and a half after the end, or until it is restarted."""
        # A program that starts again is a new process; here the former topics would lie beside the new ones.
        self._config = load(config, data_dir=self.data, environ={})
        async with open_app(self._config, clock=self.clock) as app:
            keep()
            while self.clock.now < end + timedelta(days=1.5):
                day = (self.clock.now - START).days
                is_quiet = self.clock.now < START + self.quiet
                self.clock.now += _QUIET_STEP if is_quiet else self.step
                if self.clock.now >= end:
                    self._calm()
                elif self._ends_at <= self.clock.now and not is_quiet:
                    self._change_fault()
                await self._tick(app)
                if (self.clock.now - START).days > day:
                    self._end_day(is_quiet=is_quiet)
                if self._fault == "restarted":
                    self._calm()
                    return
            await app.jobs.make_issues(due_only=False)
            await app.jobs.deliver()
            self._put_away()
            self._is_over = True

    def _end_day(self, *, is_quiet: bool) -> None:
        """Take down the memory, as the system sees it once Python has looked for what nobody uses."""
        gc.collect()
        give_back()
        if not is_quiet:
            self.memory.append(_resident_mb())
            self.blocks.append(sys.getallocatedblocks())

    def _change_fault(self) -> None:
        self._calm()
        fault = self._chance.choice([*FAULTS, None])
        if fault == "disk full" and self.ballast is None:
            fault = None
        hours = self._chance.uniform(0.5, FAULTS[fault]) if fault else 8
        self._ends_at = self.clock.now + timedelta(hours=hours)
        self._fault = fault
        if fault:
            self._begin(fault)

    def _begin(self, fault: str) -> None:
        self.suffered[fault] += 1
        if fault == "mail gone":
            self.box.most = 0
        if fault == "mail refuses":
            self.box.refusals["ann@desk.test"] = "451 greylisted"
        self.clock.now += timedelta(hours={"clock back": -1.5, "stopped": 1}.get(fault, 0))
        if fault == "disk full" and self.ballast:
            with suppress(OSError), self.ballast.open("wb") as file:
                while True:
                    file.write(bytes(100_000))

    def _calm(self) -> None:
        self._fault, self.box.most = None, 10_000
        self.box.refusals.clear()
        if self.ballast:
            self.ballast.unlink(missing_ok=True)

    async def _tick(self, app: App) -> None:
        """Do what the service does within one step of the clock."""
        fault = self._fault if self._fault in OF_SERVER else None
        share = 100 if fault == "drop" else self._chance.choice([20, 60, 100])
        self.server.tell(self.clock.now, fault=fault, share=share)
        jobs = app.jobs
        with _locked(self.data / "monitor.db") if self._fault == "database locked" else nullcontext():
            for work in (jobs.poll, jobs.retag, jobs.make_issues, jobs.deliver, jobs.maintain):
                try:
                    await work()
                except MonitorError as error:
                    self.refused[str(error).split(": ")[1]] += 1
        self._put_away()

    def _put_away(self) -> None:
        """Keep of the mails what is looked at in the end, or they would count as memory of the program."""
        self.ids += [str(message["Message-ID"]) for message in self.box.messages]
        self.box.messages.clear()
        give_back()  # as the service does every minute


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the database as another program would, for half a second of everybody's patience."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.5, other.rollback)
        yield
    finally:
        other.close()


def _resident_mb() -> float:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
