"""The known word that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known word most like `word`, capitals or not; None: none is as close as `cutoff`, 0..1."""
    spelled = {each.casefold(): each for each in sorted(known)}
    close = get_close_matches(word.casefold(), spelled, n=1, cutoff=cutoff)
    return spelled[close[0]] if close else None
