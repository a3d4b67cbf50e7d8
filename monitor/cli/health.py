"""`monitor healthcheck`: one line and an exit code, for containers and supervisors."""

import sys
from typing import NoReturn

import click

from monitor.cli.session import Session


@click.command()
@click.pass_obj
def healthcheck(session: Session) -> None:
    """Say whether the service is alive: exit code 0 when it is, 1 when not.

    It also says when deliveries keep failing or an edited configuration has mistakes; the exit code stays 0,
    because a restart would not help.
    """
    from monitor.service.state import MAX_AGE_S, read
    from monitor.store.instance import holder

    folder = session.places().data_dir
    found = read(folder)
    if found is None or holder(folder) is None:
        _fail(f"not running: no process serves {folder.absolute()}")
    state, age_s = found
    if age_s > MAX_AGE_S:
        _fail(f"hanging: no sign of life for {age_s:.0f} s")
    if state.stuck:
        _fail(f"hanging: {', '.join(state.stuck)}")
    click.echo("alive" + (f", but {'; '.join(state.notes)}" if state.notes else ""))


def _fail(reason: str) -> NoReturn:
    click.echo(reason, err=True)
    sys.exit(1)
