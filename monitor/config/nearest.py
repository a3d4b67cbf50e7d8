"""The hint in a mistake of the configuration at what would have been right."""

from collections.abc import Iterable

from monitor.words.nearest import nearest

#: How many words are listed, at most.
_SHOWN = 12


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return "did you mean 'x'?", or a list of what is known when nothing is as close as `cutoff` (0..1)."""
    known = sorted(known)
    if near := nearest(word, known, cutoff=cutoff):
        return f"did you mean '{near}'?"
    if not known:
        return "there are none here"
    more = ["..."] if len(known) > _SHOWN else []
    return "known here: " + ", ".join([*known[:_SHOWN], *more])
