"""The command line's front door: the list of commands, and what all of them share."""

from importlib import import_module
from pathlib import Path

import click

from monitor import __version__
from monitor.cli.session import Session

#: Command -> where it is defined. Only the one that is called is imported: `--help` stays fast.
COMMANDS = {
    "once": "monitor.cli.once:once",
    "run": "monitor.cli.run:run",
    "init": "monitor.cli.init:init",
    "config": "monitor.cli.config:config",
    "items": "monitor.cli.items:items",
    "show": "monitor.cli.items:show",
    "search": "monitor.cli.search:search",
    "why": "monitor.cli.why:why",
    "feeds": "monitor.cli.feeds:feeds",
    "topics": "monitor.cli.topics:topics",
    "names": "monitor.cli.names:names",
    "stories": "monitor.cli.stories:stories",
    "story": "monitor.cli.story:story",
    "digests": "monitor.cli.digests:digests",
    "deliveries": "monitor.cli.deliveries:deliveries",
    "resend": "monitor.cli.deliveries:resend",
    "status": "monitor.cli.status:status",
    "doctor": "monitor.cli.doctor:doctor",
    "backup": "monitor.cli.backup:backup",
    "restore": "monitor.cli.backup:restore",
    "export": "monitor.cli.transfer:export",
    "import": "monitor.cli.transfer:import_",
    "healthcheck": "monitor.cli.health:healthcheck",
    "systemd": "monitor.cli.systemd:systemd",
    "help": "monitor.cli.help:help_",
}

#: What `monitor --help` says of each, so that it need not import them.
SUMMARIES = {
    "once": "Poll every feed, read the seeds and send the digests, once.",
    "run": "Run as a service in the foreground.",
    "init": "Write a starter configuration into a folder.",
    "config": "Check or print the configuration.",
    "items": "List stored items.",
    "show": "Show one item and why each topic matched.",
    "search": "Search stored items with a query.",
    "why": "Say why an item belongs to a topic, or what it lacks.",
    "feeds": "List feeds and how they are; check, find, add, import, export them.",
    "topics": "List the watched topics; test, preview and measure them.",
    "names": "List names; show their spellings, measure them.",
    "stories": "List stories; split, merge and measure them.",
    "story": "Show the items of one story and why each joined.",
    "digests": "List the issues of digests; preview the coming one.",
    "deliveries": "List what was sent to whom, and what was not.",
    "resend": "Send deliveries once more.",
    "status": "Say how everything is, in words.",
    "doctor": "Check what the service needs, with remedies.",
    "backup": "Copy the database while the service goes on.",
    "restore": "Put a backup in the place of the database.",
    "export": "Print all that is stored, as JSON Lines or CSV.",
    "import": "Take in an export.",
    "healthcheck": "Say whether the service is alive (for containers).",
    "systemd": "Print a hardened unit for systemd.",
    "help": "Explain the query language, the files or a command.",
}


#: Said as well, by who wants one of them: `monitor digest preview daily`.
ALSO = {"digest": "digests"}


class Interrupted(BaseException):
    """Ctrl-C, passed by click, which would say that the command failed."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is called; raise Interrupted at Ctrl-C."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted from error
        except click.Abort as error:
            # To a question of click Ctrl-C is an answer, like "no" or the end of the input.
            if isinstance(error.__context__, KeyboardInterrupt):
                raise Interrupted from error
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None when there is none of that name."""
        cmd_name = ALSO.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARIES[name]) for name in COMMANDS])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="monitor")
@click.option("--config", type=click.Path(path_type=Path), help="Folder of the configuration.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the database and reports.")
@click.option("-v", "--verbose", is_flag=True, help="Log what is being done, to standard error.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, data: Path | None, verbose: bool) -> None:
    """Watch news feeds for topics and send digests.

    Start with `monitor once`; `monitor help` explains more.
    """
    ctx.obj = Session(config=config, data=data, is_verbose=verbose)
