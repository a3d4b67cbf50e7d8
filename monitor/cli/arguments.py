"""The numbers that commands take, each within what can be meant."""

import click

#: The number of something that is stored: as large as the database can hold.
NUMBER = click.IntRange(0, 2**63 - 1)
#: How far back one may look: a century.
DAYS = click.IntRange(1, 36_500)
#: At most so many; 0: all.
LIMIT = click.IntRange(0)
