"""Topics are tested, formatted, previewed, re-tagged and measured from the command line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from desk import TOPICS, Clock, with_app, write_desk

from monitor.app.wiring import App
from monitor.cli.main import cli
from monitor.errors import ConfigError
from monitor.model.items import Item
from monitor.pipeline.reading import SEED_SOURCE, SEEDS

FAILING = TOPICS.replace('must_match = ["New harbour opens"]', 'must_match = ["New quay opens"]')
HARBOUR_ONLY = TOPICS.replace("harbour OR port", "harbour NOT title:concert")


def run(config: Path, *arguments: object) -> Result:
    """Run the command line on a desk; ConfigError is left for the test, as `monitor` tells it."""
    whole = ["--config", str(config), "--data", str(config.parent / "data"), *map(str, arguments)]
    done = CliRunner().invoke(cli, whole)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def fill(config: Path, *titles: str, at: datetime | None = None) -> None:
    """Store items with these titles, tagged with the topics of the configuration."""
    now = at or datetime.now(UTC)
    items = [
        Item(
            source=SEED_SOURCE.key,
            feed=SEEDS.url,
            guid=title,
            url="",
            title=title,
            text="",
            language="en",
            published_at=now,
            first_seen_at=now,
            content_hash=title,
        )
        for title in titles
    ]

    async def work(app: App) -> None:
        with app.store.write() as tx:
            sources = tx.feeds.list_sources()
            stored = tx.items.add(SEEDS.url, [(item, None) for item in items])
            for item in stored:
                tx.matches.add(app.config.matcher.match(item, sources[item.source], now=now))

    with_app(config, Clock(now), work)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with five items, one of them old."""
    config = write_desk(tmp_path)
    titles = ("Harbour opens", "Harbour concert", "Port closes", "Strike ends")
    fill(config, *titles)
    fill(config, "Port of old", at=datetime.now(UTC) - timedelta(days=40))
    return config


def edited(config: Path, topics: str) -> Path:
    path = config.parent / "changed.toml"
    path.write_text(topics)
    return path


def test_examples_that_pass_are_counted(tmp_path: Path) -> None:
    done = run(write_desk(tmp_path), "topics", "test")
    assert (done.exit_code, done.stdout) == (0, "2 examples of 2 topics, 0 failed\n")


def test_an_example_that_fails_is_told_with_the_reason(tmp_path: Path) -> None:
    config = write_desk(tmp_path, topics=FAILING)
    done = run(config, "topics", "test", "harbour")
    assert done.exit_code == 1
    assert "harbour must match and does not: New quay opens\n    Nothing speaks for it." in done.stdout
    assert "2 examples of 1 topic, 1 failed" in done.stdout
    assert run(config, "topics", "test", "strike").exit_code == 0


