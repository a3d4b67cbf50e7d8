"""The operator's own templates, tried when the configuration is loaded: none that fails is ever used."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

from jinja2 import TemplateError

from monitor.digest.environment import Templates, failure_place, shipped_names
from monitor.digest.loading import loaded
from monitor.digest.render_feed import write_digest_feed, write_topic_feed
from monitor.digest.render_index import write_index
from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.digest.sample import sample_entry, sample_issue
from monitor.errors import Problem
from monitor.model.issues import DigestIssues


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
    """Draw issues of several kinds with the templates; yield the first failure, and what would be loaded."""
    assert templates.folder
    try:
        drawn = list(_draw_all(templates))
    except Exception as error:  # noqa: BLE001 - a template may fail in any way
        yield _problem(templates.folder, error, at=templates.folder)
        return
    for address in dict.fromkeys(address for html in drawn for address in loaded(html)):
        yield _loading(templates.folder, address)


def _draw_all(templates: Templates) -> Iterator[str]:
    """Yield all that is drawn from the templates, of several kinds of issues; plain text has its turn too."""
    issue = sample_issue()
    quiet = replace(issue, sections=tuple(replace(section, stories=()) for section in issue.sections))
    for each in (issue, quiet):
        yield render_page(each, templates).html
        yield render_mail(each, templates).html
    entry, names = sample_entry(), {"harbour": "Harbour"}
    years = [("2025", "archive-2025.html")]
    digest = DigestIssues(digest=entry.digest, name=entry.name, issues=[entry, replace(entry, headlines=())])
    yield _written(write_index, [digest], templates, year=2026, undelivered=1, years=years, topics=names)
    yield _written(write_index, [], templates, year=2026)
    _written(write_digest_feed, digest, templates, names=names)
    of_topic = {"topic": "harbour", "name": "Harbour", "made_at": entry.made_at}
    for told in ([], [(entry, headline) for headline in entry.headlines]):
        _written(write_topic_feed, told, templates, **of_topic)


def _written(write: Callable[..., None], *values: object, **named: object) -> str:
    file = StringIO(newline="")
    write(file, *values, **named)
    return file.getvalue()


def _loading(folder: Path, address: str) -> Problem:
    """Return the problem with what loads an address, with the first line that has it, if any has."""
    places = (
        (path, number)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if address in line
    )
    file, line = next(places, (folder, 0))
    text = f"{address!r} would be loaded from outside, which tells others who reads: put it in the file"
    return Problem(text=text, file=str(file), line=line)


def _problem(folder: Path, error: Exception, *, at: Path) -> Problem:
    file, line = failure_place(folder, error)
    reason = " ".join(str(error).split()) or type(error).__name__
    text = f"{reason}; `monitor help templates` tells what there is"
    return Problem(text=text, file=file or str(at), line=line)
