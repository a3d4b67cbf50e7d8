"""Worker processes that do their work, and worker processes that do not."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import broken_target
import pytest
import worker_targets

from monitor.errors import ConfigError, FetchError, MonitorError, QueryError, WorkerError
from monitor.model.items import RawItem
from monitor.workers.pool import WorkerPool

Pool = WorkerPool[tuple[str, object], object]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc, or its memory limits")


def _pool(
    *, count: int = 1, deadline_s: float = 10.0, memory_mb: int | None = None, idle_s: float = 60.0
) -> Pool:
    limits = {"deadline_s": deadline_s, "idle_s": idle_s}
    return WorkerPool(worker_targets.act, count=count, memory_mb=memory_mb, **limits)


def _run(work: Callable[[Pool], Awaitable[object]], pool: Callable[[], Pool] = _pool) -> object:
    async def go() -> object:
        async with pool() as ready:
            return await work(ready)

    return asyncio.run(go())


def _error_then_echo(job: tuple[str, object], **limits: float | None) -> WorkerError:
    """Run a job that must fail, and after it one that must not."""

    async def work(pool: Pool) -> WorkerError:
        with pytest.raises(WorkerError) as caught:
            await pool.run(job)
        assert await pool.run(("echo", "next")) == "next"
        return caught.value

    async def go() -> WorkerError:
        async with _pool(**limits) as pool:  # type: ignore[arg-type]  # the names are checked at run time
            return await work(pool)

    return asyncio.run(go())


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path("/proc").exists() else True


@pytest.mark.parametrize(
    "value", [None, "текст", b"\x00" * 3_000_000, {"a": [1, (2.5, True)]}, {1, 2}, frozenset("ab")]
)
def test_a_result_comes_back_as_it_is(value: object) -> None:
    assert _run(lambda pool: pool.run(("echo", value))) == value


def test_the_nouns_of_the_program_come_back_whole() -> None:
    item = _run(lambda pool: pool.run(("item", "Minsk")))
    assert item == worker_targets.act(("item", "Minsk"))
    assert isinstance(item, RawItem)


@on_linux
def test_no_process_starts_before_there_is_work_and_none_remains() -> None:
    before, files = _children(), len(list(Path("/dev/fd").iterdir()))

    async def work(pool: Pool) -> None:
        assert _children() == before
        await pool.run(("echo", 1))
        assert len(_children() - before) == 1

    _run(work, lambda: _pool(count=3))
    assert _children() == before
    assert len(list(Path("/dev/fd").iterdir())) == files


def test_workers_are_used_again_and_share_the_work() -> None:
    async def work(pool: Pool) -> set[object]:
        await asyncio.gather(pool.run(("sleep", 0.2)), pool.run(("sleep", 0.2)))
        started = time.monotonic()
        await asyncio.gather(*(pool.run(("sleep", 0.2)) for _ in range(4)))
        assert 0.35 < time.monotonic() - started < 0.75
        return {await pool.run(("pid", None)) for _ in range(5)}

    pids = _run(work, lambda: _pool(count=2))
    assert isinstance(pids, set)
    assert 1 <= len(pids) <= 2


def test_workers_without_work_are_ended_and_work_that_comes_later_is_done() -> None:
    async def work(pool: Pool) -> None:
        before = await asyncio.gather(*(pool.run(("slow_pid", 0.2)) for _ in range(2)))
        await asyncio.sleep(0.3)
        # Used again in time, the latest one lives on; the other one has waited too long.
        assert await pool.run(("pid", None)) in before
        await asyncio.sleep(0.4)
        assert sum(_is_running(pid) for pid in before) == 1  # type: ignore[arg-type]
        await asyncio.sleep(0.4)
        assert not any(_is_running(pid) for pid in before)  # type: ignore[arg-type]
        assert await pool.run(("pid", None)) not in before

    _run(work, lambda: _pool(count=2, idle_s=0.6))


@pytest.mark.parametrize("job", [("sleep", 3600), ("hang_in_c", None)])
def test_a_job_that_hangs_is_killed_at_its_deadline_and_the_next_one_runs(job: tuple[str, object]) -> None:
    started = time.monotonic()
    assert str(_error_then_echo(job, deadline_s=0.5)) == "the work took longer than 0.5 s and was stopped"
    assert time.monotonic() - started < 5


def test_waiting_for_a_worker_does_not_count_against_the_deadline() -> None:
    async def work(pool: Pool) -> object:
        return await asyncio.gather(*(pool.run(("sleep", 0.3)) for _ in range(4)))

    assert _run(work, lambda: _pool(deadline_s=0.8)) == ["rested"] * 4


@on_linux
def test_a_job_that_swells_is_stopped_and_the_next_one_runs() -> None:
    error = _error_then_echo(("fill_memory", 500), memory_mb=200)
    assert str(error) == "the work needed more than 200 MB and was stopped"


def test_a_job_within_its_memory_is_left_alone() -> None:
    assert _run(lambda pool: pool.run(("fill_memory", 100)), lambda: _pool(memory_mb=200)) == 100_000_000


@pytest.mark.parametrize(
    ("job", "text"),
    [
        (("crash", None), "the work crashed its process (SIGSEGV)"),
        (("leave", 7), "the work crashed its process (exit status 7)"),
        (("raise", "exit"), "the work crashed its process (exit status 3)"),
        (("foreign", True), "the work brought something that is no result: worker_targets.Foreign"),
        (("foreign", False), "the work brought something that is no result: pathlib"),
        (("raise", "bug"), "an internal error: ZeroDivisionError: one over nothing"),
    ],
)
def test_a_job_that_goes_wrong_fails_alone(job: tuple[str, object], text: str) -> None:
    assert str(_error_then_echo(job)).startswith(text)


def test_a_bug_brings_its_traceback_for_the_log() -> None:
    details = _error_then_echo(("raise", "bug")).details
    assert details.startswith("Traceback")
    assert "worker_targets.py" in details


@pytest.mark.parametrize("name", ["fetch", "query", "config"])
def test_our_own_errors_arrive_as_themselves(name: str) -> None:
    with pytest.raises(MonitorError) as caught:
        _run(lambda pool: pool.run(("raise", name)))
    with pytest.raises(MonitorError) as expected:
        worker_targets.act(("raise", name))
    assert type(caught.value) in {FetchError, QueryError, ConfigError}
    assert type(caught.value) is type(expected.value)
    assert str(caught.value) == str(expected.value)
    assert vars(caught.value) == vars(expected.value)


def test_a_target_that_cannot_be_imported_says_why() -> None:
    async def go() -> None:
        async with WorkerPool(broken_target.act, deadline_s=5, memory_mb=None) as pool:
            await pool.run(None)

    with pytest.raises(WorkerError, match="this library does not load here"):
        asyncio.run(go())


def test_an_idle_worker_that_died_is_replaced_without_losing_the_job() -> None:
    async def work(pool: Pool) -> None:
        pid = await pool.run(("pid", None))
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)
        assert await pool.run(("pid", None)) != pid

    _run(work)


@on_linux
def test_a_cancelled_job_ends_its_worker() -> None:
    before = _children()

    async def work(pool: Pool) -> None:
        await pool.run(("echo", 1))
        task = asyncio.create_task(pool.run(("sleep", 3600)))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert _children() == before
        assert await pool.run(("echo", 2)) == 2

    _run(work)


def test_closing_ends_running_jobs_at_once() -> None:
    async def go() -> None:
        pool = _pool()
        await pool.run(("echo", 1))
        task = asyncio.create_task(pool.run(("sleep", 3600)))
        waiting = asyncio.create_task(pool.run(("echo", 2)))
        await asyncio.sleep(0.1)
        await pool.close()
        for doomed in (task, waiting):
            with pytest.raises(WorkerError):
                await doomed

    started = time.monotonic()
    asyncio.run(go())
    assert time.monotonic() - started < 5


def test_a_stop_that_is_meant_for_us_does_not_end_the_workers_job() -> None:
    assert _run(lambda pool: pool.run(("stop_signals", None))) == "still here"


def test_a_worker_knows_no_secrets_and_holds_no_files_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_MAIL_PASSWORD", "secret")

    async def work(pool: Pool) -> object:
        with (tmp_path / "open").open("w") as file:
            os.set_inheritable(file.fileno(), True)
            return await pool.run(("environment", None)), await pool.run(("files", None))

    environment, files = _run(work)  # type: ignore[misc]  # two results
    assert "secret" not in environment.values()
    assert files <= 5  # the standard three, the socket, and the listing itself


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone says whom it kills")
def test_where_memory_ends_a_worker_is_killed_before_us() -> None:
    ours = int(Path("/proc/self/oom_score").read_text())
    assert _run(lambda pool: pool.run(("readiness_to_die", None))) > ours + 500


def test_what_a_job_prints_does_not_get_between_the_results(capfd: pytest.CaptureFixture[str]) -> None:
    assert _run(lambda pool: pool.run(("print", "noise\n"))) == "noise\n"
    assert capfd.readouterr() == ("", "")


ORPHAN_MAKER = """
import asyncio, sys
import worker_targets
from monitor.workers.pool import WorkerPool

async def go():
    pool = WorkerPool(worker_targets.act, count=2, deadline_s=1.0, memory_mb=None)
    pids = [await pool.run(("pid", None))]
    busy = asyncio.create_task(pool.run(("sleep", 0.5)))
    await asyncio.sleep(0.1)
    pids.append(await pool.run(("pid", None)))
    await busy
    asyncio.create_task(pool.run(("hang_in_c", None)))
    await asyncio.sleep(0.1)
    print(*pids, flush=True)
    await asyncio.sleep(3600)

asyncio.run(go())
"""


def test_workers_end_when_we_are_killed_even_in_the_middle_of_a_job() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", ORPHAN_MAKER]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(set(pids)) == 2
        assert all(_is_running(pid) for pid in pids)
        parent.kill()
    deadline = time.monotonic() + 6
    while any(_is_running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_is_running(pid) for pid in pids)
