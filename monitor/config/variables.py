"""One variable of the environment, given by itself or by a file that it names."""

from collections.abc import Mapping
from pathlib import Path

from monitor.errors import ConfigError

#: What the name of a variable ends with that names a file.
IN_FILE = "_FILE"

#: What variables begin with to which feeds.toml refers (`secrets.py`).
OF_SECRETS = "MONITOR_SECRET_"


def text_of(plain: str, environ: Mapping[str, str]) -> str:
    """Return what a variable gives, itself or by a file; empty when it is not set."""
    name = plain + IN_FILE
    if not environ.get(name):
        return environ.get(plain, "")
    if environ.get(plain):
        raise ConfigError(f"{name}: {plain} is given too; take one of the two away")
    return _content(name, Path(environ[name]))


def _content(name: str, path: Path) -> str:
    """Return what the file says; its path is not shown, for somebody may have put the secret itself there."""
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as exc:
        raise ConfigError(f"{name}: the file it names cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ConfigError(f"{name}: the file it names is not UTF-8; save it as UTF-8") from exc
