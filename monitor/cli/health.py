"""`monitor healthcheck`: one line and an exit code, for containers and supervisors."""

import sys
import time

import click

from monitor.cli.session import Session

#: The service touches its file every few seconds; older than this, it hangs or is gone.
MAX_AGE_S = 60


@click.command()
@click.pass_obj
def healthcheck(session: Session) -> None:
    """Say whether the service is alive: exit code 0 when it is, 1 when not.

    It also says when deliveries keep failing; the exit code stays 0, because a restart would not help.
    """
    from monitor.scheduler import ALIVE

    path = session.places().data_dir / ALIVE
    try:
        age_s = time.time() - path.stat().st_mtime
        failing = path.read_text().strip()
    except OSError:
        click.echo(f"not running: {path} does not exist", err=True)
        sys.exit(1)
    if age_s > MAX_AGE_S:
        click.echo(f"not running or hanging: no sign of life for {age_s:.0f} s", err=True)
        sys.exit(1)
    if failing:
        click.echo(
            f"alive, but deliveries fail ({failing}): `monitor deliveries --failed` says which and why"
        )
    else:
        click.echo("alive")
