"""The service within 256 MB, as a container or a unit may be given."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from desk import rss, write_desk
from installed import MONITOR
from pytest_httpserver import HTTPServer

pytestmark = pytest.mark.heavy

LIMIT = 256 << 20
FEEDS, ITEMS = 20, 40
#: Languages that are told apart by their words only need the model that takes most of a worker's memory.
TEXT = "Der Hafen wird heute eröffnet und alle Arbeiter streiken seit gestern wieder"


@contextmanager
def limited() -> Iterator[Path]:
    """Make a group of processes with little memory, by either version of Linux's groups, or skip."""
    first, second = Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup")
    parent, limit = (first, "memory.limit_in_bytes") if first.is_dir() else (second, "memory.max")
    group = parent / f"monitor-test-{os.getpid()}"
    try:
        group.mkdir()
        (group / limit).write_text(str(LIMIT))
    except OSError:
        with suppress(OSError):
            group.rmdir()
        pytest.skip("only root may limit the memory of a group of processes")
    try:
        yield group
    finally:
        group.rmdir()


def killed(group: Path) -> int:
    """Return how many processes of the group were killed for want of memory."""
    [file] = [path for name in ("memory.oom_control", "memory.events") if (path := group / name).exists()]
    counts = dict(line.split() for line in file.read_text().splitlines())
    return int(counts["oom_kill"])


def test_all_feeds_are_read_within_256_megabytes(httpserver: HTTPServer, tmp_path: Path) -> None:
    for number in range(FEEDS):
        titles = [f"H{number}-{n} harbour" for n in range(ITEMS)]
        body = rss(*titles, texts=dict.fromkeys(titles, TEXT), origin=f"http://paper{number}.test")
        httpserver.expect_request(f"/{number}").respond_with_data(body)
    write_desk(tmp_path, [httpserver.url_for(f"/{number}") for number in range(FEEDS)], seed="")
    with limited() as group:
        script = f'echo $$ > "{group}/cgroup.procs" && exec "$@"'
        command = ["sh", "-c", script, "sh", str(MONITOR), "once"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, killed(group)) == (0, 0), done.stdout + done.stderr
    assert f"{FEEDS} answered, 0 could not be read" in done.stdout
