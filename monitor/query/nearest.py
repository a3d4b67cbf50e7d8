"""The known word that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], *, sign: str = "") -> str:
    """Return a sentence that names the nearest known word, a blank before it; empty when none is near."""
    spelled = {each.casefold(): each for each in sorted(known)}
    near = get_close_matches(word.casefold(), spelled, n=1, cutoff=0.6)
    return f" Did you mean `{sign}{spelled[near[0]]}`?" if near else ""
