"""What the commands for tuning topics share: the configuration, also a changed one, and long clauses cut."""

import os
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from monitor.cli.output import safe
from monitor.cli.session import Session

if TYPE_CHECKING:
    from monitor.config.settings import Config

#: A file that the operator names.
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

#: Clauses and reasons of long queries are cut to this when people read them; JSON has them whole.
_LONGEST = 160


def load_draft(session: Session, topics: Path | None = None) -> "Config":
    """Return the configuration, with the topics of another file if one is given; examples may fail.

    Raises ConfigError with everything else that is wrong with it.
    """
    from monitor.config.draft import load_draft as load

    places = session.places()
    return load(places.config_dir, data_dir=places.data_dir, environ=os.environ, topics=topics)


def brief(text: str) -> str:
    """Return untrusted text on one line, cut where it is too long to be read."""
    return shorten(safe(text), _LONGEST, placeholder=" ...")
