"""The closest of the words that would have been right."""

from collections.abc import Iterable
from difflib import get_close_matches

#: How many words are listed, at most.
_SHOWN = 12


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return "did you mean 'x'?", or a list of what is known when nothing is as close as `cutoff` (0..1)."""
    known = sorted(known)
    spelled = {each.casefold(): each for each in known}
    if close := get_close_matches(word.casefold(), spelled, n=1, cutoff=cutoff):
        return f"did you mean '{spelled[close[0]]}'?"
    if not known:
        return "there are none here"
    more = ["..."] if len(known) > _SHOWN else []
    return "known here: " + ", ".join([*known[:_SHOWN], *more])
