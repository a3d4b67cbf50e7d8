"""`monitor search` and `monitor why`: what is found, how it is shown, how mistakes are told."""

import json
import os
import pty
from contextlib import redirect_stdout
from dataclasses import fields
from datetime import timedelta
from io import FileIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from desk import START, Clock, with_app, write_desk

from monitor.app.wiring import App
from monitor.cli.main import cli
from monitor.model.items import Item
from monitor.pipeline.reading import SEED_SOURCE, SEEDS

TOPICS = """
[words.places]
en = 'harbour, port, "air port"'
ru = "порт"

[topics.harbour]
name = "The harbour"
query = '(harbour OR port) AND NOT airport'

[topics.strike]
name = "Strikes"
query = '#harbour AND strike NEAR/3 docker'
"""

STORED = [
    ("Harbour \x1b[31mreopens", "The dockers end their strike. The port was shut.\n\nAll is well.", "en"),
    ("Concert tonight", "In the harbour. " + "Music. " * 200 + "And later in the port.", "en"),
    ("Порт открыт", "Забастовка докеров окончена.", "ru"),
    ("New airport", "It is far from the harbour.", "en"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with four items, the last one seen last."""
    config = write_desk(tmp_path_factory.mktemp("desk"), ["http://127.0.0.1:9/feed"], topics=TOPICS)

    async def fill(app: App) -> None:
        with app.store.write() as tx:
            tx.items.add(SEEDS.url, [(an_item(n, *each), None) for n, each in enumerate(STORED)])

    with_app(config, Clock(), fill)
    return config


def an_item(number: int, title: str, text: str, language: str) -> Item:
    return Item(
        source=SEED_SOURCE.key,
        feed=SEEDS.url,
        guid=str(number),
        url="",
        title=title,
        text=text,
        language=language,
        published_at=START,
        first_seen_at=START + timedelta(days=number),
        content_hash=str(number),
    )


def run(desk: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(desk), *arguments])


def found(desk: Path, *arguments: str) -> list[int]:
    done = run(desk, "search", *arguments, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


def test_the_newest_come_first_and_the_limit_holds(desk: Path) -> None:
    assert found(desk, "harbour") == [4, 2, 1]
    assert found(desk, "harbour", "--limit", "2") == [4, 2]
    assert found(desk, "harbour", "--limit", "0") == [4, 2, 1]
    assert found(desk, "nothing") == []


def test_items_with_the_strongest_evidence_come_first_when_asked_for(desk: Path) -> None:
    assert found(desk, "harbour", "--sort", "score") == [1, 4, 2]
    assert found(desk, "harbour", "--sort", "score", "--limit", "1") == [1]
    assert found(desk, "harbour", "--sort", "score", "--limit", "0") == [1, 4, 2]


def test_a_search_keeps_within_its_bounds(desk: Path) -> None:
    assert found(desk, "harbour OR порты", "--lang", "ru") == [3]
    assert found(desk, "harbour OR порты", "--lang", "ru", "--lang", "en") == [4, 3, 2, 1]
    assert found(desk, "harbour", "--since", "2026-03-02") == [4, 2]
    assert found(desk, "harbour", "--until", "2026-03-03") == [2, 1]
    assert found(desk, "harbour", "--source", SEED_SOURCE.key) == [4, 2, 1]


def test_a_search_may_call_topics(desk: Path) -> None:
    assert found(desk, "#harbour") == [2, 1]
    assert found(desk, "#strike") == [1]


def test_a_search_may_call_lists_of_words(desk: Path) -> None:
    assert found(desk, "$places AND NOT airport") == [3, 2, 1]
    assert found(desk, "strike NEAR/4 $places") == [1]
    assert found(desk, "title:$places") == [3, 1]
    wrong = run(desk, "search", "harbour AND $place")
    assert wrong.exit_code == 2
    assert "There is no list `$place`. Did you mean `$places`?" in wrong.output


def test_json_lines_hold_the_item_the_score_and_the_spans(desk: Path) -> None:
    [line] = run(desk, "search", "dockers", "--json").stdout.splitlines()
    item = json.loads(line)
    assert {field.name for field in fields(Item)} | {"score", "spans"} == set(item)
    assert 0 < item["score"] < 1
    [span] = item["spans"]
    assert item["text"][span["start"] : span["end"]] == "dockers"


def test_the_manual_says_what_a_score_is_made_of(desk: Path) -> None:
    [line] = run(desk, "search", "concert", "--json").stdout.splitlines()
    assert (
        f"One hit in a title, and\n  no other, scores 0.5 + 0.15 + 0.04 = {json.loads(line)['score']}."
        in run(desk, "help", "query").stdout
    )
    [line] = run(desk, "search", "lang:ru", "--json").stdout.splitlines()
    assert json.loads(line)["score"] == 0, "facts alone leave no hits"


def test_piped_output_is_a_line_an_item_without_colours(desk: Path) -> None:
    lines = run(desk, "search", "strike").stdout.splitlines()
    assert lines[0] == "id\tfirst seen\tsource\tlanguage\tscore\ttitle\ttext"
    [identifier, _, source, language, _, title, text] = lines[1].split("\t")
    assert (identifier, source, language, title) == ("1", SEED_SOURCE.key, "en", "Harbour  [31mreopens")
    assert text == "The dockers end their strike."
    assert "\x1b" not in "".join(lines)


def at_a_terminal(desk: Path, *arguments: str) -> str:
    """Return what the command writes when its output is a terminal."""
    mine, its = pty.openpty()
    with os.fdopen(its, "w", encoding="utf-8") as terminal, redirect_stdout(terminal):
        cli.main(["--config", str(desk), *arguments], standalone_mode=False)
    with os.fdopen(mine, "rb", buffering=0) as output:
        return b"".join(iter(lambda: _read(output), b"")).decode().replace("\r\n", "\n")


def _read(output: FileIO) -> bytes:
    try:
        return output.read(1000)
    except OSError:  # how Linux says that the other side has been closed
        return b""


def test_at_a_terminal_the_hits_stand_out_and_nothing_else_steers_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    written = at_a_terminal(desk, "search", "strike OR harbour", "--limit", "3")
    assert "end their \x1b[33m\x1b[1mstrike\x1b[0m." in written
    assert "\x1b[33m\x1b[1mHarbour\x1b[0m  [31mreopens" in written
    assert "No stored item matches.\n" in at_a_terminal(desk, "search", "nothing")


def test_a_query_may_begin_with_a_dash(desk: Path) -> None:
    assert found(desk, "-airport harbour") == found(desk, "--limit", "5", "-airport harbour") == [2, 1]
    assert found(desk, "--sort", "score", "-hail harbour", "--limit", "1") == [1]
    assert run(desk, "topics", "format", '-"a b" c').stdout == 'NOT "a b" AND c\n'
    assert run(desk, "topics", "format", "--", "-a b").stdout == "NOT a AND b\n"
    assert "-1 is too small; it is at least 0" in run(desk, "search", "--limit", "-1", "harbour").stderr
    assert run(desk, "search", "-h").stdout.startswith("Usage: ")


def test_of_a_long_query_only_what_is_around_the_place_is_shown(desk: Path) -> None:
    done = run(desk, "search", "harbour " * 1_000 + "+" + " port" * 1_000)
    assert done.exit_code == 2
    *_, line, caret = done.stderr.splitlines()
    assert len(line) < 120
    assert line[caret.index("^")] == "+"


def test_a_wrong_query_is_told_with_a_caret_under_the_place(desk: Path) -> None:
    done = run(desk, "search", "harbour AND @nobody")
    assert done.exit_code == 2
    *_, said, line, caret = done.stderr.splitlines()
    assert "There is no name `@nobody`" in said
    assert line == "    harbour AND @nobody"
    assert caret == "                ^^^^^^^"
    done = run(desk, "search", "harbour AND\n(port OR")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-2:] == ["    (port OR", "          ^^"]


def test_what_may_be_meant_otherwise_is_told_and_searched_for_all_the_same(desk: Path) -> None:
    done = run(desk, "search", "harbour AND port OR concert", "--json")
    assert done.exit_code == 0
    assert "    harbour AND port OR concert\n" in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [2, 1]


def test_a_source_a_language_or_a_time_that_is_none_is_refused(desk: Path) -> None:
    done = run(desk, "search", "harbour", "--source", "sedes")
    assert done.exit_code == 2
    assert f"did you mean '{SEED_SOURCE.key}'?" in done.stderr
    assert "'en,pl' is no language code" in run(desk, "search", "harbour", "--lang", "en,pl").stderr
    assert "write 7d, 12h or a date" in run(desk, "search", "harbour", "--until", "soon").stderr


def test_a_query_for_a_source_or_a_group_that_never_was_is_refused(desk: Path) -> None:
    for query, said in {
        "source:sedes": f"has a source `sedes`. Did you mean `{SEED_SOURCE.key}`?",
        "harbour OR source:papier0": "has a source `papier0`. Did you mean `paper0`?",
        "harbour AND NOT group:state": "Neither feeds.toml nor the archive has a group `state`.",
    }.items():
        done = run(desk, "search", query)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.splitlines()[-1].strip() == "^" * len(query.split()[-1])
    assert found(desk, f"source:{SEED_SOURCE.key} strike") == [1], "which is in the archive only"
    assert found(desk, "harbour NOT source:paper0") == [4, 2, 1], "which is in feeds.toml only"


def test_why_shows_the_hits_where_they_lie(desk: Path) -> None:
    done = run(desk, "why", "1", "harbour")
    assert done.exit_code == 0
    assert "Item 1 belongs to harbour. What speaks for it:" in done.stdout
    assert "\n  harbour\n    title  Harbour  [31mreopens\n" in done.stdout
    assert "\n  port\n    text   … The port was shut.\n" in done.stdout
    assert "\x1b" not in done.stdout


def test_why_shows_a_passage_once_and_which_words_of_it_were_hit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    config = write_desk(tmp_path, topics=TOPICS)

    async def fill(app: App) -> None:
        with app.store.write() as tx:
            tx.items.add(SEEDS.url, [(an_item(0, "Ports", "Port by port, port by ports.", "en"), None)])

    with_app(config, Clock(), fill)
    written = at_a_terminal(config, "why", "1", "harbour")
    assert click.unstyle(written).splitlines()[4:] == [
        "  port  Ports",
        "    title  Ports",
        "    text   Port by port, port by ports.",
    ]
    assert written.splitlines()[-1].count("\x1b[0m") == 4


def test_why_names_the_one_clause_that_failed(desk: Path) -> None:
    done = run(desk, "why", "4", "harbour")
    assert "Item 4 does not belong to harbour. One clause short: `airport` is there" in done.stdout
    assert "\n  harbour\n    text   It is far from the harbour.\n" in done.stdout
    assert "does not belong to strike." in run(desk, "why", "3", "strike").stdout


def test_why_shows_no_more_places_than_a_person_reads(tmp_path: Path) -> None:
    config = write_desk(tmp_path, topics=TOPICS)

    async def fill(app: App) -> None:
        with app.store.write() as tx:
            text = " ".join(f"Port {number}." for number in range(30))
            tx.items.add(SEEDS.url, [(an_item(0, "Port", text, "en"), None)])

    with_app(config, Clock(), fill)
    lines = run(config, "why", "1", "harbour").stdout.splitlines()
    assert lines[4:6] == ["  port", "    title  Port"]
    assert "    and 26 more" in lines
    assert len(json.loads(run(config, "why", "1", "harbour", "--json").stdout)["spans"]) == 31


def test_why_as_json_holds_the_whole_explanation(desk: Path) -> None:
    said = json.loads(run(desk, "why", "4", "harbour", "--json").stdout)
    assert (said["item_id"], said["is_match"], said["failed"]) == (4, False, "NOT airport")
    assert [span["leaf"] for span in said["spans"]] == ["harbour"]


def test_why_refuses_a_topic_or_an_item_that_there_is_not(desk: Path) -> None:
    done = run(desk, "why", "1", "harbor")
    assert done.exit_code == 2
    assert "did you mean 'harbour'?" in done.stderr
    assert "there is no item 99" in str(run(desk, "why", "99", "harbour").exception)
