"""Names are listed, shown in their forms, and measured from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import write_desk

from monitor.cli.main import cli
from monitor.errors import ConfigError

NAMES = """
[names.tsikhanouski]
kind = "person"
name = "Siarhei Tsikhanouski"
also = ["Сергей Тихановский", "Сяргей Ціханоўскі"]

[names.coale]
kind = "person"
name = "John Coale"
surname_alone = false
"""
SPELT = {"Keith Kellogg": {"kind": "person", "also": ["Кит Келлог", "Кіт Келаг"]}}
SENTENCES = (
    {"id": "one", "lang": "ru", "text": "Лукашенко принял Келлога.", "entity": "Keith Kellogg"},
    {"lang": "en", "text": "The Kellogg School opened.", "entity": None, "near": "Keith Kellogg"},
    {"lang": "en", "text": "Nobody came.", "entity": "Keith Kellogg"},
)


def run(config: Path, *arguments: object) -> Result:
    """Run the command line on a desk; ConfigError is left for the test, as `monitor` tells it."""
    done = CliRunner().invoke(cli, ["--config", str(config), "names", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    config = write_desk(tmp_path)
    (config / "names.toml").write_text(NAMES)
    return config


@pytest.fixture
def measured(tmp_path: Path) -> tuple[Path, Path]:
    """Sentences and the names in them, as files."""
    sentences, names = tmp_path / "sentences.jsonl", tmp_path / "names.json"
    sentences.write_text("\n".join(map(json.dumps, SENTENCES)))
    names.write_text(json.dumps(SPELT))
    return sentences, names


def test_names_are_listed_as_queries_write_them(desk: Path) -> None:
    lines = run(desk).stdout.splitlines()
    assert lines[1].split("\t") == [
        "@tsikhanouski",
        "person",
        "Siarhei Tsikhanouski",
        "Сергей Тихановский, Сяргей Ціханоўскі",
    ]
    assert [name["key"] for name in json.loads(run(desk, "--json").stdout)] == ["tsikhanouski", "coale"]


def test_a_name_is_shown_with_its_spellings_and_cases(desk: Path) -> None:
    lines = run(desk, "show", "@tsikhanouski").stdout.splitlines()
    assert lines[0].startswith("Siarhei Tsikhanouski (person): Сергей Тихановский")
    assert lines[1] == "found by the surname alone, too"
    by_language = dict(line.split(None, 1) for line in lines[2:])
    assert "Тихановскому" in by_language["ru"].split(", ")
    assert "Ціханоўскага" in by_language["be"].split(", ")
    assert "Cichanouskiego" in by_language["pl"].split(", ")
    assert "Cichanouskio" in by_language["lt"].split(", ")


def test_the_forms_of_one_language_can_be_asked_for(desk: Path) -> None:
    forms = json.loads(run(desk, "show", "tsikhanouski", "--language", "uk", "--json").stdout)["forms"]
    assert list(forms) == ["uk"]
    assert "Тихановського" in forms["uk"]


def test_it_is_told_when_a_surname_is_not_enough(desk: Path) -> None:
    assert "a given name, an initial" in run(desk, "show", "coale").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "tsikhanouskii"], "no name 'tsikhanouskii'; did you mean 'tsikhanouski'?"),
        (["show", "coale", "--language", "xx"], "no forms in 'xx'; known here:"),
        (["show"], "Missing argument 'KEY'"),
        (["evaluate", "nowhere.jsonl", "nowhere.json"], "nowhere.jsonl"),
    ],
)
def test_wrong_arguments_end_in_one_message(desk: Path, arguments: list[str], told: str) -> None:
    done = run(desk, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_names_are_measured_with_the_given_file_and_no_configuration(
    tmp_path: Path, measured: tuple[Path, Path]
) -> None:
    found = json.loads(run(tmp_path / "none", "evaluate", *measured, "--json").stdout)
    assert found["overall"]["recall"] == 0.5
    assert found["overall"]["precision"] == 1
    assert list(found["by_language"]) == ["en", "ru"]
    assert [(wrong["id"], wrong["found"]) for wrong in found["wrong"]] == [("line 3", [])]


def test_figures_are_printed_with_the_sentences_that_went_wrong(
    tmp_path: Path, measured: tuple[Path, Path]
) -> None:
    told = run(tmp_path, "evaluate", *measured).stdout
    assert told.splitlines()[1] == "all\t\t1.000\t0.500\t0.667\t1\t1\t0"
    assert "en  Nobody came.  [line 3]\n        there is Keith Kellogg; found is nobody" in told


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{", "is no JSON"),
        ("[]", "must be an object that gives each name its kind"),
        ('{"A B": {"kind": "cat"}}', "name 'A B': 'kind' must be person, org or place"),
        ('{"A B": {"kind": "org", "also": "AB"}}', "name 'A B': 'also' must be a list of spellings"),
        ('{"A B": 1}', "name 'A B': must be an object with kind"),
    ],
)
def test_a_wrong_names_file_is_refused(
    tmp_path: Path, measured: tuple[Path, Path], document: str, told: str
) -> None:
    sentences, names = measured
    names.write_text(document)
    with pytest.raises(ConfigError, match=told):
        run(tmp_path, "evaluate", sentences, names)
