"""Limits of memory are found wherever the system keeps them."""

from pathlib import Path

import pytest

from monitor.workers.room import memory_mb

UNIT = "0::/a.slice/monitor.service\n"


@pytest.mark.parametrize(
    ("groups", "files", "limit"),
    [
        (UNIT, {"a.slice/monitor.service/memory.max": "268435456\n"}, 256),
        (
            UNIT,
            {"a.slice/memory.max": "134217728", "a.slice/monitor.service/memory.max": "max"},
            128,
        ),
        ("0::/\n", {"memory.max": "268435456"}, 256),
        ("9:cpu:/x\n4:memory:/docker/1\n0::/\n", {"memory/memory.limit_in_bytes": "268435456"}, 256),
        ("4:memory:/a\n", {"memory/a/memory.limit_in_bytes": "104857600"}, 100),
    ],
)
def test_a_limit_is_found(tmp_path: Path, groups: str, files: dict[str, str], limit: float) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert memory_mb(groups, tmp_path) == limit


def test_without_a_limit_there_is_the_machine(tmp_path: Path) -> None:
    machine = memory_mb(UNIT, tmp_path)
    assert machine > 256
    (tmp_path / "memory.max").write_text("max")
    assert memory_mb("0::/\nnonsense::\n", tmp_path) == machine
