"""`monitor systemd`: a unit that runs the service as systemd's own people advise."""

import sys
from importlib.resources import files
from pathlib import Path

import click

from monitor.cli.session import Session
from monitor.errors import ConfigError

#: Folders that the unit hides from the service -> the setting with which it does not.
_HIDDEN = {
    Path("/home"): "ProtectHome=read-only",
    Path("/root"): "ProtectHome=read-only",
    Path("/run/user"): "ProtectHome=read-only",
    Path("/tmp"): "PrivateTmp=no",  # noqa: S108 - nothing is put there
    Path("/var/tmp"): "PrivateTmp=no",  # noqa: S108
}


@click.command()
@click.pass_obj
def systemd(session: Session) -> None:
    """Print a hardened unit for systemd, with the paths of this installation and configuration.

    It runs `monitor run` under a user of its own that can write its data and nothing else.
    """
    unit = (files("monitor.cli") / "manual" / "monitor.service").read_text(encoding="utf-8")
    command, config = _command(), session.places().config_dir.absolute()
    if not (config / "monitor.toml").is_file():
        raise ConfigError(f"no configuration in {config}; name its folder with --config")
    for path in (command, config.resolve()):
        _warn(path)
    click.echo(unit.replace("{command}", _quoted(command)).replace("{config}", _quoted(config)), nl=False)


def _command() -> Path:
    """Return the command that is installed beside this Python."""
    return Path(sys.executable).with_name("monitor").absolute()


def _warn(path: Path) -> None:
    for setting in (setting for folder, setting in _HIDDEN.items() if path.is_relative_to(folder)):
        click.echo(
            f"monitor: the unit hides {path.parent} from the service; install the program to /opt/monitor "
            f"and put the configuration into /etc/monitor, or set {setting}",
            err=True,
        )


def _quoted(path: Path) -> str:
    """Return a path as systemd reads it on a command line."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if set(text) & set(" \t'\";") else text
