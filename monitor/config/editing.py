"""Feeds written into feeds.toml; its comments and layout stay as they are."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Array, Table

from monitor.config.adding import Addition
from monitor.config.schema.feeds import FeedsFile
from monitor.config.tomlfile import read_toml
from monitor.config.validate import validate
from monitor.errors import ConfigError


def add_feeds(path: Path, additions: Sequence[Addition]) -> None:
    """Write the additions into the file at once, or raise ConfigError and leave it as it was."""
    text = _read(path)
    new = with_feeds(text, additions)
    # A link stays one; what it points to is written.
    _replace(path.resolve(), new)


def with_feeds(text: str, additions: Sequence[Addition]) -> str:
    """Return `text`, a feeds.toml that is right, with the additions; new sources stand at its end."""
    document = tomlkit.parse(text)
    sources = document.setdefault("sources", tomlkit.table(is_super_table=True))
    for addition in additions:
        if addition.source not in sources:
            document = tomlkit.parse(_with_source(tomlkit.dumps(document), addition))
            sources = document["sources"]
        _append(sources[addition.source], addition)
    return tomlkit.dumps(document)


def as_toml(addition: Addition) -> str:
    """Return the lines that the addition comes to, for people to look at."""
    return with_feeds("" if addition.about else f"[sources.{addition.source}]\nfeeds = [\n]\n", [addition])


def _with_source(text: str, addition: Addition) -> str:
    """Return `text` with the table of a new source at its end.

    As text and not by tomlkit, which would put it before the last comments of the file.
    """
    lines = [f"# {' '.join(addition.comment.split())}"] if addition.comment else []
    lines += [f"[sources.{addition.source}]"]
    lines += [f"{key} = {tomlkit.item(value).as_string()}" for key, value in addition.about.items()]
    before = text.rstrip("\n")
    return (before + "\n\n" if before else "") + "\n".join(lines) + "\nfeeds = [\n]\n"


def _append(source: Table, addition: Addition) -> None:
    feeds = source.setdefault("feeds", tomlkit.array())
    feed = addition.feed
    if isinstance(feeds, AoT):
        table = tomlkit.table()
        table.update(feed)
        feeds.append(table)
    else:
        assert isinstance(feeds, Array)
        feeds.append(feed["url"] if len(feed) == 1 else tomlkit.value(_inline(feed)))


def _inline(value: object) -> str:
    """Return a value on one line, tables with the spaces of the shipped files."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(inner)}" for key, inner in value.items()) + " }"
    return tomlkit.item(value).as_string()


def _read(path: Path) -> str:
    """Return the text of a file that is right; raise ConfigError with what is wrong with it."""
    file = read_toml(path)
    _, problems = validate(FeedsFile, file)
    if problems:
        raise ConfigError(*problems)
    return path.read_bytes().decode("utf-8-sig")


def _replace(path: Path, text: str) -> None:
    """Put `text` into a file beside `path`, check it there, and only then put it in its place."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        new = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            _read(new)
            new.chmod(path.stat().st_mode)
            new.replace(path)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()
    except OSError as exc:
        raise ConfigError(f"{path} cannot be written: {exc.strerror}") from exc
