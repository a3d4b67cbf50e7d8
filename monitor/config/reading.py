"""The four files and the environment, read and checked one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from monitor.config.environment import override
from monitor.config.positions import KeyPath
from monitor.config.schema.feeds import FeedsFile
from monitor.config.schema.monitor import MonitorFile
from monitor.config.schema.names import NamesFile
from monitor.config.schema.table import Table
from monitor.config.schema.tellings import TellingTable
from monitor.config.schema.topics import TopicsFile
from monitor.config.tomlfile import TomlFile, read_toml
from monitor.config.validate import validate
from monitor.errors import ConfigError, Problem

_T = TypeVar("_T", bound=Table)


@dataclass(frozen=True, slots=True)
class Part(Generic[_T]):
    """One file, and what of it is right."""

    file: TomlFile
    table: _T


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """All that was read."""

    monitor: Part[MonitorFile]
    feeds: Part[FeedsFile]
    topics: Part[TopicsFile]
    names: Part[NamesFile]

    def tellings(self) -> Iterator[tuple[KeyPath, TellingTable]]:
        """Yield the digests and the alerts, each with its place in monitor.toml."""
        table = self.monitor.table
        yield from ((("digests", key), digest) for key, digest in table.digests.items())
        yield from ((("alerts", key), alert) for key, alert in table.alerts.items())


def read_files(folder: Path, environ: Mapping[str, str]) -> tuple[Files, list[Problem]]:
    """Return what can be used of the configuration in `folder`, and every problem inside a single file."""
    problems: list[Problem] = []
    _check_folder(folder)
    monitor, wrong = override(_read(folder / "monitor.toml", problems), environ)
    problems += wrong
    files = Files(
        monitor=_validate(MonitorFile, monitor, problems),
        feeds=_validate(FeedsFile, _read(folder / "feeds.toml", problems), problems),
        topics=_validate(TopicsFile, _read(folder / "topics.toml", problems), problems),
        names=_validate(NamesFile, _read(folder / "names.toml", problems), problems),
    )
    return files, problems


def _check_folder(folder: Path) -> None:
    """Raise one ConfigError for a folder that is not there, rather than one for each of its files."""
    try:
        is_there = folder.is_dir()
    except OSError as exc:
        raise ConfigError(f"{folder} cannot be read: {exc.strerror}") from exc
    if not is_there:
        raise ConfigError(f"no configuration in {folder}; `monitor init` writes one to start from")


def _read(path: Path, problems: list[Problem]) -> TomlFile:
    try:
        return read_toml(path)
    except ConfigError as exc:
        problems += exc.problems
        return TomlFile(path=str(path), is_sound=False)


def _validate(schema: type[_T], file: TomlFile, problems: list[Problem]) -> Part[_T]:
    table, wrong = validate(schema, file)
    problems += wrong
    return Part(file, table)
