"""Stories are measured: B-cubed by hand, the command, and the figures that are only ever raised."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from desk import shipped_names, write_desk
from story_items import NOON

from monitor.cli.main import cli
from monitor.errors import ConfigError
from monitor.story.cluster import Clusterer
from monitor.story.evaluate import Article, bcubed, evaluate_stories
from monitor.words.names.index import NameIndex

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared" / "data"
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text())["stories"]


def article(story: str, umbrella: str = "") -> Article:
    return Article(id="", language="en", title="", text="", story=story, umbrella=umbrella or story)


def run(file: Path, *options: str) -> Any:
    config = write_desk(file.parent)
    done = CliRunner().invoke(cli, ["--config", str(config), "stories", "evaluate", str(file), *options])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_bcubed_is_what_its_authors_say() -> None:
    # Two stories of two and one, all in one cluster: precision (2/3 + 2/3 + 1/3) / 3, recall 1.
    score = bcubed([(article("a"), 1), (article("a"), 1), (article("b"), 1)])
    assert (round(score.precision, 4), score.recall) == (round(5 / 9, 4), 1.0)
    score = bcubed([(article("a"), 1), (article("a"), 2), (article("b"), 3)])
    assert (score.precision, round(score.recall, 4)) == (1.0, round(2 / 3, 4))


def test_stories_under_one_umbrella_do_not_count_for_each_other() -> None:
    score = bcubed([(article("a", "u"), 1), (article("b", "u"), 1)])
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_the_command_prints_figures_and_mistakes(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "lang": "en", "title": "Flood in Klodzko, 2,000 evacuated", "story": "flood"},
        {"id": "2", "lang": "pl", "title": "Powódź w Kłodzku, ewakuacja 2000 osób", "story": "flood"},
        {"id": "3", "lang": "en", "title": "Klodzko flood: 2,000 evacuated", "story": "other"},
        {"id": "4", "lang": "en", "title": "Cheese prices rise", "story": "flood"},
    ]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    said = run(file).stdout
    assert "merged, and are several:" in said
    assert "split, and is one:" in said
    figures = json.loads(run(file, "--json").stdout)
    assert figures["clusters"] == 2
    assert figures["overall"]["articles"] == 4
    assert [article["id"] for article in figures["merges"][0]["articles"]] == ["1", "2", "3"]
    assert [[article["id"] for article in part] for part in figures["splits"][0]["parts"]] == [
        ["1", "2"],
        ["4"],
    ]


@pytest.mark.parametrize("moment", ["yesterday", "9999-12-31T23:00:00-14:00"])
def test_a_wrong_line_is_told_with_its_place(moment: str, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    good, bad = '{"title": "x", "story": "s"}', '{"title": "x", "story": "s", "published": "%s"}'
    file.write_text("\n".join((good, bad % moment)))
    with pytest.raises(ConfigError, match="'published' must be a date and time in ISO 8601"):
        run(file)


@pytest.fixture(scope="module")
def names() -> NameIndex:
    return NameIndex(shipped_names())


@pytest.mark.parametrize("name", FLOORS["own"])
def test_our_own_stories_are_found_no_worse_than_their_floors(name: str, names: NameIndex) -> None:
    dated = [_article(json.loads(line)) for line in (DATA / name).read_text().splitlines()]
    undated = [replace(each, published_at=None) for each in dated]
    figures = FLOORS["own"][name]
    # Two sets have no dates.
    with_dates = [(dated, figures)] if "f1" in figures else []
    for articles, floors in (*with_dates, (undated, figures["undated"])):
        overall = evaluate_stories(articles, Clusterer(names)).overall
        assert overall.f1 >= floors["f1"]
        assert overall.precision >= floors["precision"]


@pytest.mark.parametrize("name", FLOORS["one by one"])
def test_stories_that_come_one_by_one_in_any_order_are_found_no_worse_than_their_floors(
    name: str, names: NameIndex
) -> None:
    file = next((each / name for each in (DATA, SHARED) if (each / name).exists()), None)
    if file is None:
        pytest.skip("the shared data is not here")
    articles = [_article(json.loads(line)) for line in file.read_text().splitlines()]
    for order, floors in FLOORS["one by one"][name].items():
        coming = articles.copy()
        if order != "as in the file":
            Random(order).shuffle(coming)
        streamed = [replace(each, published_at=NOON + timedelta(seconds=n)) for n, each in enumerate(coming)]
        overall = evaluate_stories(streamed, Clusterer(names)).overall
        assert overall.f1 >= floors["f1"]
        assert overall.precision >= floors["precision"]


def _article(line: dict[str, str]) -> Article:
    return Article(
        id=line["id"],
        language=line["lang"],
        title=line["title"],
        text=line["text"],
        story=line["story"],
        umbrella=line["umbrella"],
        published_at=datetime.fromisoformat(line["published"]) if "published" in line else None,
    )
