"""Our side of `ingest.py`: this program, given the same feeds as its peer. Run by it.

    python tests/bench/ingest_monitor.py PORT FEEDS

Prints for each pass its name, seconds, CPU seconds (with those of the workers) and items stored, parted by
tabs; then the peak memory of this process, and after a semicolon that of each worker.
"""

import asyncio
import os
import resource
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from monitor.app.wiring import open_app
from monitor.config.load import load
from monitor.service.memory import hold_together, keep

CONFIG = Path(__file__).parents[2] / "config"
PASSES = (("first", ""), ("unchanged", ""), ("one new", "publish"), ("touched", "touch"))


def configure(folder: Path, port: int, feeds: int) -> None:
    """Write the shipped configuration with local feeds in place of the real ones."""
    folder.mkdir()
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
    return [Path("/proc", pid) for pid in pids]


def _cpu_s() -> float:
    """Return the CPU seconds of this process and its workers, past and present."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    running = [(folder / "stat").read_text().rsplit(")", 1)[1].split() for folder in _workers()]
    ticks = sum(int(fields[11]) + int(fields[12]) for fields in running)
    return sum(use.ru_utime + use.ru_stime for use in uses) + ticks / os.sysconf("SC_CLK_TCK")


def _peak_mb(folder: Path) -> float:
    [line] = [line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


async def _run(folder: Path, port: int, feeds: int) -> None:
    config = load(folder, data_dir=folder / "data", environ={})
    stored = 0
    async with open_app(config) as app:
        keep()  # as the service does
        for name, change in PASSES:
            if change:
                address = f"http://127.0.0.1:{port}/{change}"
                await asyncio.to_thread(urllib.request.urlopen, address, data=b"")
            started, cpu = time.perf_counter(), _cpu_s()
            outcomes = await app.jobs.poll(due_only=False)
            seconds, cpu = time.perf_counter() - started, _cpu_s() - cpu
            stored += sum(outcome.new for outcome in outcomes)
            assert not [outcome for outcome in outcomes if outcome.error or outcome.revised]
            print(name, seconds, cpu, stored, sep="\t")
        workers = ", ".join(f"{_peak_mb(folder):.0f}" for folder in _workers())
        print(f"{_peak_mb(Path('/proc/self'))};{workers}")


def main() -> None:
    """Run the passes."""
    port, feeds = map(int, sys.argv[1:])
    hold_together()  # as `monitor run` does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "config"
        configure(folder, port, feeds)
        asyncio.run(_run(folder, port, feeds))


if __name__ == "__main__":
    main()
