"""`monitor help`: the manual, as far as it is not the README."""

from importlib.resources import files

import click

from monitor.cli.main import COMMANDS, cli

PAGES = {
    "query": "The query language of topics and searches.",
    "config": "Every key of the configuration files, and the environment.",
    "seeds": "The format of the documents in seeds/.",
    "webhooks": "What is posted to webhooks, and how it is signed.",
    "faults": "What befalls a service, and what Monitor does about each.",
    "metrics": "What /healthz, /readyz and /metrics tell.",
    "templates": "How to change the look of reports and mails.",
}


@click.command(name="help")
@click.argument("page", nargs=-1)
@click.pass_context
def help_(ctx: click.Context, page: tuple[str, ...]) -> None:
    """Explain queries, the configuration, seeds, webhooks, faults, metrics, templates, or a command.

    PAGE is query, config, seeds, webhooks, faults, metrics, templates, or the name of a command, such as
    topics or topics evaluate.
    """
    name = " ".join(page)
    if not name:
        _overview()
    elif name == "config":
        _keys()
    elif name in PAGES:
        click.echo((files("monitor.cli") / "manual" / f"{name}.txt").read_text(encoding="utf-8"), nl=False)
    elif command := _command(ctx, page):
        click.echo(command.get_help(click.Context(command, info_name=f"monitor {name}")))
    else:
        pages = ", ".join([*PAGES, *COMMANDS])
        raise click.BadParameter(f"no page {name!r}; there are: {pages}", param_hint="PAGE")


def _command(ctx: click.Context, words: tuple[str, ...]) -> click.Command | None:
    """Return the command of these words, such as `topics evaluate`; None when there is none."""
    command: click.Command | None = cli
    for word in words:
        command = command.get_command(ctx, word) if isinstance(command, click.Group) else None
    return command


def _overview() -> None:
    click.echo("Pages:\n")
    for name, summary in PAGES.items():
        click.echo(f"  monitor help {name:<12}{summary}")
    click.echo("\nand `monitor help COMMAND` for each command that `monitor --help` lists.")


def _keys() -> None:
    from monitor.config.keys import known_keys

    click.echo("Keys of monitor.toml, feeds.toml, topics.toml and names.toml (* is a name of yours):\n")
    for key, description in known_keys().items():
        click.echo(f"  {key}\n      {description}")
    click.echo((files("monitor.cli") / "manual" / "environment.txt").read_text(encoding="utf-8"), nl=False)
