"""What the commands for tuning topics share: the configuration, also a changed one, and which topics."""

import os
from collections.abc import Iterable, Sequence
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


def pick_topics(wanted: Sequence[str], known: Iterable[str]) -> list[str]:
    """Return the wanted topics, or all when none is named; refuse one that there is not."""
    return _pick(wanted, list(known), "topic", hint="TOPIC")


def pick_name(wanted: str, known: Iterable[str]) -> str:
    """Return the wanted name; refuse one that there is not."""
    return _pick([wanted], list(known), "name", hint="KEY")[0]


def _pick(wanted: Sequence[str], known: list[str], what: str, *, hint: str) -> list[str]:
    from monitor.config.nearest import did_you_mean

    for key in wanted:
        if key not in known:
            raise click.BadParameter(f"no {what} {key!r}; {did_you_mean(key, known)}", param_hint=hint)
    return list(dict.fromkeys(wanted)) or known


def brief(text: str) -> str:
    """Return untrusted text on one line, cut where it is too long to be read."""
    return shorten(safe(text), _LONGEST, placeholder=" ...")
