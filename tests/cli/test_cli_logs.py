"""The log: one line an event, for people or machines, and no secret in it."""

import json
import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import write_desk

from monitor.cli.logs import REPEATING, log_to_stderr
from monitor.cli.main import cli

CANARIES = {
    "MONITOR_MAIL_PASSWORD": "canary-mail-1",
    "MONITOR_SECRET_LOGIN": "user:canary-login-2",
    "MONITOR_SECRET_HEADER": "canary-header-3",
    "MONITOR_SECRET_PROXY": "http://user:canary-proxy-4@127.0.0.1:9",
}
FEEDS = """
[sources.a]
name = "A"
feeds = [
  { url = "http://127.0.0.1:9/login", login = "secret:login" },
  { url = "http://127.0.0.1:9/header", headers = { Authorization = "secret:header" } },
  { url = "http://127.0.0.1:9/proxy", proxy = "secret:proxy" },
]
"""
MAIL = """
[mail]
host = "127.0.0.1"
port = 9
security = "none"
username = "ann"
sender = "M <m@desk.test>"
"""


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_line_whatever_strangers_put_into_it(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(logging.INFO)
    try:
        raise ValueError("first\nsecond \x1b[2J\u202e")
    except ValueError:
        logging.getLogger("monitor.test").exception("title\r\nFORGED line")
    [line] = capsys.readouterr().err.splitlines()
    assert line.isprintable()
    assert "ERROR title" in line
    assert "ValueError: first" in line


@pytest.mark.parametrize("name", REPEATING)
def test_those_whose_repeats_are_left_out_are_there_and_log(name: str) -> None:
    assert import_module(name).log.name == name


def test_an_event_for_machines_is_one_printable_line(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(logging.INFO, form="json")
    logging.getLogger("monitor.test").warning("title\r\nFORGED \x9b2J\u202e")
    [line] = capsys.readouterr().err.splitlines()
    assert line.isprintable()
    assert json.loads(line)["message"] == "title\r\nFORGED \x9b2J\u202e"


def test_a_job_that_still_fails_for_the_same_reason_says_so_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_to_stderr(logging.INFO)
    for name, text, at in (
        ("monitor.service.shift", "poll: the disk is full", 0),
        ("monitor.service.shift", "poll: the disk is full", 5),
        ("monitor.service.shift", "stories: the disk is full", 5),
        ("monitor.service.reloading", "line 1 is wrong", 6),
        ("monitor.service.reloading", "line 1 is wrong", 7),
        ("monitor.service.shift", "poll: the disk is full", 605),
    ):
        event = logging.LogRecord(name, logging.ERROR, "", 0, text, (), None)
        event.created = at
        logging.getLogger(name).handle(event)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "poll: the disk is full",
        "stories: the disk is full",
        "line 1 is wrong",
        "line 1 is wrong",
        "poll: the disk is full",
    ]


def test_as_json_an_event_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr(logging.INFO, form="json")
    logging.getLogger("monitor.test").warning("feed failed: %s", "a\nb")
    event = json.loads(capsys.readouterr().err)
    assert (event["level"], event["logger"], event["message"]) == (
        "warning",
        "monitor.test",
        "feed failed: a\nb",
    )


@pytest.mark.parametrize(
    "command",
    [["feeds", "check", "--debug"], ["config", "dump"], ["config", "dump", "--json"], ["-v", "once"]],
    ids=" ".join,
)
def test_no_secret_is_ever_shown(tmp_path: Path, command: list[str]) -> None:
    config = write_desk(tmp_path, channels='"email"', recipients='"ann@desk.test"', more=MAIL)
    (config / "feeds.toml").write_text(FEEDS)
    done = CliRunner().invoke(cli, ["--config", str(config), *command], env=CANARIES)
    told = done.output + done.stderr + repr(done.exception)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert "127.0.0.1:9" in told
    assert "canary" not in told
    assert b"canary" not in kept
