"""Where the configuration and the data lie.

Configuration: `--config`, MONITOR_CONFIG, ./config when it holds monitor.toml, $XDG_CONFIG_HOME/monitor.
Data: `--data`, MONITOR_DATA, `data` beside a configuration folder named `config`, $XDG_DATA_HOME/monitor.
The first that is given counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The two directories."""

    config_dir: Path
    data_dir: Path


def find_places(
    config: Path | None, data: Path | None, *, environ: Mapping[str, str], cwd: Path, home: Path
) -> Places:
    """Return where to read and write; `config` and `data` are the options, None when not given."""
    config_dir = _config_dir(config or _given(environ, "MONITOR_CONFIG"), environ, cwd, home)
    data_dir = data or _given(environ, "MONITOR_DATA") or _data_dir(config_dir, environ, cwd, home)
    return Places(config_dir=config_dir, data_dir=data_dir)


def _config_dir(given: Path | None, environ: Mapping[str, str], cwd: Path, home: Path) -> Path:
    if given is None:
        is_here = _is_file(cwd / "config" / "monitor.toml", or_hidden=True)
        return Path("config") if is_here else _xdg(environ, "XDG_CONFIG_HOME", home / ".config")
    if _is_file(cwd / given):
        return given.parent
    # `monitor init DIR` makes DIR/config; whoever names DIR means that.
    inner = given / "config"
    is_outer = not _is_file(cwd / given / "monitor.toml") and _is_file(cwd / inner / "monitor.toml")
    return inner if is_outer else given


def _data_dir(config_dir: Path, environ: Mapping[str, str], cwd: Path, home: Path) -> Path:
    if (cwd / config_dir).name == "config":
        return (config_dir.parent if config_dir.name else Path("..")) / "data"
    return _xdg(environ, "XDG_DATA_HOME", home / ".local" / "share")


def _given(environ: Mapping[str, str], name: str) -> Path | None:
    return Path(environ[name]) if environ.get(name) else None


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """Return our folder under a base directory; one that is not absolute does not count, as XDG says."""
    base = Path(environ.get(name, ""))
    return (base if base.is_absolute() else default) / "monitor"


def _is_file(path: Path, *, or_hidden: bool = False) -> bool:
    """Tell whether a file is there; of one that cannot be looked at, what is said."""
    try:
        return path.is_file()
    except OSError:
        return or_hidden
