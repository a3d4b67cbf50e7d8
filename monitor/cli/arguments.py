"""What commands take: numbers, each within what can be meant, and keys, each of something that there is."""

from collections.abc import Iterable, Sequence

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


def pick(wanted: Sequence[str], known: Iterable[str], what: str, *, hint: str) -> list[str]:
    """Return the wanted keys, each once, or all that are known when none is wanted.

    A key that there is not is wrong usage: `what` says of what it would be, `hint` which argument has it.
    """
    from monitor.config.nearest import did_you_mean

    known = list(known)
    for key in wanted:
        if key not in known:
            raise click.BadParameter(f"no {what} {key!r}; {did_you_mean(key, known)}", param_hint=hint)
    return list(dict.fromkeys(wanted)) or known
