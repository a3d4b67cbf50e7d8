"""Files of examples, one JSON object a line: read, or refused with every wrong line."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from monitor.errors import ConfigError, Problem

#: Key -> what it must hold, in words, and the test for it. A key whose test passes None may be absent.
Fields = Mapping[str, tuple[str, Callable[[Any], bool]]]

#: Wrong lines that are told; the rest is counted.
_MOST_TOLD = 10


def is_text(value: object) -> bool:
    """Tell whether a value is a text."""
    return isinstance(value, str)


def is_text_or_none(value: object) -> bool:
    """Tell whether a value is a text, or null, or absent."""
    return value is None or is_text(value)


def is_texts(value: object) -> bool:
    """Tell whether a value is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def read_lines(path: Path, fields: Fields) -> list[dict[str, Any]]:
    """Return the objects, each with an `id`, if need be the number of its line.

    Raises ConfigError for what is not as `fields` say, and for a file without an object.
    """
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        wrong = list(_wrong(line, fields))
        problems += [Problem(text=text, file=str(path), line=number) for text in wrong]
        if not wrong:
            value = json.loads(line)
            found.append(value | {"id": str(value.get("id") or f"line {number}")})
    if problems:
        raise ConfigError(*problems[:_MOST_TOLD], *_rest(problems))
    if not found:
        raise ConfigError(Problem(text="holds no line to measure with", file=str(path)))
    return found


def read_text(path: Path) -> str:
    """Return the text of a file; raise ConfigError when it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise ConfigError(Problem(text=f"cannot be read: {exc.strerror}", file=str(path))) from exc
    except UnicodeDecodeError as exc:
        raise ConfigError(Problem(text="is not UTF-8; save the file as UTF-8", file=str(path))) from exc


def wrong_fields(value: object, fields: Fields) -> Iterator[str]:
    """Yield what is wrong with an object."""
    if not isinstance(value, dict):
        yield f"must be an object with {', '.join(fields)}"
        return
    for key, (what, is_right) in fields.items():
        if not is_right(value.get(key)):
            yield f"'{key}' must be {what}" if key in value else f"'{key}' is missing; it is {what}"


def _wrong(line: str, fields: Fields) -> Iterator[str]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        yield "is no JSON; each line is one object"
        return
    yield from wrong_fields(value, fields)


def _rest(problems: Sequence[Problem]) -> Iterator[str]:
    if len(problems) > _MOST_TOLD:
        yield f"and {len(problems) - _MOST_TOLD} more"
