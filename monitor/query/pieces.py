"""A word or phrase of a query, cut as texts are cut, with its wildcards."""

from monitor.query.check import refused
from monitor.query.nodes import Phrase, Word
from monitor.words.boundaries import word_pattern

WILDCARDS = "*?"
#: What a wildcard must say besides its wildcards.
_FEWEST_LETTERS = 2

_PIECE = word_pattern(extra=WILDCARDS)


def pieces(text: str) -> tuple[str, ...]:
    """Return the words of a query's word or phrase, unfolded, wildcards kept."""
    return tuple(_PIECE.findall(text.replace("_", " ")))


def is_wildcard(piece: str) -> bool:
    """Tell whether the piece holds a wildcard."""
    return any(sign in piece for sign in WILDCARDS)


def check_pieces(leaf: Word | Phrase) -> None:
    """Refuse a word or phrase that no text could match, or nearly every one would."""
    found = pieces(leaf.text)
    if not found:
        raise refused(leaf, "There is no word between these quotes; write the words of the phrase.")
    for piece in filter(is_wildcard, found):
        if leaf.is_exact:
            raise refused(
                leaf, f"`=` and wildcards exclude each other; leave out `=` or write `{piece}` in full."
            )
        if sum(sign not in WILDCARDS for sign in piece) < _FEWEST_LETTERS:
            text = (
                f"`{piece}` would match nearly every word; a wildcard needs at least two letters or digits."
            )
            hint = " For any word in between, use ONEAR/1." if isinstance(leaf, Phrase) else ""
            raise refused(leaf, text + hint)
