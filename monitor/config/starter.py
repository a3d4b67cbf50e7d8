"""The configuration and seeds that we ship, copied to where an operator can change them."""

import shutil
from importlib.resources import files
from pathlib import Path

from monitor.errors import ConfigError

_FOLDERS = ("config", "seeds")


def write_starter(folder: Path) -> list[Path]:
    """Write `config` and `seeds` into `folder`; return the files written. Nothing is ever overwritten."""
    shipped = _shipped()
    copies = {
        folder / file.relative_to(shipped): file
        for name in _FOLDERS
        for file in sorted((shipped / name).rglob("*"))
        if file.is_file()
    }
    if there := [str(target) for target in copies if target.exists()]:
        raise ConfigError(*(f"{target} is already there; name an empty folder" for target in there))
    try:
        for target, file in copies.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    except OSError as exc:
        raise ConfigError(f"{exc.filename or folder} cannot be written: {exc.strerror}") from exc
    return list(copies)


def _shipped() -> Path:
    """Return the folder that holds what we ship: in the installed package, or the root of a checkout."""
    package = Path(str(files("monitor")))
    installed = package / "starter"
    return installed if installed.is_dir() else package.parent
