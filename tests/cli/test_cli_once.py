"""`monitor once` and wrong use, in this process: what is said, and the exit code."""

import os
from pathlib import Path

import pytest
from desk import MAIL, Monitor, write_desk


def test_a_first_pass_without_any_network_ends_well(tmp_path: Path, monitor: Monitor) -> None:
    write_desk(tmp_path, ["http://127.0.0.1:9/rss", "http://localhost:9/rss"])
    done = monitor("once")
    assert (done.code, done.err) == (0, "")
    assert "0 answered, 2 could not be read" in done.out
    assert "connection refused" in done.out
    assert "1 new, 0 revised; 2 matches\n" in done.out
    assert "Report" in done.out


def test_a_dry_run_prints_the_digest_and_makes_none_and_show_tells_why_it_would(
    tmp_path: Path, monitor: Monitor
) -> None:
    write_desk(tmp_path)
    dry = monitor("once", "--dry-run")
    assert "Strike at the harbour" in dry.out
    assert not (tmp_path / "data" / "reports").exists()
    assert "issue 1: 1 item" in monitor("once").out
    dry = monitor("once", "--dry-run")
    assert dry.out.endswith("\nDesk daily: nothing to tell, so nothing would be sent\n")
    assert "nothing new since the last issue" in monitor("once").out
    shown = monitor("show", "1").out
    assert "harbour" in shown
    assert "Strike (title)" in shown
    assert '"walk out": walk out (text)' in shown


def test_a_seed_that_cannot_be_read_is_named_once(tmp_path: Path, monitor: Monitor) -> None:
    write_desk(tmp_path)
    (tmp_path / "seeds" / "bad.txt").write_bytes(b"\xff")
    assert "         bad.txt: is not UTF-8 (line 1); save it in that encoding\n" in monitor("once").out


def test_a_mail_server_that_is_away_is_told_and_the_report_waits(tmp_path: Path, monitor: Monitor) -> None:
    recipients = {"channels": '"email"', "recipients": '"ann@desk.test"'}
    write_desk(tmp_path, more=MAIL.format(port=9), **recipients)
    done = monitor("once")
    assert done.code == 1
    assert "not delivered to ann@desk.test: mail server 127.0.0.1:9" in done.err
    assert "waiting" in monitor("digests").out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["items", "--topic", "harbor"], 2, "no topic 'harbor'; did you mean 'harbour'?"),
        (["items", "--since", "yesterday"], 2, "write 7d, 12h or a date"),
        (["show", "99"], 1, "there is no item 99; `monitor items` lists what there is"),
        (["feeds", "check", "nobody"], 2, "no source 'nobody'; there are none here"),
        (["digests", "preview", "weekly"], 2, "no digest or alert 'weekly'; known here: daily"),
        (["help", "nothing"], 2, "no page 'nothing'; there are: query, config, seeds"),
        (["help", "topics", "nothing"], 2, "no page 'topics nothing'; there are: query, config, seeds"),
        (["help", "once", "topics"], 2, "no page 'once topics'; there are: query, config, seeds"),
        (["frobnicate"], 2, "No such command 'frobnicate'"),
        (["--config", "nowhere", "once"], 2, "nowhere"),
        (["healthcheck"], 1, "not running"),
    ],
)
def test_wrong_use_ends_in_one_message(
    tmp_path: Path, monitor: Monitor, arguments: list[str], code: int, told: str
) -> None:
    write_desk(tmp_path)
    done = monitor(*arguments)
    assert done.code == code
    assert told in done.err


def test_a_broken_configuration_is_refused_with_every_mistake(tmp_path: Path, monitor: Monitor) -> None:
    config = write_desk(tmp_path)
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace("zone", "zoen").replace('"08:00"', '"25:00"'))
    (config / "topics.toml").write_text("[topics.a]\nname = 'A'\nquery = 'a AND (b'\n")
    done = monitor("config", "check")
    assert done.code == 2
    assert "monitor.toml" in done.err
    assert "'zone'" in done.err
    assert "25:00" in done.err
    assert "topics.toml:3" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder_is_told_with_the_remedy(tmp_path: Path, monitor: Monitor) -> None:
    write_desk(tmp_path)
    (tmp_path / "data").mkdir(mode=0o500)
    done = monitor("once")
    assert done.code == 1
    assert "check" in done.err


def test_a_data_folder_in_the_way_is_told_with_the_remedy(tmp_path: Path, monitor: Monitor) -> None:
    write_desk(tmp_path)
    (tmp_path / "data").write_text("in the way")
    done = monitor("once")
    assert done.code == 1
    assert "choose another place with --data" in done.err


def test_help_explains_a_command_of_several_words(monitor: Monitor) -> None:
    assert monitor("help", "topics", "evaluate").out.startswith(
        "Usage: monitor topics evaluate [OPTIONS] FILE"
    )
    assert monitor("help", "config", "check").out.startswith("Usage: monitor config check")


@pytest.mark.parametrize("group", ["config", "feeds", "topics", "names", "stories", "digests"])
def test_help_on_a_group_says_what_each_command_does_to_the_end(monitor: Monitor, group: str) -> None:
    told = monitor(group, "--help").out.partition("Commands:\n")[2]
    assert told.rstrip().endswith(".")
    assert "..." not in told
