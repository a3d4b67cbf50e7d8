"""Reading feedparser's records, in which any element of a feed may have put anything under any name."""

from collections.abc import Mapping
from typing import Any


def text(record: Mapping[str, Any], *keys: str) -> str:
    """Return the first text under one of `keys` that is not empty; else an empty one."""
    for key in keys:
        value = _value(record, key)
        if isinstance(value, str) and value:
            return value
    return ""


def record(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the record under `key`; an empty one when there is none."""
    value = _value(parent, key)
    return value if isinstance(value, dict) else {}


def records(parent: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the records in the list under `key`."""
    value = _value(parent, key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _value(parent: Mapping[str, Any], key: str) -> Any:
    """Return what is stored under `key` itself: feedparser's own `get` warns, guesses and can fail."""
    assert isinstance(parent, dict)
    return dict.get(parent, key)
