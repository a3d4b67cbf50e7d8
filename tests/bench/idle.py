"""What the service costs while little happens: CPU and memory of `monitor run` beside feeds on loopback.

    python tests/bench/idle.py [FEEDS] [SECONDS]

With the shipped topics and names. Measures from two minutes after the start, when all feeds have been read
and the workers that read them have ended, and again after the configuration was read
anew, once and thrice more.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest_monitor import configure

MONITOR = Path(sys.executable).parent / "monitor"
SETTLE_S = float(os.environ.get("SETTLE", "120"))
#: Longer than a reload takes.
_RELOAD_S = 5.0


def _cpu_s(pid: int) -> float:
    """Return the CPU seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _rss_mb(pid: int) -> float:
    [line] = [x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def _measure(name: str, pid: int, seconds: float) -> None:
    before, began = _cpu_s(pid), time.monotonic()
    time.sleep(seconds)
    share = (_cpu_s(pid) - before) / (time.monotonic() - began)
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    print(f"{name}: {share:.2%} of one core, {_rss_mb(pid):.0f} MB, {len(workers)} workers", flush=True)


def main() -> None:
    """Start both sides, and measure."""
    feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 120.0
    server_command = [sys.executable, str(Path(__file__).with_name("feed_server.py")), str(feeds)]
    with (
        tempfile.TemporaryDirectory() as name,
        subprocess.Popen(server_command, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout
        folder = Path(name)
        configure(folder / "config", int(server.stdout.readline()), feeds)
        with subprocess.Popen([MONITOR, "run"], cwd=folder, stderr=(folder / "log").open("w")) as service:
            try:
                for state, reloads in ((f"{feeds} feeds", 0), ("after a reload", 1), ("after three more", 3)):
                    for _ in range(reloads):
                        service.send_signal(signal.SIGHUP)
                        time.sleep(_RELOAD_S)
                    time.sleep(SETTLE_S)
                    _measure(state, service.pid, seconds)
            finally:
                service.terminate()
                server.kill()


if __name__ == "__main__":
    main()
