"""The numbers that commands take, each within what can be meant."""

import click


class Whole(click.IntRange):
    """A whole number within bounds, called so in help and mistakes."""

    name = "number"


#: The number of something that is stored: as large as the database can hold.
NUMBER = Whole(0, 2**63 - 1)
#: At most so many; 0: all.
LIMIT = NUMBER
#: How far back one may look: a century.
DAYS = Whole(1, 36_500)
