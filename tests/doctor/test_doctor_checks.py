"""Each thing that can be wrong is found, with its remedy."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import rss, write_desk
from postbox import mail_server
from pytest_httpserver import HTTPServer

from monitor.config.load import load
from monitor.config.settings import Config
from monitor.doctor.checks import CHECKS, examine
from monitor.doctor.clock import check_clock, compare_clocks
from monitor.doctor.database import check_database
from monitor.doctor.finding import Finding, Verdict
from monitor.doctor.machine import check_permissions
from monitor.doctor.mail import check_mail
from monitor.doctor.network import check_network
from monitor.model.service import Run
from monitor.store.store import Store

MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
username = "ann"
password = "right"
sender = "Monitor <monitor@desk.test>"
"""


def desk(folder: Path, *feeds: str, more: str = "") -> Config:
    return load(write_desk(folder, feeds, more=more), data_dir=folder / "data", environ={})


def test_a_machine_that_is_well_passes_every_check(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("A1 news"))
    with mail_server(password="right") as box:
        config = desk(tmp_path, httpserver.url_for("/rss"), more=MAIL.format(port=box.port))
        (tmp_path / "config" / "monitor.toml").chmod(0o600)
        found = list(examine(config))
    assert {finding.verdict for finding in found} == {Verdict.WELL}, found
    assert len(found) == len(CHECKS)
    assert not (tmp_path / "data").exists()


def test_a_server_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    [finding] = check_network(desk(tmp_path, "http://127.0.0.1:9/rss"))
    assert (finding.verdict, "connection refused" in finding.text) == (Verdict.FAILED, True)
    assert "firewalls" in finding.remedy


NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
OFF, RIGHT = "Sun, 01 Mar 2026 07:00:00 GMT", "Sun, 01 Mar 2026 10:00:01 GMT"
BEYOND = "Thu, 01 Jan 99999999999999999999 10:00:00 GMT"


def test_a_clock_that_others_contradict_is_told() -> None:
    [finding] = compare_clocks([RIGHT, OFF, OFF], now=NOW)
    assert (finding.check, finding.verdict) == ("clock", Verdict.WARNING)
    assert "3:00:00 ahead of those of 3 servers" in finding.text


def test_a_clock_that_is_behind_that_of_the_only_server_is_told_so() -> None:
    [finding] = compare_clocks([RIGHT], now=NOW + timedelta(seconds=1) - timedelta(days=7, hours=2))
    assert finding.text == "this machine's is 7 days, 2:00:00 behind that of 1 server"


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Jul 2020 10:00:00 GMT", BEYOND, RIGHT])
def test_servers_that_agree_or_have_no_clock_are_no_trouble(date: str) -> None:
    assert list(compare_clocks([OFF, RIGHT, RIGHT, date], now=NOW)) == []


def test_a_clock_that_went_back_is_told(tmp_path: Path) -> None:
    config = desk(tmp_path)
    store, tomorrow = Store.open_file(config.database), datetime.now(UTC) + timedelta(days=1)
    with store.write() as tx:
        tx.runs.add(Run(job="poll", started_at=tomorrow, ended_at=tomorrow, is_ok=True))
    store.close()
    [finding] = check_clock(config)
    assert finding.verdict is Verdict.WARNING


def test_a_wrong_password_is_told_and_never_shown(tmp_path: Path) -> None:
    with mail_server(password="other") as box:
        [finding] = check_mail(desk(tmp_path, more=MAIL.format(port=box.port)))
    assert finding.verdict is Verdict.FAILED
    assert "right" not in finding.text + finding.remedy


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    config = desk(tmp_path)
    config.data_dir.mkdir()
    config.database.write_bytes(b"not a database, but long enough to look like one" * 100)
    [finding] = check_database(config)
    assert finding.verdict is Verdict.FAILED
    assert "choose another" in finding.remedy


def test_a_password_that_others_can_read_is_told(tmp_path: Path) -> None:
    config = desk(tmp_path, more=MAIL.format(port=25))
    (tmp_path / "config" / "monitor.toml").chmod(0o644)
    [_, finding] = check_permissions(config)
    assert (finding.verdict, "chmod" in finding.remedy) == (Verdict.WARNING, True)


def _broken(_: Config) -> Iterator[Finding]:
    raise ZeroDivisionError


def test_a_check_that_breaks_does_not_hide_the_others(tmp_path: Path) -> None:
    broke, other = examine(desk(tmp_path), [_broken, check_clock])
    assert (broke.verdict, other.verdict) == (Verdict.FAILED, Verdict.WELL)


def test_a_place_that_a_check_cannot_look_at_is_named(tmp_path: Path) -> None:
    config = load(write_desk(tmp_path), data_dir=tmp_path / ("n" * 300), environ={})
    for found in examine(config, [check_permissions, check_database]):
        assert (found.verdict, "File name too long" in found.text) == (Verdict.FAILED, True)
        assert "choose another place with --data" in found.remedy
