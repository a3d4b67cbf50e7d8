"""A file's values against the schema: what can be used, and every problem with the rest."""

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from monitor.config.messages import explain
from monitor.config.positions import KeyPath
from monitor.config.schema.table import Table
from monitor.config.tomlfile import TomlFile
from monitor.errors import Problem

_File = TypeVar("_File", bound=Table)

#: pydantic's mark for an error in the key of a table, not in its value.
_IN_KEY = "[key]"

#: How deep tables lie in tables, as in `digests.daily.at`; a wrong part is no smaller than that.
_DEPTH = 3


def validate(schema: type[_File], file: TomlFile) -> tuple[_File, list[Problem]]:
    """Return what is right in a file and the problems with what is not.

    Right parts are returned beside wrong ones, so that one run can go on to find the mistakes between files.
    """
    errors: list[ErrorDetails] = []
    values = file.values
    while True:
        try:
            return schema.model_validate(values), [_problem(schema, file, error) for error in errors]
        except ValidationError as exc:
            found = exc.errors(include_url=False)
        # Without its wrong parts a table may lack a key it needs; that is no mistake of the operator's.
        errors = errors or found
        values = _without(values, {_part(error) for error in found})


def _part(error: ErrorDetails) -> KeyPath:
    """Return what must be taken out: a single key, or the whole table that lacks one."""
    path = _path(error)
    return path[:-1][:_DEPTH] if error["type"] == "missing" else path[:_DEPTH]


def _without(values: dict[str, Any], parts: set[KeyPath], path: KeyPath = ()) -> dict[str, Any]:
    return {
        key: _without(value, parts, (*path, key)) if isinstance(value, dict) else value
        for key, value in values.items()
        if (*path, key) not in parts
    }


def _path(error: ErrorDetails) -> KeyPath:
    return tuple(part for part in error["loc"] if part != _IN_KEY)


def _problem(schema: type[Table], file: TomlFile, error: ErrorDetails) -> Problem:
    path = _path(error)
    is_key = _IN_KEY in error["loc"] or error["type"] == "extra_forbidden"
    return file.problem(path, explain(schema, path, error), at_key=is_key)
