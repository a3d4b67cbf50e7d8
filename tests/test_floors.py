"""The figures of `floors.json`, which are only ever raised."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli
from monitor.config.draft import load_draft
from monitor.config.settings import Config

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text())

WORDS = ROOT / "tests" / "words" / "data"

#: By the key of their floors: what is measured.
TAGGING = {
    "tagging": SHARED / "gold-dev.jsonl",
    "own tagging": ROOT / "tests" / "data" / "topics-own.jsonl",
    "more tagging": ROOT / "tests" / "data" / "topics-more.jsonl",
    "other tagging": ROOT / "tests" / "data" / "topics-other.jsonl",
    "terse tagging": ROOT / "tests" / "data" / "topics-terse.jsonl",
    "checked tagging": ROOT / "tests" / "data" / "topics-check.jsonl",
    "reported tagging": ROOT / "tests" / "data" / "topics-reported.jsonl",
    "monthly tagging": ROOT / "tests" / "data" / "topics-month.jsonl",
    "kept tagging": ROOT / "tests" / "data" / "topics-kept.jsonl",
    "gone tagging": ROOT / "tests" / "data" / "topics-gone.jsonl",
    "held tagging": ROOT / "tests" / "data" / "topics-held.jsonl",
    "late tagging": ROOT / "tests" / "data" / "topics-late.jsonl",
    "fourth tagging": ROOT / "tests" / "data" / "topics-fourth.jsonl",
    "years tagging": ROOT / "tests" / "data" / "topics-years.jsonl",
    "paraphrased tagging": ROOT / "tests" / "data" / "topics-paraphrased.jsonl",
    "winter tagging": ROOT / "tests" / "data" / "topics-winter.jsonl",
    "spare tagging": ROOT / "tests" / "data" / "topics-spare.jsonl",
    "veiled tagging": ROOT / "tests" / "data" / "topics-veiled.jsonl",
    "desk tagging": ROOT / "tests" / "data" / "topics-desk.jsonl",
    "wire tagging": ROOT / "tests" / "data" / "topics-wire.jsonl",
    "real tagging": ROOT / "tests" / "data" / "twin-real.jsonl",
    "coming tagging": ROOT / "tests" / "data" / "twin-coming.jsonl",
    "both tagging": ROOT / "tests" / "data" / "twin-both.jsonl",
    "next tagging": ROOT / "tests" / "data" / "twin-next.jsonl",
    "past tagging": ROOT / "tests" / "data" / "twin-past.jsonl",
    "dated tagging": ROOT / "tests" / "data" / "twin-dated.jsonl",
    "now tagging": ROOT / "tests" / "data" / "twin-now.jsonl",
}
NAMES = {
    "names": (SHARED / "person-sentences-dev.jsonl", SHARED / "names-dev.json"),
    "own names": (WORDS / "name-sentences.jsonl", WORDS / "names.json"),
    "more names": (WORDS / "more-name-sentences.jsonl", WORDS / "more-names.json"),
    "other names": (WORDS / "other-name-sentences.jsonl", WORDS / "other-names.json"),
    "regional names": (WORDS / "regional-name-sentences.jsonl", WORDS / "regional-names.json"),
    "far names": (WORDS / "far-name-sentences.jsonl", WORDS / "far-names.json"),
    "further names": (WORDS / "further-name-sentences.jsonl", WORDS / "further-names.json"),
    "fresh names": (WORDS / "fresh-name-sentences.jsonl", WORDS / "fresh-names.json"),
    "plain names": (WORDS / "plain-name-sentences.jsonl", WORDS / "plain-names.json"),
    "late names": (WORDS / "late-name-sentences.jsonl", WORDS / "late-names.json"),
    "press names": (WORDS / "press-name-sentences.jsonl", WORDS / "press-names.json"),
    "desk names": (WORDS / "desk-name-sentences.jsonl", WORDS / "desk-names.json"),
    "wire names": (WORDS / "wire-name-sentences.jsonl", WORDS / "wire-names.json"),
    "cable names": (WORDS / "cable-name-sentences.jsonl", WORDS / "cable-names.json"),
    "brief names": (WORDS / "brief-name-sentences.jsonl", WORDS / "brief-names.json"),
    "note names": (WORDS / "note-name-sentences.jsonl", WORDS / "note-names.json"),
    "dawn names": (WORDS / "dawn-name-sentences.jsonl", WORDS / "dawn-names.json"),
    "post names": (WORDS / "post-name-sentences.jsonl", WORDS / "post-names.json"),
    "dusk names": (WORDS / "dusk-name-sentences.jsonl", WORDS / "dusk-names.json"),
    "ring names": (WORDS / "ring-name-sentences.jsonl", WORDS / "ring-names.json"),
    "odd names": (WORDS / "odd-name-sentences.jsonl", WORDS / "odd-names.json"),
    "last names": (WORDS / "last-name-sentences.jsonl", WORDS / "last-names.json"),
    "court names": (WORDS / "court-name-sentences.jsonl", WORDS / "court-names.json"),
    "kin names": (WORDS / "kin-name-sentences.jsonl", WORDS / "kin-names.json"),
    "gate names": (WORDS / "gate-name-sentences.jsonl", WORDS / "gate-names.json"),
    "yard names": (WORDS / "yard-name-sentences.jsonl", WORDS / "yard-names.json"),
    "porch names": (WORDS / "porch-name-sentences.jsonl", WORDS / "porch-names.json"),
    "lane names": (WORDS / "lane-name-sentences.jsonl", WORDS / "lane-names.json"),
    "path names": (WORDS / "path-name-sentences.jsonl", WORDS / "path-names.json"),
    "hedge names": (WORDS / "hedge-name-sentences.jsonl", WORDS / "hedge-names.json"),
    "stile names": (WORDS / "stile-name-sentences.jsonl", WORDS / "stile-names.json"),
    "lawn names": (WORDS / "lawn-name-sentences.jsonl", WORDS / "lawn-names.json"),
    "moor names": (WORDS / "moor-name-sentences.jsonl", WORDS / "moor-names.json"),
    "dale names": (WORDS / "dale-name-sentences.jsonl", WORDS / "dale-names.json"),
    "glen names": (WORDS / "glen-name-sentences.jsonl", WORDS / "glen-names.json"),
    "ford names": (WORDS / "ford-name-sentences.jsonl", WORDS / "ford-names.json"),
    "weir names": (WORDS / "weir-name-sentences.jsonl", WORDS / "weir-names.json"),
    "mill names": (WORDS / "mill-name-sentences.jsonl", WORDS / "mill-names.json"),
    "heath names": (WORDS / "heath-name-sentences.jsonl", WORDS / "heath-names.json"),
    "fen names": (WORDS / "fen-name-sentences.jsonl", WORDS / "fen-names.json"),
    "marsh names": (WORDS / "marsh-name-sentences.jsonl", WORDS / "marsh-names.json"),
}


@pytest.fixture(scope="module", autouse=True)
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Have the shipped topics in hand: they are compiled once, not for each file that is measured."""
    return load_draft(ROOT / "config", data_dir=tmp_path_factory.mktemp("data"), environ={})


