"""The installed command from end to end: started, stopped in the middle, started again, read."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from desk import MAIL, Monitor, rss, write_desk
from installed import MONITOR, count_stored, environment, installed, service, stop, wait_for
from postbox import mail_server
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


def test_a_command_whose_outputs_are_closed_does_its_work(tmp_path: Path) -> None:
    write_desk(tmp_path)
    command = f"exec {MONITOR} once >&- 2>&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, env=environment(), check=False)
    assert done.returncode == 0
    assert list((tmp_path / "data" / "reports").glob("daily-0001-*.html"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("init", "n" * 300), f"{'n' * 300}/config/feeds.toml"),
        (("--data", "n" * 300, "status"), f"/{'n' * 300}/monitor.db"),
    ],
)
def test_a_place_that_cannot_be_used_is_told_in_a_line(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    write_desk(tmp_path)
    done = installed(tmp_path, *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith("monitor: ")
    assert done.stderr.endswith(f"{told}: File name too long\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("--version",), ("systemd",), ("help", "query")])
def test_a_disk_that_takes_no_output_is_told_in_a_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_desk(tmp_path)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [MONITOR, *arguments],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert (
        done.stderr.decode().splitlines()[-1]
        == "monitor: the output cannot be written: No space left on device"
    )
    assert b"Traceback" not in done.stderr
    assert b"ignored" not in done.stderr


@pytest.fixture
def released(httpserver: HTTPServer) -> dict[str, bool]:
    """Two feeds: /good answers, /slow only once `open` is set."""
    state = {"open": False}

    def slow(_: Request) -> Response:
        for _ in range(200):
            if state["open"]:
                return Response(rss("H2 harbour closes"), content_type="application/rss+xml")
            time.sleep(0.1)
        return Response(status=500)

    httpserver.expect_request("/good").respond_with_data(rss("H1 harbour opens", "C1 concert"))
    httpserver.expect_request("/slow").respond_with_handler(slow)
    return state


def test_a_service_stopped_in_the_middle_goes_on_where_it_was(
    httpserver: HTTPServer, released: dict[str, bool], tmp_path: Path, monitor: Monitor
) -> None:
    feeds = [httpserver.url_for("/good"), httpserver.url_for("/slow")]
    with mail_server() as box:
        recipients = {"channels": '"file", "email"', "recipients": '"ann@desk.test"'}
        config = write_desk(tmp_path, feeds, more=MAIL.format(port=box.port), **recipients)
        settings = config / "monitor.toml"
        settings.write_text(settings.read_text().replace('timeout = "5s"', 'timeout = "60s"'))

        with service(tmp_path) as running:
            wait_for(lambda: count_stored(tmp_path) == 3)
            assert monitor("healthcheck").out == "alive\n"
            started = time.monotonic()
            log = stop(running, signal.SIGTERM)
        assert time.monotonic() - started < 10
        assert "Traceback" not in log

        released["open"] = True
        with service(tmp_path) as running:
            wait_for(lambda: count_stored(tmp_path) == 4)
            stop(running, signal.SIGINT)

        done = monitor("once")

    assert (done.code, done.err) == (0, "")
    assert "3 items" in done.out
    [message] = box.messages
    assert "H2 harbour closes" in str(message.get_body(("plain",)).get_content())
    report = next(line.split(None, 1)[1] for line in done.out.splitlines() if line.startswith("Report"))
    assert "H1" in Path(report).read_text()
    lines = monitor("items", "--json").out.splitlines()
    titles = sorted(json.loads(line)["title"] for line in lines)
    assert titles == ["C1 concert", "H1 harbour opens", "H2 harbour closes", "Strike at the harbour"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_a_user_without_a_home_can_run_it(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, MONITOR, tmp_path / "config", tmp_path / "data"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "not running" in done.stderr


#: A user id without an entry in the password file, as containers have them.
_AS_NOBODY = """
import os, sys
sys.argv = [str(sys.argv[1]), "--config", sys.argv[2], "--data", sys.argv[3], "healthcheck"]
from monitor.__main__ import main
import monitor.cli.main, monitor.cli.health, monitor.config.places
import monitor.service.state, monitor.store.instance
os.setuid(61234)
main()
"""


def test_a_stop_waits_for_the_mail_that_is_being_sent(tmp_path: Path, monitor: Monitor) -> None:
    with mail_server() as box:
        box.delay_s = 3
        recipients = {"channels": '"email"', "recipients": '"ann@desk.test"'}
        more = MAIL.format(port=box.port)
        config = write_desk(tmp_path, more=more, **recipients)
        settings = config / "monitor.toml"
        settings.write_text(settings.read_text().replace(str(box.port), "9"))
        assert monitor("once").code == 1
        settings.write_text(settings.read_text().replace("port = 9", f"port = {box.port}"))
        with sqlite3.connect(tmp_path / "data" / "monitor.db") as database:
            database.execute("UPDATE delivery SET next_attempt_at = '2000-01-01 00:00:00.000000'")
        database.close()
        with service(tmp_path) as running:
            wait_for(lambda: box.is_busy)
            stop(running, signal.SIGTERM)
        assert len(box.messages) == 1
        told = monitor("digests").out
        assert "sent" in told
        assert "waiting" not in told


@pytest.mark.parametrize(("table", "change"), [("story", "became = 1"), ("issue_item", "mentions = '[1]'")])
def test_a_backup_checks_the_rows_of_all_tables(tmp_path: Path, table: str, change: str) -> None:
    write_desk(tmp_path)
    assert installed(tmp_path, "once").returncode == 0
    with closing(sqlite3.connect(tmp_path / "data" / "monitor.db")) as database, database:
        assert database.execute(f"UPDATE {table} SET {change}").rowcount
    done = installed(tmp_path, "backup", "night.bak")
    assert done.returncode == 1
    assert f"{table} 1 is not as this program wrote it: no backup was made" in done.stderr


def test_an_interrupt_is_no_answer_to_a_question(tmp_path: Path) -> None:
    write_desk(tmp_path)
    (tmp_path / "list.opml").write_text('<opml><body><outline xmlUrl="https://q.example/rss"/></body></opml>')
    before = (tmp_path / "config" / "feeds.toml").read_text()
    with subprocess.Popen(
        [MONITOR, "feeds", "import", "list.opml"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        while running.stdout.read(1) != b"?":
            assert running.poll() is None
        # Its input stays open: the end of it would be an answer, which may come before the signal.
        while "State:\tS" not in Path(f"/proc/{running.pid}/status").read_text():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        running.wait(timeout=10)
        assert running.stderr is not None
        told = running.stderr.read()
    assert (running.returncode, told) == (130, b"monitor: interrupted\n")
    assert (tmp_path / "config" / "feeds.toml").read_text() == before


def test_a_second_interrupt_ends_a_pass_behind_a_mail_server_that_hangs(
    tmp_path: Path, monitor: Monitor
) -> None:
    with mail_server() as box:
        box.delay_s = 15
        config = write_desk(
            tmp_path, more=MAIL.format(port=box.port), channels='"email"', recipients='"ann@desk.test"'
        )
        with subprocess.Popen(
            [MONITOR, "once"], cwd=config.parent, env=environment(), stderr=subprocess.PIPE, text=True
        ) as running:
            wait_for(lambda: box.is_busy)
            running.send_signal(signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(2)  # what is being sent is waited for
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=5)
        assert (running.returncode, told) == (130, "monitor: interrupted\n")
        with closing(sqlite3.connect(tmp_path / "data" / "monitor.db")) as database, database:
            rows = database.execute("SELECT status, message_id FROM delivery WHERE channel = 'email'")
            [(status, message_id)] = rows
            database.execute("UPDATE delivery SET leased_until = '2000-01-01 00:00:00.000000'")
        assert status == "waiting"
        box.delay_s = 0
        assert monitor("once").code == 0
    assert {message["Message-ID"] for message in box.messages} == {message_id}
