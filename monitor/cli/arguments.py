"""What commands take: numbers, each within what can be meant, and keys, each of something that there is."""

from collections.abc import Iterable, Sequence
from typing import Any

import click
from click.types import IntParamType

#: As large a number as the database can hold.
_LARGEST = 2**63 - 1


class Whole(IntParamType):
    """A whole number from a least to a most one; help shows neither, and mistakes the one that is passed."""

    name = "number"

    def __init__(self, least: int, most: int = _LARGEST) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; wrong usage when there is none, or when nobody can mean it."""
        number = int(super().convert(value, param, ctx))
        if number < self._least:
            self.fail(f"{number} is too small; it is at least {self._least}", param, ctx)
        if number > self._most:
            self.fail(f"{number} is too large; it is at most {self._most}", param, ctx)
        return number


#: The number of something that is stored.
NUMBER = Whole(0)
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
