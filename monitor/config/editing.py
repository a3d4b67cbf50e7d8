"""Feeds written into feeds.toml; its comments and layout stay as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from stat import S_IMODE

import tomlkit
from tomlkit.items import AoT, Array, Table

from monitor.config.adding import Addition
from monitor.config.schema.feeds import FeedsFile
from monitor.config.tomlfile import read_toml
from monitor.config.validate import validate
from monitor.errors import ConfigError
from monitor.files import put


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
    new: dict[str, list[Addition]] = {}
    for addition in additions:
        if addition.source in sources:
            _append(sources[addition.source], addition)
        else:
            new.setdefault(addition.source, []).append(addition)
    after = tomlkit.dumps(document)
    if not new:
        return after
    # As text and not by tomlkit, which would put them before the last comments of the file.
    return "\n\n".join(filter(None, [after.rstrip("\n"), *map(_source, new.values())])) + "\n"


def as_toml(addition: Addition) -> str:
    """Return the lines that the addition comes to, for people to look at."""
    return with_feeds("" if addition.about else f"[sources.{addition.source}]\nfeeds = [\n]\n", [addition])


def _source(additions: Sequence[Addition]) -> str:
    """Return the table of a new source with its feeds."""
    first = additions[0]
    lines = [f"# {' '.join(first.comment.split())}"] if first.comment else []
    lines += [f"[sources.{first.source}]"]
    lines += [f"{key} = {_inline(value)}" for key, value in first.about.items()]
    return "\n".join([*lines, "feeds = [", ",\n".join(f"    {_feed(each)}" for each in additions), "]"])


def _append(source: Table, addition: Addition) -> None:
    feeds = source.setdefault("feeds", tomlkit.array())
    if isinstance(feeds, AoT):
        table = tomlkit.table()
        table.update(addition.feed)
        feeds.append(table)
    else:
        assert isinstance(feeds, Array)
        feeds.append(tomlkit.value(_feed(addition)))


def _feed(addition: Addition) -> str:
    """Return a feed as one of a list: its address alone if that is all."""
    feed = addition.feed
    return _inline(feed["url"] if len(feed) == 1 else feed)


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

    def is_right(new: Path) -> bool:
        _read(new)
        return True

    try:
        put(path, lambda new: new.write(text), mode=S_IMODE(path.stat().st_mode), is_wanted=is_right)
    except OSError as exc:
        raise ConfigError(f"{path} cannot be written: {exc.strerror}") from exc
