"""Whether the files of the configuration were changed: looked at, for not every file system tells."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

#: What tells one state of the files from another.
Signature = frozenset[tuple[str, int, int, int]]


def look(folder: Path, *, environ: Mapping[str, str]) -> Signature:
    """Return what changes when a file of the configuration is written, replaced, or linked elsewhere.

    Looks at the files in `folder`, the templates and the files that variables name, by absolute paths.
    """
    return look_at((*_files(folder.absolute()), *_named(environ)))


def look_at(paths: Iterable[Path]) -> Signature:
    """Return what changes when one of some files does. One that is not there counts too."""
    return frozenset(map(_sign, paths))


def _files(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.toml")
    yield from (folder / "templates").glob("*")


def _named(environ: Mapping[str, str]) -> Iterator[Path]:
    for name, value in environ.items():
        if name.startswith("MONITOR_") and name.endswith("_FILE") and value:
            yield Path(value)


def _sign(path: Path) -> tuple[str, int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), status.st_mtime_ns, status.st_size, status.st_ino
