"""Acts of which one follows the other, as items tell them: an arrest, a trial; an attack, an answer. Pure."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from monitor.story.lexicon import INCIDENTS, Sense, places_in_chains, words_before_reasons
from monitor.words.tokens import Tokens

#: Chains of acts, each with some act by its place in it.
Acts = frozenset[tuple[int, int]]
#: What remains of a similarity when titles tell of acts of which one follows the other; and when one title
#: does, and the other item tells of what came after all that this one knows.
_OTHER = 0.2
_LATER = 0.5
#: When titles tell of other acts, and one item says nothing of the other's act: that has the act of this one
#: as its background.
_BACKGROUND = 0.2
_REMEMBERED = 10_000
#: With these ends what a word of reason begins.
_PAUSES = frozenset(".,:;!?–—")


def acts_of(senses: Iterable[Sense | None]) -> Acts:
    """Return the acts that words of these meanings tell."""
    subjects = (sense.key for sense in senses if sense is not None and sense.kind == "subject")
    return Acts().union(*map(places_in_chains, subjects))


def beside_reasons(tokens: Tokens, size: int, language: str) -> Iterator[int]:
    """Yield where the first words give no reason: who is expelled over an attack is not attacked."""
    openings = words_before_reasons(language)
    is_reason = False
    for at in range(size):
        is_reason = tokens.words[at] in openings or (is_reason and _PAUSES.isdisjoint(tokens.gap(at)))
        if not is_reason:
            yield at


def acts_of_years(titled: Acts, told: Acts) -> Acts:
    """Return the acts that a title tells which counts years: `gets nine years` tells a sentence.

    It does where the item tells of a court or a sentence, nobody is freed, and the title has no such act.
    """
    trial, sentence, freeing = map(places_in_chains, ("trial", "sentence", "free"))
    is_sentence = not told.isdisjoint(trial | sentence) and told.isdisjoint(freeing)
    is_told = bool(_chains(titled) & _chains(sentence))
    return titled | trial | sentence if is_sentence and not is_told else titled


@lru_cache(maxsize=_REMEMBERED)
def acts_alike(titled: Acts, told: Acts, titled_there: Acts, told_there: Acts) -> float:
    """Return what remains of a similarity, by the acts that titles tell and those that items tell."""
    if (_chains(titled) & _chains(titled_there)) - _chains(titled & titled_there):
        return _OTHER
    if _knows_less(titled, told, told_there) or _knows_less(titled_there, told_there, told):
        return _LATER
    is_otherwise = _lacks(titled_there, titled) and (_lacks(told_there, titled) or _lacks(told, titled_there))
    return _BACKGROUND if is_otherwise else 1.0


def _chains(acts: Acts) -> set[int]:
    return {chain for chain, _ in acts}


def _last(acts: Acts, chain: int) -> int:
    return max((act for its, act in acts if its == chain), default=0)


def _knows_less(titled: Acts, told: Acts, told_there: Acts) -> bool:
    """Tell whether an item is about an act, and another one tells of what came after all that it tells of."""
    return any(_last(told, chain) < _last(told_there, chain) for chain in _chains(titled))


def _lacks(told: Acts, acts: Acts) -> bool:
    """Tell whether some acts are told of somewhere, but none of these; incidents and their answers aside."""
    first, second = ({act for act in each if act[0] != INCIDENTS} for each in (told, acts))
    return bool(first and second) and first.isdisjoint(second)
