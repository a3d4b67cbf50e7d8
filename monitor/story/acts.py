"""Acts of which one follows the other, as words tell them: an arrest, a trial; an attack, an answer. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from monitor.story.lexicon import Sense, places_in_chains, words_before_reasons
from monitor.words.tokens import Tokens

#: Chain of acts -> some of its acts, by their places in it.
Acts = Mapping[int, frozenset[int]]
#: With these ends what a word of reason begins.
_PAUSES = frozenset(".,:;!?–—")


def acts_of(senses: Iterable[Sense | None]) -> Acts:
    """Return the acts that words of these meanings tell, by their chains."""
    found: dict[int, set[int]] = {}
    for sense in senses:
        if sense is not None and sense.kind == "subject":
            for chain, act in places_in_chains(sense.key):
                found.setdefault(chain, set()).add(act)
    return {chain: frozenset(told) for chain, told in found.items()}


def beside_reasons(tokens: Tokens, senses: Sequence[Sense | None], language: str) -> Iterator[Sense | None]:
    """Yield the meanings of the words that give no reason: who is expelled over an attack is not attacked."""
    openings = words_before_reasons(language)
    is_reason = False
    for at, sense in enumerate(senses):
        is_reason = tokens.words[at] in openings or (is_reason and _PAUSES.isdisjoint(tokens.gap(at)))
        if not is_reason:
            yield sense
