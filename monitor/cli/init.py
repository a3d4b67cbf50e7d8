"""`monitor init`: a configuration to begin with."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a starter configuration into FOLDER.

    FOLDER/config gets the four files, commented and working; FOLDER/seeds a first document.
    Files that exist are never overwritten.
    """
    from monitor.config.starter import write_starter

    for path in write_starter(folder):
        click.echo(path)
    change = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    click.echo(f"\nNext: edit {folder / 'config' / 'topics.toml'}, then: {change}monitor once")
