"""The service as an administrator lives with it: one of it, edited while it runs, asked how it is."""

import json
import re
import signal
import socket
import sqlite3
import threading
import urllib.request
from contextlib import closing
from pathlib import Path

from desk import Monitor, rss, write_desk
from installed import count_stored, installed, service, stop, wait_for
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

MANUAL = (Path(__file__).parents[2] / "monitor" / "cli" / "manual" / "metrics.txt").read_text()
MORE = """
[health]
listen = "127.0.0.1:{port}"
[digests.flash]
immediate = true
zone = "UTC"
channels = ["file", "email"]
recipients = ["ann@desk.test"]
[mail]
host = "127.0.0.1"
port = 9
security = "none"
username = "ann"
sender = "Monitor <monitor@desk.test>"
"""
SECRETS = {"MONITOR_MAIL_PASSWORD": "canary-mail-1", "MONITOR_SECRET_LOGIN": "user:canary-login-2"}
SEED = """---
title: {title}
published: 2026-02-0{day}
publisher: The Paper
language: en
---

Schools are closed.
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def pages(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted((folder / "data" / "reports").glob("flash-*.html")))


def titles(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "data" / "monitor.db")) as database:
        return {title for (title,) in database.execute("SELECT title FROM item")}


def matched(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "data" / "monitor.db")) as database:
        joined = 'SELECT title FROM item JOIN "match" ON item.id = item_id'
        return {title for (title,) in database.execute(joined)}


def test_one_service_is_edited_while_it_runs_and_says_how_it_is(
    httpserver: HTTPServer, tmp_path: Path, monitor: Monitor
) -> None:
    httpserver.expect_request("/old").respond_with_data(rss("H1 harbour opens", "C1 concert"))
    httpserver.expect_request("/new").respond_with_data(rss("C2 concert of the choir"))
    port = free_port()
    config = write_desk(tmp_path, [httpserver.url_for("/old")], more=MORE.format(port=port))
    feeds = (config / "feeds.toml").read_text()
    feeds = re.sub(r'\["(.*)"\]', r'[{ url = "\1", login = "secret:login" }]', feeds)
    (config / "feeds.toml").write_text(feeds)
    with service(tmp_path, **SECRETS) as running:
        wait_for(lambda: count_stored(tmp_path) == 3, seconds=90)

        second = installed(tmp_path, "run")
        assert (second.returncode, f"process {running.pid} is already" in second.stderr) == (1, True)
        assert ask(port, "/healthz") == "alive\n"
        assert ask(port, "/readyz") == "ready\n"
        metrics = ask(port, "/metrics")
        assert "monitor_items_total 3\n" in metrics
        assert 'monitor_polls_total{result="answered"} 1\n' in metrics
        assert "harbour" not in metrics
        assert set(re.findall(r"^# TYPE (\w+)", metrics, re.M)) == set(
            re.findall(r"^  (monitor_\w+)", MANUAL, re.M)
        )

        right = (config / "topics.toml").read_text()
        (config / "topics.toml").write_text(right.replace("harbour OR", "harbour OR OR"))
        wait_for(lambda: "mistakes (1)" in ask(port, "/healthz"), seconds=90)
        assert "monitor_config_refused 1\n" in ask(port, "/metrics")
        assert monitor("healthcheck").out.startswith("alive, but the edited configuration")
        told = json.loads(monitor("status", "--json").out)
        assert "topics.toml:4" in told["Configuration"]
        assert "running since" in told["Service"]
        (tmp_path / "seeds" / "second.md").write_text(SEED.format(title="Teachers strike over pay", day=2))
        wait_for(lambda: "has 1 mistake, so this issue" in pages(tmp_path), seconds=90)

        # Editors replace files; mounted configuration is a link that is turned to another folder.
        (config / "new.toml").write_text(right.replace("harbour OR port", "harbour OR port OR concert"))
        (config / "new.toml").replace(config / "topics.toml")
        (config / "feeds.toml").write_text(feeds.replace("/old", "/new"))
        wait_for(lambda: "C2 concert of the choir" in titles(tmp_path), seconds=90)
        assert ask(port, "/healthz") == "alive\n"
        assert {"H1 harbour opens", "Teachers strike over pay"} <= titles(tmp_path)
        wait_for(lambda: "C1 concert" in matched(tmp_path), seconds=90)

        # SIGHUP does it at once, changed or not.
        before = ask(port, "/metrics")
        running.send_signal(signal.SIGHUP)
        wait_for(lambda: _taken_at(ask(port, "/metrics")) > _taken_at(before), seconds=90)
        log = stop(running, signal.SIGTERM)
    assert "topics.toml:4" in log
    assert "127.0.0.1:9" in log
    assert "Traceback" not in log
    assert "canary" not in log + metrics + str(told)
    assert {each[0].authorization.password for each in httpserver.log} == {"canary-login-2"}
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert b"canary" not in kept
    assert "no process serves" in monitor("healthcheck").err


def _taken_at(metrics: str) -> float:
    [line] = [line for line in metrics.splitlines() if line.startswith("monitor_configured_at_seconds ")]
    return float(line.split()[1])


def test_a_stop_ends_what_the_former_configuration_has_in_hand(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    asked, stopped = threading.Event(), threading.Event()

    def hang(_: Request) -> Response:
        asked.set()
        stopped.wait(60)
        return Response(rss("H1 harbour opens"))

    httpserver.expect_request("/slow").respond_with_handler(hang)
    port = free_port()
    write_desk(tmp_path, [httpserver.url_for("/slow")], more=MORE.format(port=port))
    with service(tmp_path) as running:
        assert asked.wait(90)
        before = ask(port, "/metrics")
        running.send_signal(signal.SIGHUP)
        wait_for(lambda: _taken_at(ask(port, "/metrics")) > _taken_at(before), seconds=90)
        log = stop(running, signal.SIGTERM)
    stopped.set()
    assert "Traceback" not in log
    assert log.endswith("stopped\n")


def test_a_port_that_is_taken_is_told_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        write_desk(tmp_path, more=MORE.format(port=port))
        done = installed(tmp_path, "run")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"127.0.0.1:{port}" in done.stderr
    assert "choose another port" in done.stderr
