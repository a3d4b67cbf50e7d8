"""The changes of an item, readable at a terminal and in a file."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import Clock, rss, with_app, write_desk
from pytest_httpserver import HTTPServer
from werkzeug import Response

from monitor.app.wiring import App
from monitor.cli.history import differences
from monitor.cli.main import cli


def plain(before: str, after: str) -> list[str]:
    from click import unstyle

    return [unstyle(line) for line in differences(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("Nine men freed", "Ten men freed", ["[-Nine-] {+Ten+} men freed"]),
        ("Men freed", "Men freed today", ["Men freed {+today+}"]),
        ("One\n\nTwo\n\nThree", "One\n\nThree", ["[-Two-]"]),
        ("Same words", "Same  words", []),
        ("", "All new", ["{+All new+}"]),
        ("a\x1b[31mb", "c", ["[-a [31mb-] {+c+}"]),
    ],
)
def test_words_that_went_and_came_are_marked(before: str, after: str, lines: list[str]) -> None:
    assert plain(before, after) == lines


def test_of_a_long_paragraph_only_what_is_near_a_change_is_shown() -> None:
    words = [f"w{n}" for n in range(60)]
    [line] = plain(" ".join(words), " ".join([*words[:30], "new", *words[31:]]))
    assert line == f"… {' '.join(words[22:30])} [-w30-] {{+new+}} {' '.join(words[31:39])} …"


def test_huge_paragraphs_are_shown_whole_and_at_once() -> None:
    for between in (" ", "\n"):
        [line] = plain(f"a{between}b{between}" * 50_000, f"b{between}a{between}" * 50_000)
        assert line.startswith("[-a b")


def test_show_prints_every_change_plainly_when_piped(httpserver: HTTPServer, tmp_path: Path) -> None:
    texts = ["Nine men are free.", "Ten men are free.", "Ten men are free, families say."]
    httpserver.expect_request("/rss").respond_with_handler(
        lambda _: Response(rss("Harbour", texts={"Harbour": texts[0]}))
    )
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")

    async def work(app: App) -> None:
        for _ in range(3):
            await app.jobs.poll(due_only=False)
            del texts[: len(texts) > 1]

    with_app(config, Clock(), lambda app: app.jobs.poll(due_only=False))
    untouched = CliRunner().invoke(cli, ["--config", str(config), "show", "1", "--history"]).output
    assert untouched.endswith("\nnever changed since it was first seen\n")
    with_app(config, Clock(), work)
    output = CliRunner().invoke(cli, ["--config", str(config), "show", "1", "--history"]).output
    assert "[-Nine-] {+Ten+} men are free." in output
    assert "Ten men are [-free.-] {+free, families say.+}" in output
    assert output.count("changed 20") == 2
    assert "\x1b" not in output
