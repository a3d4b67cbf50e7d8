"""The manual tells the truth: its examples are run."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import write_desk

from monitor.cli.help import PAGES
from monitor.cli.main import cli
from monitor.config.load import load
from monitor.digest.labels import language_name
from monitor.model.topics import Name, Topic, WordList
from monitor.parse.formats import parse as parse_feed
from monitor.query.lists import read_lists
from monitor.query.topics import problems
from monitor.sources.seeds import read_seed
from monitor.words.stems import RULES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
MANUAL = (ROOT / "monitor" / "cli" / "manual" / "query.txt").read_text()


def blocks(language: str) -> list[str]:
    return [
        re.sub(rf"^{indent}", "", block, flags=re.MULTILINE)
        for indent, block in re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    ]


QUERIES = re.findall(r"^    (\S.*?)   +\S", MANUAL, re.MULTILINE)


NAMES = [
    Name(key="lukashenko", kind="person", name="Alexander Lukashenko"),
    Name(key="minsk", kind="place", name="Minsk"),
    Name(key="kellogg", kind="person", name="Keith Kellogg"),
]
LINES = tuple(re.findall(r"^    (\w+) = '(.*)'$", MANUAL, re.MULTILINE))
OTHERS = [WordList(key=key, lines=(("en", "x"),)) for key in ("prison", "visits")]
LISTS = read_lists([WordList(key="contact", lines=LINES), *OTHERS], names={name.key for name in NAMES})


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_the_manual_is_right(query: str) -> None:
    topics = [Topic(key="x", name="X", query=query), Topic(key="sport", name="Sport", query="football")]
    assert problems(topics, NAMES, LISTS) == []


def test_the_lists_of_the_manual_are_right() -> None:
    assert len(LISTS.words["contact"].parts) == 9
    assert LISTS.mistakes == ()


def test_the_manual_has_an_example_of_every_form() -> None:
    assert len(QUERIES) >= 30


def test_the_topic_of_the_readme_loads_and_keeps_its_promises(tmp_path: Path) -> None:
    topic, *_ = blocks("toml")
    config = write_desk(tmp_path, topics=topic)
    loaded = load(config, data_dir=tmp_path / "data", environ={})
    assert [each.key for each in loaded.topics] == list(tomllib.loads(topic)["topics"])


def test_the_settings_of_the_readme_go_with_the_shipped_topics(tmp_path: Path) -> None:
    for name in ("feeds", "topics", "names"):
        shutil.copy(ROOT / "config" / f"{name}.toml", tmp_path)
    _, *settings = blocks("toml")
    (tmp_path / "monitor.toml").write_text("\n".join(settings))
    secrets = {"MONITOR_MAIL_PASSWORD": "secret", "MONITOR_SECRET_DESK": "whsec_" + "A" * 32}
    loaded = load(tmp_path, data_dir=tmp_path / "data", environ=secrets)
    assert loaded.mail
    assert loaded.mail.password == "secret"
    assert [digest.key for digest in loaded.digests] == ["daily", "anna", "releases"]
    [warning] = loaded.warnings
    assert "set MONITOR_SECRET_PHONE" in warning.text


def test_the_seed_documents_of_the_manual_are_read(tmp_path: Path) -> None:
    manual = (ROOT / "monitor" / "cli" / "manual" / "seeds.txt").read_text()
    [example] = re.findall(r"^    ---\n.*?^    The text.*?$", manual, re.MULTILINE | re.DOTALL)
    [short] = [block for block in blocks("text") if block.startswith("---")]
    for text in (re.sub(r"^    ", "", example, flags=re.MULTILINE), short):
        (tmp_path / "seed.md").write_text(text)
        raw = read_seed(tmp_path / "seed.md", folder=tmp_path)
        assert (raw.author, raw.source) == ("Artyom Shraibman", "The Moscow Times")


@pytest.mark.parametrize("page", [*PAGES, "once", "items"])
def test_every_page_of_the_manual_is_printed(page: str) -> None:
    done = CliRunner().invoke(cli, ["help", page])
    assert done.exit_code == 0
    assert len(done.output) > 200


def test_the_pages_of_the_manual_are_listed() -> None:
    listed = CliRunner().invoke(cli, ["help"]).output
    assert all(page in listed for page in PAGES)
    assert {path.stem for path in (ROOT / "monitor" / "cli" / "manual").glob("*.txt")} - {"environment"} == {
        *PAGES
    } - {"config"}


def test_the_manual_names_the_languages_whose_forms_are_known() -> None:
    named = re.search(r"Forms of words are known in ([^.]*)\.", MANUAL)
    assert named
    assert set(re.split(r",\s+|\s+and\s+", named[1])) == {language_name(code) for code in RULES}


def test_files_and_folders_that_the_readme_names_exist() -> None:
    named = {".ci/run", "docker-compose.yml", *re.findall(r"\b(?:docs|tests)/[\w/.]*\w", README)}
    assert {path for path in named if path not in README or not (ROOT / path).exists()} == set()
    assert len(named) > 10


def test_the_checks_are_run_by_the_python_that_is_asked_for(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/asked\nexit 3\n')
    python.chmod(0o700)
    done = subprocess.run([ROOT / ".ci" / "run"], env=os.environ | {"PYTHON": str(python)}, check=False)
    assert done.returncode == 3
    assert (tmp_path / "asked").read_text().startswith("-m venv ")


def test_the_benchmark_server_sends_a_feed() -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from feed_server import ITEMS, feed

    parsed = parse_feed(feed(7, published=3), content_type="application/rss+xml", url="http://paper7.test/")
    assert len(parsed.items) == ITEMS
