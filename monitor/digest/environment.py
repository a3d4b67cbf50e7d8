"""The templates and what they may use: escaping on, nothing undefined, nothing from outside the package."""

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from monitor.digest.labels import count
from monitor.digest.snippets import clean

#: Columns of a line of the text part, as mail has it since RFC 2646.
TEXT_WIDTH = 76


@cache
def environment() -> Environment:
    """Return the one environment of all templates; only `.txt` is not escaped."""
    made = Environment(
        loader=PackageLoader("monitor.digest", "templates"),
        autoescape=select_autoescape(default=True, disabled_extensions=("txt",)),
        finalize=_finalise,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["articles"] = partial(count, noun="article")
    made.filters["issues"] = partial(count, noun="issue")
    made.filters["wrap"] = wrap
    return made


def _finalise(value: object) -> object:
    """Take controls out of whatever is printed, the line ends of our own layout excepted."""
    if not isinstance(value, str) or value.isprintable():
        return value
    lines = "\n".join(clean(line) for line in value.split("\n"))
    return Markup(lines) if isinstance(value, Markup) else lines  # noqa: S704 - it was Markup before


def wrap(text: str, indent: int = 0, *, later: int | None = None) -> str:
    """Return text in lines of at most 76 columns; `later` indents the lines after the first.

    The standard library's `textwrap` does the same in five times the time.
    """
    margin = " " * (indent if later is None else later)
    lines, line = [], " " * indent
    for number, word in enumerate(clean(text).split()):
        if number and len(line) + 1 + len(word) > TEXT_WIDTH:
            lines.append(line)
            line = margin + word
        else:
            line += f" {word}" if number else word
    return "\n".join([*lines, line])
