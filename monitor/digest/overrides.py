"""The operator's own templates, tried when the configuration is loaded: none that fails is ever used."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateError

from monitor.digest.environment import Templates, failure_place, shipped_names
from monitor.digest.render_feed import render_digest_feed, render_topic_feed
from monitor.digest.render_index import render_index
from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.digest.sample import sample_entry, sample_issue
from monitor.errors import Problem


def check_overrides(folder: Path) -> list[Problem]:
    """Return what is wrong with the templates in a folder, each with its file and line."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    problems = [problem for path in found for problem in _check_file(folder, path)]
    return problems or list(_try_all(Templates(folder=folder, is_trial=True)))


def _check_file(folder: Path, path: Path) -> Iterator[Problem]:
    """Yield a problem with a file that replaces nothing, or cannot be read as a template."""
    name = path.relative_to(folder).as_posix()
    if name not in shipped_names():
        names = ", ".join(shipped_names())
        yield Problem(text=f"it replaces no template; there are: {names}", file=str(path))
        return
    try:
        Templates(folder=folder).load(name)
    except UnicodeDecodeError:
        yield Problem(text="is not UTF-8; save the file as UTF-8", file=str(path))
    except (TemplateError, OSError) as error:
        yield _problem(folder, error, at=path)


def _try_all(templates: Templates) -> Iterator[Problem]:
    """Draw issues of several kinds with the templates; yield the first failure."""
    assert templates.folder
    issue = sample_issue()
    quiet = replace(issue, sections=tuple(replace(section, stories=()) for section in issue.sections))
    try:
        for each in (issue, quiet):
            render_page(each, templates)
            render_mail(each, templates)
        _try_archive(templates)
    except Exception as error:  # noqa: BLE001 - a template may fail in any way
        yield _problem(templates.folder, error, at=templates.folder)


def _try_archive(templates: Templates) -> None:
    entry, names = sample_entry(), {"harbour": "Harbour"}
    years = [("2025", "archive-2025.html")]
    render_index([entry], templates, undelivered=1, years=years, topics=names)
    render_index([], templates)
    for each in (entry, replace(entry, headlines=())):
        render_digest_feed([each], templates, names=names)
        render_topic_feed([each], templates, topic="harbour", names=names)


def _problem(folder: Path, error: Exception, *, at: Path) -> Problem:
    file, line = failure_place(folder, error)
    reason = " ".join(str(error).split()) or type(error).__name__
    text = f"{reason}; `monitor help templates` tells what there is"
    return Problem(text=text, file=file or str(at), line=line)
