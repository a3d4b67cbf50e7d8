"""Numbers that nobody can mean are refused in one message, before anything is read."""

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli

HUGE = "99999999999999999999999"


@pytest.mark.parametrize(
    "command",
    [
        f"story {HUGE}",
        f"stories split {HUGE} 1",
        f"stories split 1 {HUGE}",
        f"stories merge 1 {HUGE}",
        "stories --days 0",
        f"stories --days {HUGE}",
        "stories --limit -1",
        f"show {HUGE}",
        f"why {HUGE} elections",
        f"resend {HUGE}",
        "items --limit -1",
        "deliveries --limit -1",
        "digests --limit -1",
        f"search minsk --limit {HUGE}",
    ],
)
def test_numbers_beyond_all_meaning_are_wrong_usage(command: str) -> None:
    done = CliRunner().invoke(cli, command.split())
    assert done.exit_code == 2
    assert "is too small; it is at least" in done.stderr or "is too large; it is at most" in done.stderr


def test_what_is_no_number_is_said_to_be_none() -> None:
    assert "'x' is not a valid number" in CliRunner().invoke(cli, ["story", "x"]).stderr


def test_an_empty_query_is_refused_without_a_caret_under_nothing() -> None:
    done = CliRunner().invoke(cli, ["topics", "format", " "])
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].endswith("The query is empty; write at least one word.")