def test_examples_of_a_changed_file_are_tried_before_it_is_put_in_place(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    done = run(config, "topics", "test", "--edit", edited(config, FAILING), "--json")
    assert done.exit_code == 1
    results = json.loads(done.stdout)
    assert [(each["example"]["title"], each["passes"]) for each in results] == [
        ("New quay opens", False),
        ("New airport opens", True),
    ]


def test_a_changed_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    changed = edited(config, TOPICS.replace("harbour OR port", "harbour OR (port"))
    with pytest.raises(ConfigError, match=r"changed\.toml:4:\d+: .*\n.*\n +\^"):
        run(config, "topics", "preview", "--edit", changed)


def test_a_broken_file_in_place_does_not_hinder_the_work_on_its_successor(desk: Path) -> None:
    changed = edited(desk, TOPICS)
    (desk / "topics.toml").write_text("[topics.harbour\n")
    assert run(desk, "topics", "test", "--edit", changed).exit_code == 0


def test_queries_are_printed_in_canonical_form(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    assert run(config, "topics", "format").stdout == (
        'harbour\n    harbour OR port\nstrike\n    strike* OR "walk out"\n'
    )
    done = run(config, "topics", "format", "a b | c")
    assert done.stdout == "(a AND b) OR c\n"
    assert done.stderr.splitlines()[1].strip() == "a b | c"


def test_a_query_that_cannot_be_read_is_refused_with_a_caret(tmp_path: Path) -> None:
    done = run(tmp_path, "topics", "format", "harbour AND\n(port")
    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith("    (port\n    ^")


def test_a_preview_shows_gains_and_losses_and_writes_nothing(desk: Path) -> None:
    before = (desk.parent / "data" / "monitor.db").read_bytes()
    done = run(desk, "topics", "preview", "--edit", edited(desk, HARBOUR_ONLY.replace("strike*", "ends")))
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "harbour: 1 stay, 0 gained, 2 lost"
    assert [line.split("  ")[-1] for line in lines if line.startswith("  -")] == [
        "Port closes",
        "Harbour concert",
    ]
    assert "must not be" in done.stdout
    assert "strike: 1 stay, 0 gained, 0 lost" in lines
    assert (desk.parent / "data" / "monitor.db").read_bytes() == before


def test_a_preview_shows_the_evidence_of_what_is_gained(desk: Path) -> None:
    changed = edited(desk, TOPICS.replace("strike*", "strike* OR concert"))
    [found] = json.loads(run(desk, "topics", "preview", "strike", "--edit", changed, "--json").stdout)
    assert (found["topic"], found["kept"], found["lost"]) == ("strike", 1, [])
    [gained] = found["gained"]
    assert gained["item"]["title"] == "Harbour concert"
    assert gained["why"] == "It matches by concert (“concert” in the title)."


def test_a_preview_looks_as_far_back_as_it_is_told(desk: Path) -> None:
    changed = edited(desk, HARBOUR_ONLY)
    near = json.loads(run(desk, "topics", "preview", "harbour", "--edit", changed, "--json").stdout)
    far = run(desk, "topics", "preview", "harbour", "--edit", changed, "--json", "--days", 60)
    assert len(near[0]["lost"]) == 2
    assert [each["item"]["title"] for each in json.loads(far.stdout)[0]["lost"]][-1] == "Port of old"


def test_a_topic_that_is_taken_out_loses_everything(desk: Path) -> None:
    without = TOPICS.split("[topics.strike]")[0]
    [found] = json.loads(
        run(desk, "topics", "preview", "strike", "--edit", edited(desk, without), "--json").stdout
    )
    assert [each["why"] for each in found["lost"]] == ["The topic is no longer in the file."]


def test_long_lists_are_cut_and_say_so(desk: Path) -> None:
    done = run(desk, "topics", "preview", "--edit", edited(desk, HARBOUR_ONLY), "--limit", 1)
    assert "  - ... and 1 more; --limit 0 lists all" in done.stdout


def test_near_misses_are_grouped_by_the_clause_that_fails(tmp_path: Path) -> None:
    config = write_desk(tmp_path, topics="[topics.a]\nname = 'A'\nquery = 'harbour AND (opens OR shuts)'\n")
    fill(config, "Harbour concert", "Harbour opens", "Harbour closes", "He opens it")
    [rare, frequent] = json.loads(run(config, "topics", "near-misses", "--json").stdout)
    assert (rare["clause"], len(rare["items"])) == ("harbour", 1)
    assert (frequent["clause"], [item["title"] for item in frequent["items"]]) == (
        "opens OR shuts",
        ["Harbour closes", "Harbour concert"],
    )
    told = run(config, "topics", "near-misses", "a", "--limit", 1).stdout
    assert "a: 2 items without opens OR shuts\n" in told
    assert "... and 1 more" in told


def test_what_a_clause_of_not_keeps_out_is_called_so(tmp_path: Path) -> None:
    config = write_desk(tmp_path, topics="[topics.a]\nname = 'A'\nquery = 'harbour NOT concert'\n")
    fill(config, "Harbour concert")
    assert "a: 1 item kept out by concert\n" in run(config, "topics", "near-misses").stdout


def test_control_characters_of_titles_do_not_reach_the_terminal(desk: Path) -> None:
    fill(desk, "Harbour \x1b[31mred")
    changed = edited(desk, TOPICS.replace("harbour OR port", "port").replace("New harbour", "New port"))
    done = run(desk, "topics", "preview", "--edit", changed)
    assert "Harbour [31mred" in done.stdout


def test_a_changed_topic_is_retagged_on_demand(desk: Path) -> None:
    (desk / "topics.toml").write_text(HARBOUR_ONLY)
    assert run(desk, "topics").stdout.splitlines()[1] == "harbour\t4\t2\tto be re-tagged\tThe harbour"
    done = run(desk, "topics", "retag")
    assert {each["state"] for each in json.loads(run(desk, "topics", "--json").stdout)} == {None}
    assert done.stdout.splitlines() == ["topic\tbefore\tafter", "harbour\t4\t1", "strike\t1\t1"]
    assert run(desk, "topics", "retag").stdout.splitlines()[1] == "harbour\t1\t1"


LABELLED = (
    {"id": "one", "lang": "en", "title": "Harbour opens", "text": "", "topics": ["harbour"]},
    {"lang": "en", "title": "Dockers strike", "text": "In the port.", "topics": ["strike"]},
    {"lang": "de", "title": "Streik im Hafen", "topics": ["harbour", "strike", "weather"]},
)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(map(json.dumps, LABELLED)) + "\n\n")
    return path


def evaluated(config: Path, *arguments: object) -> Any:
    return json.loads(run(config, "topics", "evaluate", *arguments, "--json").stdout)


def test_topics_are_measured_by_topic_and_by_language(tmp_path: Path, labelled: Path) -> None:
    found = evaluated(write_desk(tmp_path), labelled)
    assert found["overall"] == {
        "precision": 2 / 3,
        "recall": 0.5,
        "f1": 4 / 7,
        "right": 2,
        "missed": 2,
        "wrong": 1,
    }
    assert found["by_topic"]["harbour"]["f1"] == 0.5
    assert found["by_topic"]["strike"]["f1"] == pytest.approx(2 / 3)
    assert found["by_language"]["de"]["recall"] == 0
    assert [(each["id"], each["topic"], each["mistake"]) for each in found["wrong"]] == [
        ("line 2", "harbour", "wrong"),
        ("line 3", "harbour", "missed"),
        ("line 3", "strike", "missed"),
    ]
    assert found["wrong"][0]["why"] == "It matches by port (“port” in the text)."


def test_a_changed_file_and_single_topics_can_be_measured(tmp_path: Path, labelled: Path) -> None:
    config = write_desk(tmp_path)
    changed = edited(config, TOPICS.replace("strike*", "strike* OR streik"))
    found = evaluated(config, labelled, "--edit", changed, "--topic", "strike")
    assert list(found["by_topic"]) == ["strike"]
    assert found["overall"]["f1"] == 1


def test_figures_and_wrong_items_are_printed_and_unknown_labels_told(tmp_path: Path, labelled: Path) -> None:
    done = run(write_desk(tmp_path), "topics", "evaluate", labelled)
    assert done.stdout.splitlines()[1] == "all\t\t0.667\t0.500\t0.571\t2\t2\t1"
    assert "missed  strike  de  Streik im Hafen  [line 3]" in done.stdout
    assert "there is no topic 'weather'; it is left out" in done.stderr


def test_what_nothing_was_measured_on_has_no_figures(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"lang": "en", "title": "Harbour closed", "topics": ["harbour"]}\n')
    lines = run(write_desk(tmp_path), "topics", "evaluate", path).stdout.splitlines()
    assert "topic\tharbour\t1.000\t1.000\t1.000\t1\t0\t0" in lines
    assert "topic\tstrike\t-\t-\t-\t0\t0\t0" in lines


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"title": "a"', r"labelled\.jsonl:2: is no JSON; each line is one object"),
        ('["a"]', "must be an object with title, text, lang, topics"),
        ('{"topics": []}', "'title' is missing; it is a text"),
        ('{"title": "a", "topics": "harbour"}', "'topics' must be a list of topics"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(json.dumps(LABELLED[0]) + "\n" + line)
    with pytest.raises(ConfigError, match=told):
        run(write_desk(tmp_path), "topics", "evaluate", path)


def test_files_without_a_line_or_not_in_utf_8_are_refused(tmp_path: Path) -> None:
    config, path = write_desk(tmp_path), tmp_path / "labelled.jsonl"
    path.write_text("\n")
    with pytest.raises(ConfigError, match="holds no line"):
        run(config, "topics", "evaluate", path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        run(config, "topics", "evaluate", path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["test", "harbor"], "no topic 'harbor'; did you mean 'harbour'?"),
        (["preview", "harbor"], "did you mean 'harbour'?"),
        (["preview", "--days", "0"], "--days"),
        (["preview", "--edit", "nowhere.toml"], "nowhere.toml"),
        (["near-misses", "harbor"], "did you mean 'harbour'?"),
        (["evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
)
def test_wrong_arguments_end_in_one_message(desk: Path, arguments: list[str], told: str) -> None:
    done = run(desk, "topics", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_story_says_by_which_items_it_belongs_to_its_topics(desk: Path) -> None:
    async def work(app: App) -> None:
        assert await app.jobs.place_stories()

    with_app(desk, Clock(datetime.now(UTC)), work)
    [topic] = json.loads(run(desk, "story", 1, "--json").stdout)["topics"]
    assert (topic["topic"], topic["by"][0]["item_id"]) == ("harbour", 1)
    score = topic["by"][0]["score"]
    assert f"belongs to harbour by item 1 (score {score:.2f})" in run(desk, "story", 1).stdout
