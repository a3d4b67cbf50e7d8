"""The configuration in effect, defaults and environment included, with secrets masked; and its schema."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.config.keys import FILES
from monitor.config.reading import read_files
from monitor.errors import ConfigError


def effective(folder: Path, *, environ: Mapping[str, str]) -> dict[str, Any]:
    """Return what each file says in effect, by its name, fit for JSON; raise ConfigError if one is wrong."""
    files, problems = read_files(folder, environ)
    if problems:
        raise ConfigError(*problems)
    tables = (files.monitor.table, files.feeds.table, files.topics.table, files.names.table)
    return {
        name: table.model_dump(mode="json", exclude_none=True)
        for name, table in zip(FILES, tables, strict=True)
    }


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of each file, by file name, for editors that check TOML."""
    return {name: table.model_json_schema() for name, table in FILES.items()}


def to_toml(tables: Mapping[str, Any], prefix: str = "") -> str:
    """Return tables as TOML text."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, dict)}
    lines = [f"[{prefix}]"] if prefix and plain else []
    lines += [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    blocks = ["\n".join(lines) + "\n"] if lines else []
    blocks += [
        to_toml(value, prefix=f"{prefix}.{key}" if prefix else key)
        for key, value in tables.items()
        if isinstance(value, dict)
    ]
    return "\n".join(blocks)


def _key(key: str) -> str:
    """Return a key in quotes where it needs them, as a mail address does."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(inner) for inner in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    # What JSON writes for text, numbers and truth values is TOML too, once DEL is escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
