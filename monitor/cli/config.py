"""`monitor config`: is the configuration right, and what does it come to?"""

import os

import click

from monitor.cli.listing import ListingGroup
from monitor.cli.output import safe, say_json
from monitor.cli.session import Session
from monitor.words.counts import count


@click.group(cls=ListingGroup)
def config() -> None:
    """Check or print the configuration."""


@config.command()
@click.pass_obj
def check(session: Session) -> None:
    """Check the configuration, all of it, and every topic against its examples.

    Every mistake is told with file, line and column; the exit code is then 2.
    """
    loaded = session.load()
    for warning in loaded.warnings:
        click.echo(safe(f"monitor: {warning}"), err=True)
    verdict = f"no mistakes, {count(len(loaded.warnings), 'warning')}" if loaded.warnings else "all is well"
    alerts = sum(1 for digest in loaded.digests if digest.alerting)
    examples = sum(len(topic.must_match) + len(topic.must_not_match) for topic in loaded.topics)
    click.echo(
        f"{loaded.config_dir}: {count(len(loaded.feeds), 'feed')} of {count(len(loaded.sources), 'source')}, "
        f"{count(len(loaded.topics), 'topic')} with {count(examples, 'example')}, "
        f"{count(len(loaded.names), 'name')}, {count(len(loaded.digests) - alerts, 'digest')}, "
        f"{count(alerts, 'alert')}: {verdict}"
    )


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of TOML.")
@click.pass_obj
def dump(session: Session, as_json: bool) -> None:
    """Print the configuration in effect, with defaults and environment; passwords are masked."""
    from monitor.config.dump import effective, to_toml

    tables = effective(session.places().config_dir, environ=os.environ)
    if as_json:
        say_json(tables)
        return
    for name, table in tables.items():
        click.echo(f"# {name}\n{to_toml(table)}")


@config.command()
def schema() -> None:
    """Print the JSON schema of each configuration file, for editors that check TOML."""
    from monitor.config.dump import json_schema

    say_json(json_schema())
