"""Groups of commands that say in their help what each command does, in a whole sentence."""

import click

#: Longer than any first sentence: click cuts there.
_WHOLE = 1_000


class ListingGroup(click.Group):
    """A group whose list of commands never breaks off in the middle of a sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with the first sentence of each."""
        rows = [(name, self.commands[name].get_short_help_str(_WHOLE)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
