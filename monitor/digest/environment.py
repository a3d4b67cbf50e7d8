"""The templates and what they may use: escaping on, nothing undefined, nothing that loads."""

import logging
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TextIO

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
    select_autoescape,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from monitor.digest.snippets import Piece, clean
from monitor.errors import MonitorError
from monitor.words.counts import count

log = logging.getLogger(__name__)

#: Columns of a line of the text part, as mail has it since RFC 2646.
TEXT_WIDTH = 76

#: Pieces of a rendered template that are joined at once.
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """The shipped templates, and those of the operator that take their places."""

    #: The operator's, under the names of ours; None for none.
    folder: Path | None = None
    #: Whether a failure is raised; otherwise the shipped template steps in.
    is_trial: bool = False

    def draw(self, name: str, **values: object) -> str:
        """Return a template rendered."""
        file = StringIO(newline="")
        self.write(file, name, **values)
        return file.getvalue()

    def write(self, file: TextIO, name: str, **values: object) -> None:
        """Render a template into a file that can be cut; one of the operator's that fails gives way to ours.

        What the template walks through may be made as it comes to it, if it can be made again.
        """
        if self.folder is not None:
            try:
                _write(file, self.load(name).generate(**values))
                return
            except (MonitorError, OSError):
                raise
            except Exception as error:
                if self.is_trial:
                    raise
                at, line = failure_place(self.folder, error)
                log.error("%s:%d: %s; the shipped %s was used", at or self.folder, line, error, name)
                file.seek(0)
                file.truncate()
        _write(file, _environment(None).get_template(name).generate(**values))

    def load(self, name: str) -> Template:
        """Return a template; raise TemplateError or UnicodeDecodeError for one that is none."""
        return _environment(self.folder).get_template(name)


def _write(file: TextIO, pieces: Iterator[str]) -> None:
    """Write pieces, some at a time: each alone would take longer, all together several times their memory."""
    while some := list(islice(pieces, _AT_ONCE)):
        file.write("".join(some))


#: Nothing but ours.
SHIPPED = Templates()


def shipped_names() -> list[str]:
    """Return the names of the templates that may be replaced."""
    return _environment(None).list_templates()


def failure_place(folder: Path, error: Exception) -> tuple[str, int]:
    """Return the file and line of the operator's template in which an error arose; empty and 0 if in none."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(folder))]
    return (ours[-1].filename, ours[-1].lineno or 0) if ours else ("", 0)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing can turn escaping off."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if (block := tree.find(nodes.ScopedEvalContextModifier)) is not None:
            raise TemplateSyntaxError("escaping cannot be turned off", block.lineno, name, filename)
        return tree


@cache
def _environment(folder: Path | None) -> Environment:
    """Return the one environment of the templates of a folder and ours; only `.txt` is not escaped.

    The sandbox is for the operator's: it takes a third of the time again.
    """
    shipped = PackageLoader("monitor.digest", "templates")
    made = (_Sandbox if folder else Environment)(
        loader=ChoiceLoader([FileSystemLoader(folder), shipped]) if folder else shipped,
        autoescape=select_autoescape(default=True, disabled_extensions=("txt",)),
        finalize=_finalise,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    del made.filters["safe"]
    made.filters["articles"] = partial(count, noun="article")
    made.filters["stories"] = partial(count, noun="story", nouns="stories")
    made.filters["issues"] = partial(count, noun="issue")
    made.filters["marked"] = marked
    made.filters["wrap"] = wrap
    return made


def _finalise(value: object) -> object:
    """Take controls out of whatever is printed, the line ends of our own layout excepted."""
    if not isinstance(value, str) or value.isprintable():
        return value
    lines = "\n".join(clean(line) for line in value.split("\n"))
    return Markup(lines) if isinstance(value, Markup) else lines  # noqa: S704 - it was Markup before


def marked(pieces: Iterable[Piece]) -> Markup:
    """Return text with a mark around each hit. As a macro it would take three times as long."""
    texts = [f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces]
    return Markup("".join(texts))  # noqa: S704 - each text is escaped


def wrap(text: str, indent: int = 0, *, later: int | None = None) -> str:
    """Return text in lines of at most 76 columns; `later` indents the lines after the first.

    The standard library's `textwrap` does the same in five times the time.
    """
    if len(text) + indent <= TEXT_WIDTH and text.isprintable():
        return " " * indent + " ".join(text.split())
    margin = " " * (indent if later is None else later)
    lines, line = [], " " * indent
    for number, word in enumerate(clean(text).split()):
        if number and len(line) + 1 + len(word) > TEXT_WIDTH:
            lines.append(line)
            line = margin + word
        else:
            line += f" {word}" if number else word
    return "\n".join([*lines, line])
