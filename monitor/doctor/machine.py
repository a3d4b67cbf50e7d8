"""The machine: disk, permissions, certificates."""

import os
import shutil
import ssl
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from monitor.config.settings import Config
from monitor.doctor.finding import Finding, failed, warning, well

#: Below this nothing can be stored before long.
_LEAST_FREE = 100 * 2**20
#: Below this somebody should look.
_LITTLE_FREE = 2**30
_OTHERS_MAY_READ = stat.S_IROTH


def check_permissions(config: Config) -> Iterator[Finding]:
    """Find out whether we may write where we must, and whether others may read what is secret."""
    folder = _nearest(config.data_dir)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = f"let user {_user()} write there, or choose another place with --data"
        yield failed("permissions", f"{folder}: {error.strerror}", remedy=remedy)
    else:
        yield well("permissions", f"{folder} can be written")
    yield from _open_secrets(config)


def _open_secrets(config: Config) -> Iterator[Finding]:
    for path in _secret_files(config):
        if path.exists() and path.stat().st_mode & _OTHERS_MAY_READ:
            text = f"{path} holds a password and every user of this machine can read it"
            yield warning("permissions", text, remedy=f"chmod o-r {path}")


def _secret_files(config: Config) -> Iterator[Path]:
    is_given = any(name.startswith("MONITOR_MAIL_PASSWORD") for name in os.environ)
    if config.mail and config.mail.password and not is_given:
        yield config.config_dir / "monitor.toml"
    for name, value in os.environ.items():
        if name.startswith("MONITOR_") and name.endswith("_FILE") and value:
            yield Path(value)


def check_disk(config: Config) -> Iterator[Finding]:
    """Find out how much room is left."""
    folder = _nearest(config.data_dir)
    free = shutil.disk_usage(folder).free
    text = f"{free / 2**30:.1f} GB free in {folder}"
    if free < _LEAST_FREE:
        yield failed("disk", text, remedy="free some space; nothing stored is lost meanwhile")
    elif free < _LITTLE_FREE:
        yield warning("disk", text, remedy="free some space before it runs out")
    else:
        yield well("disk", text)


def check_certificates(_: Config) -> Iterator[Finding]:
    """Find out whether the system knows any authority, without which no server can be trusted."""
    known = ssl.create_default_context().cert_store_stats()["x509_ca"]
    paths = ssl.get_default_verify_paths()
    if known or (paths.capath and any(Path(paths.capath).glob("*.0"))):
        yield well("certificates", "the authorities that sign certificates are known")
    else:
        remedy = "install the system's package ca-certificates"
        yield failed("certificates", "no authority that signs certificates is known", remedy=remedy)


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _user() -> str:
    return str(os.geteuid())
