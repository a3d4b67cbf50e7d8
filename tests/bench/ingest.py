"""How fast feeds are polled: 500 local feeds of 20 items, three passes.

    python tests/bench/ingest.py [FEEDS]

First pass: everything is new. Unchanged pass: every server says 304. One new item each: every feed is
sent whole again, with one item that we do not have. The servers run in a process of their own, whose
time is not counted. CPU seconds are those of the program with its workers.
"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from monitor.app import open_app
from monitor.config.load import load

CONFIG = Path(__file__).parents[2] / "config"


def _configure(folder: Path, port: int, feeds: int) -> None:
    """Write the shipped configuration with local feeds in place of the real ones."""
    for name in ("topics.toml", "names.toml"):
        (folder / name).write_text((CONFIG / name).read_text())
    settings = (CONFIG / "monitor.toml").read_text()
    (folder / "monitor.toml").write_text(settings.replace("[poll]", '[poll]\nallow_private = ["127.0.0.1"]'))
    sources = (
        f'[sources.paper{n}]\nname = "Paper {n}"\nlanguage = "en"\nfeeds = ["http://127.0.0.1:{port}/feed/{n}"]\n'
        for n in range(feeds)
    )
    (folder / "feeds.toml").write_text("\n".join(sources))


def _workers() -> list[Path]:
    """Return the /proc folders of the worker processes that run."""
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    folders = [Path("/proc", pid) for pid in pids]
    return [folder for folder in folders if "feed_server" not in (folder / "cmdline").read_text()]


def _cpu_s() -> float:
    """Return the CPU seconds of this process and its workers, past and present."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    running = [(folder / "stat").read_text().rsplit(")", 1)[1].split() for folder in _workers()]
    ticks = sum(int(fields[11]) + int(fields[12]) for fields in running)
    return sum(use.ru_utime + use.ru_stime for use in uses) + ticks / os.sysconf("SC_CLK_TCK")


def _peak_mb(folder: Path) -> float:
    [line] = [line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


async def _passes(folder: Path, port: int, feeds: int) -> None:
    config = load(folder, data_dir=folder / "data", environ={})
    async with open_app(config) as app:
        for name in ("first pass", "unchanged pass", "one new item each"):
            if name.startswith("one"):
                request = urllib.request.Request(f"http://127.0.0.1:{port}/publish", method="POST")
                await asyncio.to_thread(urllib.request.urlopen, request)
            started, cpu = time.perf_counter(), _cpu_s()
            outcomes = await app.jobs.poll(due_only=False)
            seconds, cpu = time.perf_counter() - started, _cpu_s() - cpu
            new, failed = sum(o.new for o in outcomes), sum(1 for o in outcomes if o.error)
            print(f"{name:<20}{feeds / seconds:8.0f} feeds/s {cpu:7.2f} CPU s {new:7} new {failed:4} failed")
        workers = ", ".join(f"{_peak_mb(folder):.0f}" for folder in _workers())
        print(f"peak memory: {_peak_mb(Path('/proc/self')):.0f} MB main process; workers {workers} MB")


def main() -> None:
    """Run the three passes and print their figures."""
    feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    command = [sys.executable, str(Path(__file__).with_name("feed_server.py"))]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert server.stdout
        port = int(server.stdout.readline())
        (Path(folder) / "config").mkdir()
        _configure(Path(folder) / "config", port, feeds)
        try:
            asyncio.run(_passes(Path(folder) / "config", port, feeds))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
