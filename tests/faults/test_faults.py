"""What `monitor help faults` promises: nothing lost, nothing twice, no hand needed.

The soak (`tests/soak`) has these faults at random; here each is looked at by itself. Others have their tests
where they belong: feeds and networks in tests/pipeline and tests/net, kills in test_pipeline_chaos.py.
"""

import asyncio
import ctypes
import logging
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from desk import MAIL, START, Clock, one_pass, rss, with_app, write_desk
from postbox import mail_server
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.errors import MonitorError
from monitor.service.jobs import JOBS
from monitor.service.shift import Shift
from monitor.service.tally import Tally
from monitor.service.ticks import Ticks
from monitor.store.store import Store

BY_MAIL = {"channels": '"email"', "recipients": '"ann@desk.test"', "seed": ""}


@contextmanager
def disk(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """Make a folder a disk of its own; skip the test where we may not."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, mode: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], check=True)


@contextmanager
def image(folder: Path) -> Iterator[Callable[[str], None]]:
    """Make a folder a disk of its own; yield what mounts it anew, or as the kernel does after errors."""
    made, loop = folder.with_name("image"), ["mount", "-o", "loop"]
    folder.mkdir()
    with made.open("wb") as file:
        file.truncate(16 << 20)
    commands = [["mkfs.ext4", "-q", str(made)], [*loop, str(made), str(folder)]]
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4") or any(map(_fails, commands)):
        pytest.skip("only root may mount a disk")

    def mount(mode: str) -> None:
        if mode == "abort":
            remount(folder, mode)
        else:
            subprocess.run(["umount", str(folder)], check=True)
            subprocess.run([*loop, str(made), str(folder)], check=True)

    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0


def fill(folder: Path) -> None:
    with suppress(OSError), (folder / "ballast").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def titles(app: App) -> list[str]:
    with app.store.read() as tx:
        return sorted(item.title for item in tx.items.list_items())


def mails(app: App) -> list[str]:
    with app.store.read() as tx:
        return [str(each.status) for each in tx.outbox.list_deliveries() if each.channel == "email"]


async def trouble(app: App) -> str:
    """Poll, and return what the store had to say."""
    try:
        [outcome] = await app.jobs.poll(due_only=False)
    except MonitorError as error:
        return str(error)
    return outcome.error or ""


def test_a_full_disk_is_logged_and_so_is_that_it_has_room_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="monitor.service")
    [storing] = [job for job in JOBS if job.name == "store"]
    with disk(tmp_path / "data", kilobytes=2_000) as folder:

        async def work(app: App) -> None:
            shift = Shift(app, Ticks(), Tally(), close=lambda: asyncio.sleep(0))
            await shift.do(storing)
            fill(folder)
            await shift.do(storing)
            (folder / "ballast").unlink()
            for _ in range(2):
                await shift.do(storing)

        with_app(write_desk(tmp_path, seed=""), Clock(), work)
    full, again = caplog.messages
    assert "the disk is full" in full
    assert again == "store: works again"


def test_a_full_disk_loses_nothing_and_needs_no_hand(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    with disk(tmp_path / "data", kilobytes=2_000) as folder:

        async def work(app: App) -> None:
            await one_pass(app)
            httpserver.clear()
            news = (f"N{n} harbour {'x' * 900}" for n in range(100))
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", *news))
            fill(folder)
            assert "free some space, nothing stored is lost" in await trouble(app)
            assert titles(app) == ["H1 harbour"]
            with pytest.raises(MonitorError, match="the disk is full"):
                app.store.probe()
            (folder / "ballast").unlink()
            app.store.probe()
            [outcome] = await app.jobs.poll(due_only=False)
            assert (outcome.new, outcome.error) == (100, None)
            [issue] = await app.jobs.make_issues(due_only=False)
            assert (issue.number, sum(len(story.items) for story in issue.stories)) == (2, 100)

        with_app(config, Clock(), work)


def test_a_read_only_disk_is_told_with_its_remedy_and_nothing_is_lost(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    with disk(tmp_path / "data", kilobytes=2_000) as folder:
        with_app(config, Clock(), one_pass)
        remount(folder, "ro")
        with pytest.raises(MonitorError, match="its disk is not read-only"):
            with_app(config, Clock(), one_pass)
        remount(folder, "rw")
        httpserver.clear()
        httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port"))

        async def work(app: App) -> None:
            [outcome] = await app.jobs.poll(due_only=False)
            assert (outcome.new, outcome.error) == (1, None)

        with_app(config, Clock(), work)


def test_a_database_that_may_be_written_again_is_written_by_who_has_it_open(tmp_path: Path) -> None:
    with TemporaryDirectory(dir="/tmp") as name, closing(Store.open_file(tmp_path / "monitor.db")) as other:
        other.probe()
        # As of a service that runs: with what SQLite keeps beside it.
        files = [shutil.copy(path, name) for path in tmp_path.iterdir()]
        Path(name).chmod(0o755)
        with without_rights(files):
            store = Store.open_file(Path(name) / "monitor.db")
            with pytest.raises(MonitorError, match="check owner and mode"):
                claim(store)
        claim(store)
        store.close()


def claim(store: Store) -> None:
    with store.write() as tx:
        assert tx.corrections.claim_placing(START, lease_s=1)


@contextmanager
def without_rights(files: list[str]) -> Iterator[None]:
    """Take from this thread the right to write files, also where it is root."""
    for file in files:
        Path(file).chmod(0o444)
    ctypes.CDLL(None).setfsuid(65_534)
    try:
        yield
    finally:
        ctypes.CDLL(None).setfsuid(os.geteuid())
        for file in files:
            Path(file).chmod(0o644)


def test_a_disk_that_turns_read_only_under_the_service_is_told_and_nothing_is_lost(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    with image(tmp_path / "data") as mount:

        async def turn(app: App) -> None:
            await one_pass(app)
            mount("abort")
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port"))
            assert "disk" in await trouble(app)
            with pytest.raises(MonitorError, match="disk"):
                app.store.probe()
            assert titles(app) == ["H1 harbour"]

        with_app(config, Clock(), turn)
        mount("anew")

        async def work(app: App) -> None:
            [outcome] = await app.jobs.poll(due_only=False)
            assert (outcome.new, outcome.error) == (1, None)

        with_app(config, Clock(), work)


def test_a_mail_server_that_is_away_for_a_week_is_made_up_for_in_order(tmp_path: Path) -> None:
    with mail_server() as box:
        more = "heartbeat = true\n" + MAIL.format(port=box.port)
        config, clock = write_desk(tmp_path, more=more, **BY_MAIL), Clock()
        box.most = 0

        async def work(app: App) -> None:
            for _ in range(7):
                clock.forward(days=1)
                await app.jobs.make_issues()
                await app.jobs.deliver()
            assert mails(app) == ["waiting"] * 7
            box.most = 10
            clock.forward(hours=1, minutes=1)
            await app.jobs.deliver()
            assert mails(app) == ["sent"] * 7

        with_app(config, clock, work)
    assert len({str(message["Message-ID"]) for message in box.messages}) == len(box.messages) == 7


def test_a_clock_that_was_years_ahead_leaves_nothing_waiting_for_years(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    with mail_server() as box:
        url = httpserver.url_for("/rss")
        config, clock = write_desk(tmp_path, [url], more=MAIL.format(port=box.port), **BY_MAIL), Clock()
        box.most = 0

        async def work(app: App) -> None:
            clock.forward(days=3_650)
            await one_pass(app)
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port"))
            await app.jobs.poll(due_only=False)
            clock.now, box.most = START + timedelta(days=1), 10
            assert await app.jobs.poll() == []
            await app.jobs.maintain()
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour", "H2 port", "H3 port"))
            assert [outcome.new for outcome in await app.jobs.poll()] == [1]
            clock.forward(days=1)
            [issue] = await app.jobs.make_issues()
            assert sorted(item.item.guid for story in issue.stories for item in story.items) == ["H2", "H3"]
            await app.jobs.deliver()

        with_app(config, clock, work)
    assert len(box.messages) == 2


def test_a_clock_that_jumps_a_little_repeats_and_skips_nothing(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    config, clock = write_desk(tmp_path, [httpserver.url_for("/rss")], seed=""), Clock()

    async def work(app: App) -> list[tuple[int, int]]:
        made = []
        for hours in (1, 24, -2, 3, -30, 30, 24):
            clock.forward(hours=hours)
            await app.jobs.poll()
            await app.jobs.maintain()
            made += await app.jobs.make_issues()
        return [(issue.number, len(issue.stories)) for issue in made]

    assert with_app(config, clock, work) == [(1, 1)]


def test_a_database_locked_by_another_program_is_read_again_when_it_is_free(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")

    async def work(app: App) -> None:
        other = sqlite3.connect(tmp_path / "data" / "monitor.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        polling = asyncio.create_task(app.jobs.poll(due_only=False))
        await asyncio.sleep(0.3)
        assert not polling.done()
        other.execute("ROLLBACK")
        other.close()
        assert [outcome.new for outcome in await polling] == [1]

    with_app(config, Clock(), work)
