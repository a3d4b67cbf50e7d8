"""The commands that list and show what is stored."""

import json
import re
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import MAIL, Clock, one_pass, rss, with_app, write_desk
from pytest_httpserver import HTTPServer

from monitor.__main__ import main
from monitor.cli.main import cli
from monitor.model.items import Item
from monitor.words.counts import count


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Path:
    """A desk after one pass: a seed, a feed with two items, and a feed that is down."""
    folder = tmp_path_factory.mktemp("desk")
    make_httpserver.expect_request("/listed").respond_with_data(
        rss("Harbour \x1b[31mreopens", "Concert tonight")
    )
    make_httpserver.expect_request("/down").respond_with_data("", status=503)
    write_desk(folder, [make_httpserver.url_for("/listed"), make_httpserver.url_for("/down")])
    with_app(folder / "config", Clock(), one_pass)
    return folder


def run(desk: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(desk / "config"), *arguments])


def test_items_are_listed_with_their_topics_and_no_escape_sequences(desk: Path) -> None:
    output = run(desk, "items").output
    assert "Concert tonight" in output
    assert "harbour, strike" in output
    assert "\x1b" not in output


def test_items_of_a_topic_or_of_a_time_are_listed(desk: Path) -> None:
    assert run(desk, "items", "--topic", "strike").output.count("\n") == 2
    assert run(desk, "items", "--since", "2026-03-02").output.count("\n") == 1
    assert run(desk, "items", "--limit", "1").output.count("\n") == 2


def test_items_as_json_hold_every_stored_field(desk: Path) -> None:
    found = [json.loads(line) for line in run(desk, "items", "--json").output.splitlines()]
    assert len(found) == 3
    assert {field.name for field in fields(Item)} <= set(found[0])
    [seed] = [item for item in found if item["feed"] == "seeds:"]
    assert {match["topic"] for match in seed["matches"]} == {"harbour", "strike"}
    assert seed["published_at"] == "2026-02-01T00:00:00+00:00"


