"""The operator's own templates: tried at load, refused with their line, never a reason not to send."""

import logging
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest
from digest_sample import make_issue
from drawn import render_index

from monitor.digest.charts import Bar, Chart
from monitor.digest.entries import Entry
from monitor.digest.environment import Templates, shipped_names
from monitor.digest.overrides import check_overrides
from monitor.digest.render_feed import Feed, FeedEntry
from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.digest.sample import sample_entry
from monitor.digest.sections import SectionView
from monitor.digest.sources import SourceView
from monitor.digest.stories import StoryView
from monitor.digest.view import IssueView

MANUAL = files("monitor.cli").joinpath("manual", "templates.txt").read_text(encoding="utf-8")


def override(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_an_override_takes_the_place_of_one_template_and_leaves_the_others(tmp_path: Path) -> None:
    override(tmp_path, "mail.txt", "Today: {{ issue.name }}\n")
    override(tmp_path, "mail.css", "h1 { color: #123456; }")
    assert check_overrides(tmp_path) == []
    templates = Templates(folder=tmp_path)
    mail = render_mail(make_issue(), templates)
    assert mail.text == "Today: Belarus daily\n"
    assert '<h1 style="color: #123456;">' in mail.html
    assert render_page(make_issue(), templates) == render_page(make_issue())


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("mail.txt", "one\n{% if %}\n", 2, "Expected an expression"),
        ("mail.html", "<p>\n\n{{ issue.nmae }}\n", 3, "has no attribute 'nmae'"),
        ("page.html", "{{ isue }}", 1, "'isue' is undefined"),
        (
            "page.html",
            "\n{% autoescape false %}{{ issue.name }}{% endautoescape %}",
            2,
            "cannot be turned off",
        ),
        ("page.html", "\n\n{{ issue.name | safe }}", 3, "No filter named 'safe'"),
        ("page.html", "{{ issue.__class__.__mro__ }}", 1, "unsafe"),
        (
            "_macros.html",
            "{% macro marked(pieces) %}{{ nothing }}{% endmacro %}",
            1,
            "not export the requested name",
        ),
        ("index.html", "{{ 1 / 0 }}", 1, "division by zero"),
        ("page.html", b"\xff\xfe", 0, "is not UTF-8"),
        ("pages.html", "x", 0, "replaces no template; there are: _head.html"),
        ("mail.html", "{% include 'nothing.html' %}", 0, "nothing.html"),
    ],
)
def test_a_broken_override_is_refused_with_its_file_and_line(
    tmp_path: Path, name: str, text: str | bytes, line: int, told: str
) -> None:
    path = override(tmp_path, name, text)
    [problem] = check_overrides(tmp_path)
    assert told in problem.text
    if line:
        assert problem.line == line or name == "_macros.html"
        assert problem.file == str(path) or name == "_macros.html"


@pytest.mark.parametrize(
    ("name", "text", "address"),
    [
        ("mail.html", '<p>Logo\n<img src="https://cdn.test/a.png">', "https://cdn.test/a.png"),
        ("mail.html", '<p>\n<table background="//cdn.test/b.png">', "//cdn.test/b.png"),
        ("mail-dark.css", "p {}\n@import 'http://cdn.test/c.css';", "http://cdn.test/c.css"),
        ("page.css", "p {}\nh1 { background: URL( http://cdn.test/d ) }", "http://cdn.test/d"),
        ("mail.css", "p {}\nh1 { background: url(http://cdn.test/e) }", "http://cdn.test/e"),
        ("_head.html", '<title>\n<link rel="stylesheet" href="https://cdn.test/f">', "https://cdn.test/f"),
        (
            "index.html",
            '<p>\n<meta http-equiv="refresh" content="9;url=https://cdn.test/g">',
            "https://cdn.test/g",
        ),
        ("page.html", '\n<a style="background:url(https://cdn.test/h)">x</a>', "https://cdn.test/h"),
    ],
)
def test_an_override_that_loads_from_outside_is_refused_with_its_line(
    tmp_path: Path, name: str, text: str, address: str
) -> None:
    path = override(tmp_path, name, text)
    [problem] = check_overrides(tmp_path)
    assert problem.text.startswith(f"{address!r} would be loaded from outside")
    assert (problem.file, problem.line) == (str(path), 2)


def test_links_and_what_is_in_the_file_load_nothing(tmp_path: Path) -> None:
    text = '<a href="https://desk.test">us</a><img src="data:image/gif;base64,R0lG"><use href="#a"/>'
    override(tmp_path, "mail.html", text + '<link rel="alternate" href="daily.xml">')
    assert check_overrides(tmp_path) == []


def test_escaping_holds_in_overrides(tmp_path: Path) -> None:
    override(tmp_path, "index.html", "{% for d in digests %}{{ d.name }}{% endfor %}{{ trouble }}")
    assert "Sample &amp; digest" in render_index([sample_entry()], Templates(folder=tmp_path))


def test_an_override_that_fails_with_real_articles_is_told_and_the_shipped_one_is_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = override(tmp_path, "page.html", "\n{{ 1 / (issue.number - 12) }}")
    assert check_overrides(tmp_path) == []
    with caplog.at_level(logging.ERROR):
        assert render_page(make_issue(number=12), Templates(folder=tmp_path)) == render_page(
            make_issue(number=12)
        )
    [record] = caplog.records
    assert record.getMessage() == f"{path}:2: division by zero; the shipped page.html was used"


def test_the_manual_names_every_template_and_every_variable() -> None:
    assert all(name in MANUAL for name in shipped_names())
    for noun, kind in (
        ("issue", IssueView),
        ("section", SectionView),
        ("story", StoryView),
        ("entry", Entry),
        ("chart", Chart),
        ("bar", Bar),
        ("source", SourceView),
    ):
        for field in fields(kind):
            assert f"{noun}.{field.name}" in MANUAL
    for kind in (Feed, FeedEntry):
        assert all(f"`{field.name}`" in MANUAL for field in fields(kind))
