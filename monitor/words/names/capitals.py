"""What capitals say: nothing in an English headline, and of a word that it is an acronym. Pure."""

from monitor.words.names import context
from monitor.words.names.page import Page

#: English headlines: so much of the longer words stands in capitals.
_TITLE_CASE = 0.7
#: Letters of a longer word.
_LONG = 4
#: Letters of a word that has a capital in a headline unless it is a preposition.
_LONGER = 6
#: So many longer words are needed to tell.
_ENOUGH = 3
#: Letters of the shortest acronym.
_SHORTEST_ACRONYM = 2
#: Words that are looked at on either side.
_AROUND = 8


def is_title_case(text: Page, at: int) -> bool:
    """Tell whether a word stands in an English headline Set Like This, where its capital says nothing."""
    if text.language not in ("en", ""):
        return False
    longer = [word for place in _around(at) if len(word := text.form(place)) >= _LONG]
    if any(len(word) >= _LONGER and word.islower() and not context.is_preposition(word) for word in longer):
        return False  # Comedian Conan O'Brien hosted the Oscars
    return len(longer) >= _ENOUGH and sum(word[0].isupper() for word in longer) >= _TITLE_CASE * len(longer)


def has_plain_words(text: Page, at: int) -> bool:
    """Tell whether not all longer words have capitals, as they may in a headline."""
    return any(len(word) >= _LONG and word.islower() for word in map(text.form, _around(at)))


def _around(at: int) -> range:
    return range(at - _AROUND, at + _AROUND + 1)


def is_acronym(word: str) -> bool:
    """Tell whether a word is written in capitals, but for an ending, or ends in one: МИД, МИДа, SpaceX."""
    if len(word) < _SHORTEST_ACRONYM or not word.isalpha():
        return False
    return word[-1].isupper() or word[:_SHORTEST_ACRONYM].isupper()
