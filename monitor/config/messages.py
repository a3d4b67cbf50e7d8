"""What pydantic finds wrong, in plain words and with a remedy."""

from datetime import date, time

from pydantic_core import ErrorDetails

from monitor.config.keys import keys_at
from monitor.config.nearest import did_you_mean
from monitor.config.positions import KeyPath
from monitor.config.schema.table import Table

_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": 'a list in square brackets, such as ["..."]',
    "dict_type": "a table",
    "model_type": "a table",
}

_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}

_GIVEN = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number with a point"),
    (str, "text in quotes"),
    (list, "a list"),
    (dict, "a table"),
    (date, "a date"),
    (time, "a time"),
)


def explain(root: type[Table], path: KeyPath, error: ErrorDetails) -> str:
    """Return what is wrong with the value or key at `path` of a file and how to mend it.

    A wrong value is shown only by our own checks, and no secret passes through those.
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key '{path[-1]}'; {did_you_mean(str(path[-1]), keys_at(root, path[:-1]))}"
    if kind == "missing":
        return f"key '{path[-1]}' is missing; add it"
    if kind == "literal_error":
        return f"'{error['input']}' is not possible here; write {context['expected']}"
    if kind in _LIMITS:
        limit, words = _LIMITS[kind]
        return f"must be {words} {context[limit]}"
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, not {_given(error['input'])}"
    return str(context.get("error", error["msg"]))


def _given(value: object) -> str:
    return next((words for held, words in _GIVEN if isinstance(value, held)), "this")
