"""How fast feeds are polled: 500 local feeds of 20 items, four passes, beside the library `reader`.

    pip install '.[bench]'                       # once, for the peer
    python tests/bench/ingest.py [--feeds N] [--rounds N] [--alone]

First pass: everything is new. Unchanged: every server says 304. One new: every feed is sent whole again, with
one item that we do not have. Touched: sent whole again, changed in nothing but the time in its head.

Monitor tags the items and keeps its index of words. `reader` stores them, with one or four of its worker
threads, without and with its own search index. A round runs all of them in turn, each in a process of its own
and against a server process of its own, whose time is not counted. Printed are medians over the rounds.
"""

import argparse
import importlib.util
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
OURS = "monitor"
PROGRAMS = {
    OURS: ("ingest_monitor.py", ()),
    "reader": ("ingest_reader.py", ("1", "0")),
    "reader, 4 workers": ("ingest_reader.py", ("4", "0")),
    "reader with search": ("ingest_reader.py", ("1", "1")),
}


@dataclass(frozen=True)
class Figures:
    """What one program did in one round."""

    #: Seconds, CPU seconds and items stored, by pass.
    passes: dict[str, tuple[float, float, int]]
    #: Peak memory of the main process, MB; and what is to be said of other processes.
    peak_mb: float
    workers_mb: str


def _run(program: str, feeds: int) -> Figures:
    script, options = PROGRAMS[program]
    server_command = [sys.executable, str(HERE / "feed_server.py"), str(feeds)]
    with subprocess.Popen(server_command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            port = server.stdout.readline().strip()
            command = [sys.executable, str(HERE / script), port, str(feeds), *options]
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        finally:
            server.terminate()
    *lines, memory = output.splitlines()
    peak, _, workers = memory.partition(";")
    rows = (line.split("\t") for line in lines)
    passes = {name: (float(seconds), float(cpu), int(stored)) for name, seconds, cpu, stored in rows}
    return Figures(passes, float(peak), workers)


def _show(results: dict[str, list[Figures]], feeds: int) -> None:
    for name in results[OURS][0].passes:
        ours = statistics.median(figures.passes[name][0] for figures in results[OURS])
        for program, rounds in results.items():
            seconds = statistics.median(figures.passes[name][0] for figures in rounds)
            cpu = statistics.median(figures.passes[name][1] for figures in rounds)
            times = "" if program == OURS else f"   monitor is {seconds / ours:5.1f} times as fast"
            stored = {figures.passes[name][2] for figures in rounds}
            print(f"{name:<10} {program:<18} {feeds / seconds:7.0f} feeds/s {cpu:7.2f} CPU s {stored}{times}")
    for program, rounds in results.items():
        workers = f", workers {rounds[-1].workers_mb} MB" if rounds[-1].workers_mb else ""
        print(f"peak memory of {program}: {max(figures.peak_mb for figures in rounds):.0f} MB{workers}")


def main() -> None:
    """Run the rounds and print their figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help="without the peer")
    options = parser.parse_args()
    programs = [OURS] if options.alone else list(PROGRAMS)
    if not options.alone and not (importlib.util.find_spec("reader") and importlib.util.find_spec("sgmllib")):
        sys.exit("the peer is missing: pip install '.[bench]', or measure without it: --alone")
    results: dict[str, list[Figures]] = {program: [] for program in programs}
    for _ in range(options.rounds):
        for program in programs:
            results[program].append(_run(program, options.feeds))
    _show(results, options.feeds)


if __name__ == "__main__":
    main()
