"""Backup, restore, export and import, as an administrator types them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from desk import Clock, one_pass, rss, with_app, write_desk
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.cli.main import cli
from monitor.errors import StoreError
from monitor.service.state import ServiceState, write
from monitor.store.integrity import find_damage


def monitor(folder: Path, *arguments: str, data: str = "data", stdin: str = "") -> Result:
    options = ["--config", str(folder / "config"), "--data", str(folder / data)]
    return CliRunner().invoke(cli, [*options, *arguments], input=stdin)


def desk(httpserver: HTTPServer, folder: Path) -> Path:
    """Write a desk whose first issue is made, with an item that was revised."""
    config = write_desk(folder, [httpserver.url_for("/rss")])

    async def work(app: App) -> None:
        for title in ("=SUM(A1) harbour opens", "=SUM(A1) harbour opens late"):
            httpserver.clear()
            httpserver.expect_request("/rss").respond_with_data(rss(title, "C1 concert"))
            await app.jobs.poll(due_only=False)
        await one_pass(app)

    with_app(config, Clock(), work)
    return config


def records(exported: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported.splitlines()]


def test_an_export_is_taken_in_once_and_nothing_is_announced_again(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    config = desk(httpserver, tmp_path)
    exported = monitor(tmp_path, "export").stdout
    kinds = [record["kind"] for record in records(exported)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "source": 3, "item": 3, "match": 3, "story": 3, "issue": 1, "digest": 1,
    }  # fmt: skip
    (tmp_path / "all.jsonl").write_text(exported)
    first = monitor(tmp_path, "import", str(tmp_path / "all.jsonl"), data="new")
    assert first.stdout == "11 records taken in, 3 known already or made anew\n", first.output
    again = monitor(tmp_path, "import", "-", data="new", stdin=exported)
    assert again.stdout == "0 records taken in, 14 known already or made anew\n"

    clock = Clock()
    clock.forward(days=1)

    async def polled(app: App) -> None:
        await one_pass(app)
        with app.store.read() as tx:
            assert [issue.entry.number for issue in tx.archive.each_issue()] == [1]

    config_data = config.parent / "data"
    config_data.rename(tmp_path / "old")
    (tmp_path / "new").rename(config_data)
    with_app(config, clock, polled)
    taken = monitor(tmp_path, "export").stdout
    told = ("item", "story", "issue")
    for kind in told:
        before, after = (
            [record for record in records(text) if record["kind"] == kind] for text in (exported, taken)
        )
        assert before == after
    assert "harbour" in monitor(tmp_path, "search", "harbour").stdout
    assert list(find_damage(config_data / "monitor.db")) == []


def test_imported_items_are_tagged_with_the_topics_of_here(httpserver: HTTPServer, tmp_path: Path) -> None:
    desk(httpserver, tmp_path)
    exported = records(monitor(tmp_path, "export").stdout)
    assert monitor(tmp_path, "topics", "retag", data="new").exit_code == 0  # an empty archive, known topics
    plain = "\n".join(json.dumps(record) for record in exported if record["kind"] in ("source", "item"))
    assert monitor(tmp_path, "import", "-", data="new", stdin=plain).exit_code == 0
    assert monitor(tmp_path, "topics", "retag", data="new").exit_code == 0
    there, here = (
        {(record["topic"], record["item_id"]) for record in each if record["kind"] == "match"}
        for each in (exported, records(monitor(tmp_path, "export", data="new").stdout))
    )
    assert here == there


def test_archives_are_joined_by_what_identifies_items_not_by_numbers(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    desk(httpserver, tmp_path)
    exported = monitor(tmp_path, "export").stdout
    other = [record for record in records(exported) if record["kind"] in ("source", "item", "match")]
    for record in other:
        number = {"item": "id", "match": "item_id"}.get(str(record["kind"]))
        if number:
            record[number] = int(str(record[number])) + 100
        if record["kind"] == "item" and record["guid"] == "C1":
            record |= {"guid": "C9", "identity": "paper.test/c9", "entries": [["http://x.test/", "C9"]]}
    lines = "\n".join(map(json.dumps, other))
    joined = monitor(tmp_path, "import", "-", stdin=lines)
    assert joined.stdout.startswith("1 record taken in"), joined.output
    items = [record for record in records(monitor(tmp_path, "export").stdout) if record["kind"] == "item"]
    assert [(item["id"], item["guid"]) for item in items][-1] == (102, "C9")
    assert len(items) == 4


def test_what_an_issue_told_names_the_items_as_they_are_called_here(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    desk(httpserver, tmp_path)
    other = [record for record in records(monitor(tmp_path, "export").stdout) if record["kind"] != "digest"]
    for record in other:
        for number in ("id", "item_id"):
            if number in record:
                record[number] = record[number] + 100
        if record["kind"] == "issue":
            record |= {"digest": "other"}
            for held in record["issue_items"] + record["issue_stories"]:
                held |= {key: held[key] + 100 for key in ("item_id", "story_id", "lead_id") if key in held}
            for held in record["issue_items"]:
                held["digest"] = "other"
            for held in record["issue_stories"]:
                held["deltas"] = [_DELTA | {"item_id": held["lead_id"]}]
    done = monitor(tmp_path, "import", "-", stdin="\n".join(map(json.dumps, other)))
    assert done.exit_code == 0, done.output
    told = [
        issue
        for number in ("1", "2", "3")
        for issue in json.loads(monitor(tmp_path, "story", number, "--json").stdout)["issues"]
        if issue["digest"] == "other"
    ]
    assert told
    assert all(issue["lead_id"] <= 3 for issue in told)
    assert [[delta["item_id"] for delta in issue["deltas"]] for issue in told] == [
        [issue["lead_id"]] for issue in told
    ]


def test_a_csv_of_strangers_texts_holds_no_formula(httpserver: HTTPServer, tmp_path: Path) -> None:
    desk(httpserver, tmp_path)
    rows = list(csv.DictReader(io.StringIO(monitor(tmp_path, "export", "--csv", "items").stdout)))
    assert [row["title"] for row in rows] == [
        "'=SUM(A1) harbour opens late",
        "C1 concert",
        "Strike at the harbour",
    ]
    assert json.loads(rows[0]["entries"]) == [[httpserver.url_for("/rss"), "=SUM(A1)"]]
    [issue] = csv.DictReader(io.StringIO(monitor(tmp_path, "export", "--csv", "issues").stdout))
    assert issue["number"] == "1"


def test_what_is_no_export_is_told_with_its_line(tmp_path: Path) -> None:
    write_desk(tmp_path)
    for lines in ("Dear Ann", "[" * 99_999, '{"kind": "source"}', '{"kind": "x"}\n'):
        done = monitor(tmp_path, "import", "-", stdin=lines)
        assert "-:1: is no line of an export" in str(done.exception)
    (tmp_path / "latin-1.jsonl").write_bytes('{"kind": "source", "name": "Caf\u00e9"}'.encode("latin-1"))
    done = monitor(tmp_path, "import", str(tmp_path / "latin-1.jsonl"))
    assert "latin-1.jsonl:1: is no line of an export" in str(done.exception)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("source", "weight", "heavy"),
        ("source", "name", 7),
        ("item", "id", 10**30),
        ("match", "matched_at", 5),
        ("item", "tags", None),
        ("item", "tags", ["port", 7]),
        ("match", "spans", ["title"]),
        ("match", "spans", [["title", "0", 6, "harbour"]]),
        ("issue", "topics", [["Harbour", "1"]]),
        ("issue", "coverage", {"sources": 1, "blind": [{}]}),
        ("issue", "zone", "Mars"),
        ("issue", "number", "one"),
        ("issue", "until_at", "2026-03-01"),
        ("digest", "until_at", []),
    ],
)
def test_what_could_not_be_kept_or_read_again_is_told_with_its_line(
    httpserver: HTTPServer, tmp_path: Path, kind: str, field: str, value: object
) -> None:
    desk(httpserver, tmp_path)
    found = records(monitor(tmp_path, "export").stdout)
    number = next(place for place, record in enumerate(found, start=1) if record["kind"] == kind)
    found[number - 1][field] = value
    done = monitor(tmp_path, "import", "-", data="new", stdin="\n".join(map(json.dumps, found)))
    assert isinstance(done.exception, StoreError)
    assert f"-:{number}: is no line of an export" in str(done.exception)


_PART = {"name": "sources", "value": 0.5, "share": 1.0, "why": "3 sources"}
_DELTA = {"gain": "number", "text": "52 people, was 14", "item_id": 1}
_MENTION = {"kind": "number", "key": "people", "written": "52 people", "value": 52}
_BLIND = {"name": "Paper", "state": "frozen", "since": "2026-03-01T12:00:00+00:00", "why": "no news"}


@pytest.mark.parametrize(
    ("told", "field", "value", "is_right"),
    [
        ("issue_stories", "rank", [_PART], True),
        ("issue_stories", "rank", [_PART | {"value": float("nan")}], False),
        ("issue_stories", "rank", [{"name": "sources"}], False),
        ("issue_stories", "rank", _PART, False),
        ("issue_stories", "deltas", [_DELTA], True),
        ("issue_stories", "deltas", [_DELTA | {"gain": "weight"}], False),
        ("issue_stories", "deltas", [_DELTA | {"item_id": "1"}], False),
        ("issue_stories", "deltas", None, False),
        ("issue_items", "mentions", [_MENTION], True),
        ("issue_items", "mentions", [_MENTION | {"value": "52"}], False),
        ("issue_items", "mentions", [_MENTION | {"was": 14}], False),
        ("issue_items", "topics", ["harbour"], True),
        ("issue_items", "topics", "harbour", False),
        (None, "coverage", {"sources": 1, "blind": [_BLIND]}, True),
        (None, "coverage", {"sources": 1, "blind": [_BLIND | {"state": "shut"}]}, False),
        (None, "coverage", {"sources": 1, "blind": [_BLIND | {"since": "2026-03-01"}]}, False),
    ],
)
def test_what_an_issue_told_is_taken_in_only_as_it_can_be_read_again(
    httpserver: HTTPServer, tmp_path: Path, told: str | None, field: str, value: object, is_right: bool
) -> None:
    desk(httpserver, tmp_path)
    found = records(monitor(tmp_path, "export").stdout)
    number, issue = next(
        (place, each) for place, each in enumerate(found, start=1) if each["kind"] == "issue"
    )
    (issue[told][0] if told else issue)[field] = value
    done = monitor(tmp_path, "import", "-", data="new", stdin="\n".join(map(json.dumps, found)))
    if is_right:
        assert done.exit_code == 0, done.output
    else:
        assert f"-:{number}: is no line of an export" in str(done.exception)


def test_a_backup_is_made_and_put_back(httpserver: HTTPServer, tmp_path: Path) -> None:
    config = desk(httpserver, tmp_path)
    backup = tmp_path / "night.bak"
    assert monitor(tmp_path, "backup", str(backup)).stdout.endswith(" MB, checked\n")
    httpserver.clear()
    httpserver.expect_request("/rss").respond_with_data(rss("N1 new harbour"))
    with_app(config, Clock(), lambda app: app.jobs.poll(due_only=False))
    assert "N1" in monitor(tmp_path, "items").stdout
    done = monitor(tmp_path, "restore", str(backup))
    assert "the former database is" in done.stdout
    assert "N1" not in monitor(tmp_path, "items").stdout
    assert "there is no database yet" in str(monitor(tmp_path, "backup", "x", data="empty").exception)


def test_a_backup_is_made_while_an_edited_configuration_has_mistakes(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    config = desk(httpserver, tmp_path)
    data, backup = tmp_path / "data", tmp_path / "night.bak"
    (config / "topics.toml").write_text("[topics.harbour\n")
    # No service has ever said where it keeps what it stores.
    assert "topics.toml:1" in str(monitor(tmp_path, "backup", str(backup)).exception)
    write(
        data,
        ServiceState(pid=1, version="1", database=str(data / "monitor.db"), started_at=1, configured_at=1),
    )
    assert monitor(tmp_path, "backup", str(backup)).stdout.endswith(" MB, checked\n")
    assert list(find_damage(backup)) == []


def test_what_programs_read_steers_no_terminal(httpserver: HTTPServer, tmp_path: Path) -> None:
    guid = "\x9b2J\u2028\u202egro"
    httpserver.expect_request("/feed").respond_with_json({"items": [{"id": guid, "title": "Harbour"}]})
    with_app(write_desk(tmp_path, [httpserver.url_for("/feed")], seed=""), Clock(), one_pass)
    for listing in (("items", "--json"), ("show", "1", "--json"), ("export",)):
        told = monitor(tmp_path, *listing).stdout
        assert told.replace("\n", "").isprintable()
        assert json.dumps(guid) in told
    assert monitor(tmp_path, "export", "--csv", "items").stdout.replace("\n", "").isprintable()