def there(path: Path) -> Path:
    """Return the path; skip the test where the shared data is not."""
    if not path.exists():
        pytest.skip("the shared data is not here")
    return path


def measured(*arguments: str | Path) -> dict[str, Any]:
    """Return what `monitor ... evaluate` measures with the shipped configuration."""
    done = CliRunner().invoke(cli, ["--config", str(ROOT / "config"), *map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@pytest.mark.parametrize("which", TAGGING)
def test_the_shipped_topics_tag_no_worse_than_their_floors(which: str) -> None:
    floors = FLOORS[which]
    figures = measured("topics", "evaluate", there(TAGGING[which]))
    assert figures["overall"]["f1"] >= floors["micro_f1"], figures["wrong"]
    assert figures["by_topic"]
    for topic, score in figures["by_topic"].items():
        assert score["f1"] >= floors["f1_of_a_topic"], (topic, figures["wrong"])
    for language, floor in floors["f1_of_a_language"].items():
        assert figures["by_language"][language]["f1"] >= floor, (language, figures["wrong"])


@pytest.mark.parametrize("which", NAMES)
def test_names_are_found_no_worse_than_their_floors(which: str) -> None:
    floors = FLOORS[which]
    figures = measured("names", "evaluate", *map(there, NAMES[which]))
    assert figures["overall"]["recall"] >= floors["recall"], figures["wrong"]
    assert figures["overall"]["precision"] >= floors["precision"], figures["wrong"]
    for language, score in figures["by_language"].items():
        assert score["recall"] >= floors["recall_of_a_language"], (language, figures["wrong"])
        assert score["f1"] >= floors["f1_of_a_language"], (language, figures["wrong"])


def test_stories_are_found_no_worse_than_their_floors() -> None:
    floors = FLOORS["stories"]
    figures = measured("stories", "evaluate", there(SHARED / "gold-dev.jsonl"))
    assert figures["overall"]["f1"] >= floors["f1"], (figures["merges"], figures["splits"])
    assert figures["overall"]["precision"] >= floors["precision"], figures["merges"]
    for language, floor in floors["f1_of_a_language"].items():
        assert figures["by_language"][language]["f1"] >= floor, language