def test_what_a_file_says_of_itself_steers_no_terminal(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = desk / "export.jsonl"
    hostile.write_text(json.dumps({"kind": "\x9b2J\x1b[2J"}))
    with pytest.raises(SystemExit):
        main(["--config", str(desk / "config"), "import", str(hostile)])
    told = capsys.readouterr().err
    assert "is no kind of record" in told
    assert told.replace("\n", "").isprintable()


def test_an_item_is_shown_with_the_evidence(desk: Path) -> None:
    found = [
        json.loads(line) for line in run(desk, "items", "--topic", "strike", "--json").output.splitlines()
    ]
    output = run(desk, "show", str(found[0]["id"])).output
    assert "The dockers walk out." in output
    assert "score" in output
    as_json = json.loads(run(desk, "show", str(found[0]["id"]), "--json").output)
    assert as_json["source_name"] == "The Paper"


def test_of_a_day_no_time_is_shown(desk: Path) -> None:
    [seed] = [
        found
        for found in map(json.loads, run(desk, "items", "--json").output.splitlines())
        if found["feed"] == "seeds:"
    ]
    assert "\npublished  2026-02-01\n" in run(desk, "show", str(seed["id"])).output
    assert "first told 2026-02-01 by " in run(desk, "story", str(seed["id"])).output


def test_feeds_are_listed_with_their_errors(desk: Path) -> None:
    output = run(desk, "feeds").output
    assert "failing" in output
    assert "503" in output
    states = {
        row["feed"]["source"]: row["state"]["error"]
        for row in json.loads(run(desk, "feeds", "--json").output)
    }
    assert states["paper0"] is None


def test_feeds_check_tells_which_answer_and_fails_when_one_does_not(desk: Path) -> None:
    done = run(desk, "feeds", "check")
    assert done.exit_code == 1
    assert "paper0\tok, but its items have no dates\t2" in done.output
    assert run(desk, "feeds", "check", "paper0").exit_code == 0


def test_feeds_check_tells_what_is_odd_about_an_answer(make_httpserver: HTTPServer, tmp_path: Path) -> None:
    dated = rss("Harbour reopens").replace(
        "</item>", "<pubDate>Sun, 01 Mar 2026 09:00:00 GMT</pubDate></item>"
    )
    bodies = {"empty": rss(), "cut": dated.removesuffix("</channel></rss>"), "well": dated}
    for name, body in bodies.items():
        make_httpserver.expect_request(f"/odd/{name}").respond_with_data(body)
    write_desk(tmp_path, [make_httpserver.url_for(f"/odd/{name}") for name in bodies], seed="")
    done = run(tmp_path, "feeds", "check")
    assert done.exit_code == 0
    answers = [line.split("\t")[1:4] for line in done.stdout.splitlines()[1:]]
    assert answers == [
        ["ok, but there is nothing in it", "0", "-"],
        ["ok, but the feed breaks off", "1", "2026-03-01 09:00"],
        ["ok", "1", "2026-03-01 09:00"],
    ]


def test_topics_are_listed_with_their_counts(desk: Path) -> None:
    output = run(desk, "topics").output
    assert "harbour\t2\t2" in output
    assert {
        row["topic"]["key"]: row["items"] for row in json.loads(run(desk, "topics", "--json").output)
    } == {
        "harbour": 2,
        "strike": 1,
    }


def test_digests_are_listed_with_their_deliveries(desk: Path) -> None:
    assert "sent" in run(desk, "digests").output
    [row] = json.loads(run(desk, "digests", "--json").output)
    assert row["issue"]["entry"]["items"] == 2
    assert row["deliveries"][0]["status"] == "sent"


def test_the_configuration_can_be_printed_and_its_schema_too(desk: Path) -> None:
    assert "[topics.harbour]" in run(desk, "config", "dump").output
    assert "topics.toml" in json.loads(run(desk, "config", "dump", "--json").output)
    assert "topics.toml" in json.loads(run(desk, "config", "schema").output)


@pytest.mark.parametrize(("place", "told"), [("/tmp", "PrivateTmp=no"), ("/root", "ProtectHome=read-only")])
def test_a_unit_for_a_place_that_it_hides_comes_with_the_remedy(place: str, told: str) -> None:
    try:
        folder = Path(tempfile.mkdtemp(dir=place))
    except OSError:
        pytest.skip(f"{place} cannot be written")
    try:
        write_desk(folder)
        done = run(folder, "systemd")
        hidden = [line for line in done.stderr.splitlines() if str(folder) in line]
        assert (len(hidden), hidden[0].endswith(f"or set {told}")) == (1, True)
        assert "[Service]" in done.stdout
    finally:
        shutil.rmtree(folder)


def test_init_writes_a_configuration_that_passes_and_overwrites_nothing(tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(cli, ["init", str(tmp_path / "watch")])
    assert done.exit_code == 0
    assert run(tmp_path / "watch", "config", "check").exit_code == 0
    again = runner.invoke(cli, ["init", str(tmp_path / "watch")])
    assert again.exit_code != 0
    assert "already there" in str(again.exception)


def test_config_check_tells_how_a_query_without_parentheses_is_read(tmp_path: Path) -> None:
    write_desk(tmp_path, topics="[topics.a]\nname = 'A'\nquery = 'harbour AND ship OR boat'\n")
    done = run(tmp_path, "config", "check")
    assert done.exit_code == 0
    assert "topics.toml:3" in done.stderr
    assert done.stdout.endswith(": no mistakes, 1 warning\n")
    assert run(write_desk(tmp_path / "other").parent, "config", "check").stdout.endswith(": all is well\n")


def test_a_digest_with_a_long_key_stands_apart_from_what_is_said_of_it(desk: Path, tmp_path: Path) -> None:
    other = shutil.copytree(desk, tmp_path / "desk")
    with (other / "config" / "monitor.toml").open("a") as file:
        file.write('\n[digests.for-the-whole-desk]\nat = ["07:30"]\n')
    assert "Digest for-the-whole-desk no issue yet" in run(other, "status").output


def test_alerts_are_counted_beside_digests_and_feeds_that_nobody_asked_yet_are_told(tmp_path: Path) -> None:
    alert = '[alerts.now]\nchannels = ["email"]\nrecipients = ["ann@desk.test"]\n'
    write_desk(tmp_path, ["http://127.0.0.1:9/rss"], more=alert + MAIL.format(port=25))
    assert run(tmp_path, "items").exit_code == 0
    told = run(tmp_path, "status").output
    assert "1 feed, 2 topics, 1 digest, 1 alert" in told
    assert re.search(r"^Feeds +none asked yet$", told, re.MULTILINE)


def test_one_is_no_several() -> None:
    assert [count(number, "match", "matches") for number in (0, 1, 2)] == [
        "0 matches",
        "1 match",
        "2 matches",
    ]
    assert [count(number, "item") for number in (1, 1200)] == ["1 item", "1,200 items"]
