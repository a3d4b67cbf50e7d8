"""The hint in a query's error at what may have been meant."""

from collections.abc import Iterable

from monitor.words.nearest import nearest


def did_you_mean(word: str, known: Iterable[str], *, sign: str = "") -> str:
    """Return a sentence that names the nearest known word, a blank before it; empty when none is near."""
    near = nearest(word, known)
    return f" Did you mean `{sign}{near}`?" if near else ""
