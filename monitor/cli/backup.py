"""`monitor backup` and `monitor restore`: copies of the database, and back again."""

from datetime import UTC, datetime
from pathlib import Path

import click

from monitor.cli.session import Session
from monitor.errors import ConfigError, StoreError

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def backup(session: Session, file: Path) -> None:
    """Copy the database into FILE while the service goes on.

    The copy is of one moment, complete and checked row by row, or not there at all; an earlier backup of
    that name is replaced only by a good one. Configuration, seeds and templates are files of yours: copy
    them too. It is made while an edited configuration has mistakes, too.
    """
    from monitor.store.backup import back_up

    database = _database(session)
    if not database.exists():
        raise StoreError(f"{database}: there is no database yet; `monitor once` or `monitor run` makes one")
    size = back_up(database, file)
    click.echo(f"{file}: {size / 2**20:.1f} MB, checked")


def _database(session: Session) -> Path:
    """Return the database that is configured; of a configuration with mistakes, that which was last served.

    No backups for as long as nobody notices a slip in a topic would be too high a price.
    """
    from monitor.service import state

    try:
        return session.load().database
    except ConfigError:
        served = state.read(session.places().data_dir)
        if served is None or not served[0].database:
            raise
        return Path(served[0].database)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def restore(session: Session, file: Path) -> None:
    """Put the backup FILE in the place of the database; the service must be stopped.

    The backup is checked first. The present database is kept beside it under another name. What was read
    after the backup is fetched again as far as feeds still have it; issues made after it are made again.
    """
    from monitor.store.backup import restore as put_back
    from monitor.store.instance import hold

    config = session.load()
    database = config.database
    with hold(config.data_dir):
        aside = put_back(database, file, now=datetime.now(UTC))
    click.echo(f"{database} is now the backup {file}")
    if aside is not None:
        click.echo(f"the former database is {aside}; delete it when you no longer need it")
