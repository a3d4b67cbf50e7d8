"""What counts as a hang, and what only looks like one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.service import state as states
from monitor.service.heart import Heart
from monitor.service.notify import Notifier
from monitor.service.state import ServiceState
from monitor.service.ticks import Ticks


class Watched:
    """A heart that beats every ten seconds of a clock that is turned by hand."""

    def __init__(self, folder: Path, *, watchdog_s: float = 300) -> None:
        self.now = 1_000.0
        self.ticks = Ticks(lambda: self.now)
        state = ServiceState(pid=1, version="1", started_at=0, configured_at=0)
        self.heart = Heart(folder, state=state, ticks=self.ticks, notifier=Notifier(watchdog_s=watchdog_s))

    @contextmanager
    def polling(self) -> Iterator[None]:
        with self.ticks.one("store"):
            pass
        with self.ticks.one("poll"):
            yield

    def stuck_after(self, seconds: int) -> tuple[str, ...]:
        for _ in range(0, seconds, 10):
            self.now += 10
            with self.ticks.one("store"):
                pass
            self.heart.beat()
        return self.heart.state.stuck


def test_a_job_without_a_step_hangs_once_patience_is_over(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    with watched.polling():
        assert watched.stuck_after(290) == ()
        assert watched.stuck_after(20) == ("poll",)


def test_an_hour_in_which_the_process_stood_still_is_no_hang(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    with watched.polling():
        assert watched.stuck_after(200) == ()
        watched.now += 3_600
        assert watched.stuck_after(90) == ()
        assert watched.stuck_after(30) == ("poll",)


def test_a_feed_that_may_take_longer_than_the_watchdog_waits_is_no_hang(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.heart.look_at(lambda: 0, wait_s=600)
    with watched.polling():
        assert watched.stuck_after(1_190) == ()
        assert watched.stuck_after(20) == ("poll",)


def test_a_disk_that_is_full_is_told_and_is_no_hang(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.heart.beat()
    with pytest.raises(StoreError), watched.ticks.one("store"):
        raise StoreError("the disk is full")
    os.utime(tmp_path / states.STATE, (0, 0))
    # Nothing can be written any more.
    (tmp_path / f"{states.STATE}.new").mkdir()
    watched.heart.beat()
    assert watched.heart.state.notes == ("nothing can be stored: the disk is full",)
    told, age_s = states.read(tmp_path) or pytest.fail("nothing was told")
    assert (told.trouble, age_s < 60) == ("", True)
    (tmp_path / f"{states.STATE}.new").rmdir()
    assert watched.stuck_after(10) == ()
    assert watched.heart.state.notes == ()


@pytest.mark.parametrize(
    ("written", "is_read"),
    [
        ('{"pid": 1, "version": "0", "started_at": 1.0, "configured_at": 1.0, "refused_at": 2.0}', True),
        ('{"pid": 1}', False),
        ("[]", False),
        ("{", False),
    ],
)
def test_what_a_service_of_another_version_says_is_read_as_far_as_it_is_known(
    written: str, is_read: bool, tmp_path: Path
) -> None:
    (tmp_path / states.STATE).write_text(written)
    assert (states.read(tmp_path) is not None) is is_read
