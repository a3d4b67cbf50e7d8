"""One TOML file: its values, and the place of each for whoever must complain about it."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.config.positions import KeyPath, Positions, find_positions
from monitor.errors import ConfigError, Problem

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MISSING = "file is missing; an empty one will do, and `monitor init` writes one to start from"

#: What `tomllib` says, and what a person is told.
_PLAIN_WORDS = (
    ("Expected newline or end of document", "something is left over here; a text needs quotes around it"),
    ("Invalid value", "no value can be read here; a text needs quotes around it"),
    ("Expected '=' after a key", "a key must be followed by = and its value"),
    ("Invalid statement", "no key can be read here; write key = value"),
    ("Cannot overwrite a value", "this key is given a second time; take one out"),
    ("Cannot declare", "this table is given a second time; write all its keys under one header"),
    ("Invalid initial character for a key", 'no key can be read here; put quotes around odd keys: "a b"'),
    ("Expected ']' at the end of", "a header is not closed; add ]"),
    ("Unclosed array", "a list is not closed, or lacks a comma; add , or ]"),
    ("Unclosed inline table", "a table in { } is not closed on its line; add }"),
    (r"Illegal character '\n'", "a text is not closed on its line; add its last quotes"),
    ("Unterminated string", 'a text is not closed; add """'),
    ("Expected \"'", "a text is not closed; add its last quotes"),
    ("Unescaped '\\'", "a backslash in double quotes must be doubled; or use single quotes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A file that was read; empty when it could not be."""

    #: As shown to the operator.
    path: str
    values: dict[str, Any] = field(default_factory=dict)
    positions: Positions = field(default_factory=lambda: Positions(""))
    #: Whether `values` is what the file holds, and not empty for want of a readable file.
    is_sound: bool = True
    #: Values that come from the environment, each with the name of its variable.
    variables: dict[KeyPath, str] = field(default_factory=dict)

    def names_in(self, table: str) -> set[str]:
        """Return the names of the tables in a table, also of those that are wrong."""
        inner = self.values.get(table)
        return set(inner) if isinstance(inner, dict) else set()

    def problem(self, path: KeyPath, text: str, *, at_key: bool = False) -> Problem:
        """Return a problem with the value at `path`, or with its key."""
        if path in self.variables:
            return Problem(text=f"{self.variables[path]}: {text}")
        offset = self.positions.key(path) if at_key else self.positions.value(path)
        return self.problem_at(offset, text)

    def problem_at(self, offset: int, text: str) -> Problem:
        """Return a problem with what stands at an offset of the text."""
        line, column = self.positions.line_and_column(offset)
        return Problem(text=text, file=self.path, line=line, column=column)


def read_toml(path: Path) -> TomlFile:
    """Read one file; raise ConfigError with one problem when that cannot be done."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return TomlFile(path=str(path), values=tomllib.loads(text), positions=find_positions(text))
    except FileNotFoundError as exc:
        raise ConfigError(Problem(text=_MISSING, file=str(path))) from exc
    except OSError as exc:
        raise ConfigError(Problem(text=f"cannot be read: {exc.strerror}", file=str(path))) from exc
    except UnicodeDecodeError as exc:
        line = exc.object.count(b"\n", 0, exc.start) + 1
        problem = Problem(text="is not UTF-8 here; save the file as UTF-8", file=str(path), line=line)
        raise ConfigError(problem) from exc
    except RecursionError as exc:
        deep = "too many brackets are open within each other; close them"
        raise ConfigError(Problem(text=deep, file=str(path))) from exc
    except ValueError as exc:
        raise ConfigError(_syntax_problem(path, text, str(exc))) from exc


def _syntax_problem(path: Path, text: str, message: str) -> Problem:
    place = _PLACE.search(message)
    words = message[: place.start()] if place else message
    plain = next((plain for start, plain in _PLAIN_WORDS if words.startswith(start)), words)
    if not place or not place[1]:
        return Problem(text=plain, file=str(path), line=text.count("\n") + 1)
    return Problem(text=plain, file=str(path), line=int(place[1]), column=int(place[2]))
