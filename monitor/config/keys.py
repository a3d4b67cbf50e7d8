"""Every key that the configuration knows, read off the schema."""

from collections.abc import Iterator
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from monitor.config.positions import KeyPath
from monitor.config.schema.feeds import FeedsFile
from monitor.config.schema.monitor import MonitorFile
from monitor.config.schema.names import NamesFile
from monitor.config.schema.table import Table
from monitor.config.schema.topics import TopicsFile

#: Each file of the configuration and what it may hold.
FILES: dict[str, type[Table]] = {
    "monitor.toml": MonitorFile,
    "feeds.toml": FeedsFile,
    "topics.toml": TopicsFile,
    "names.toml": NamesFile,
}


def known_keys() -> dict[str, str]:
    """Return the description of every key, such as `digests.*.at` or `sources.*.feeds[].url`."""
    return {
        path: info.description or "" for table in FILES.values() for path, info in _walk(table, prefix="")
    }


def keys_at(root: type[Table], path: KeyPath) -> list[str]:
    """Return the keys that may stand in the table at `path`."""
    table = root
    for part in path:
        info = table.model_fields.get(str(part))
        table = (_table_of(info)[0] or table) if info else table
    return list(table.model_fields)


def kind_at(root: type[Table], section: str, key: str) -> object:
    """Return what a key of a section holds: `str`, `int`, `bool`, `list`, ..."""
    table = _table_of(root.model_fields[section])[0]
    assert table is not None
    held = table.model_fields[key].annotation
    return get_origin(held) or held


def _walk(table: type[Table], prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for key, info in table.model_fields.items():
        inner, between = _table_of(info)
        if inner is None and not prefix:
            yield f"{key}.*.*", info  # what a file holds are tables: these are of texts
        elif inner is None or between == "[]":
            yield prefix + key, info
        if inner is not None:
            yield from _walk(inner, prefix=f"{prefix}{key}{between}.")


def _table_of(info: FieldInfo) -> tuple[type[Table] | None, str]:
    """Return the table that a key holds, and how it is reached: `.*` by name, `[]` by number."""
    held, between = info.annotation, ""
    if get_origin(held) in (dict, list):
        between = ".*" if get_origin(held) is dict else "[]"
        held = get_args(held)[-1]
    return (held if isinstance(held, type) and issubclass(held, Table) else None), between
