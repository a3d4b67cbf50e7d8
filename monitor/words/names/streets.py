"""Whether a street is called after somebody, honours and all: улица маршала Жукова. Pure."""

from monitor.words.names import context
from monitor.words.names.page import Page

#: Words of honour between a street and a name at most: козацького отамана, gen. broni.
_MOST_HONOURS = 3
#: What ranks end in in the nominative, where they stand before who does something.
_NOMINATIVES = tuple("клнртчшklnrtscz")


def is_of_street(text: Page, at: int) -> bool:
    """Tell whether a word is a street, or an honour behind one, so that what follows is its name."""
    before = _before_honours(text, at)
    word = text.form(before)
    if before < at and context.is_in_memory(word):
        return _is_joined(text, before)  # школа імя маршала Жукава
    return context.is_street(word) and _is_joined(text, before)


def _before_honours(text: Page, at: int) -> int:
    """Return the word before honours, with the adjectives of theirs, that end at a position."""
    if not context.is_honour(text.form(at)) or not _is_joined(text, at):
        return at
    if text.is_beside(at) and text.form(at).endswith(_NOMINATIVES):
        return at  # на площади генерал Ермак
    for before in range(at - 1, at - 1 - _MOST_HONOURS, -1):
        word = text.form(before)
        if not _is_joined(text, before) or context.is_street(word) or context.is_in_memory(word):
            return before
        if word[:1].isupper() and not context.is_honour(word):
            return at
    return at


def _is_joined(text: Page, at: int) -> bool:
    """Tell whether a blank, or the stop of something shortened, parts a word from the next: ul. gen."""
    return text.gap(at).strip() in ("", ".") and "\n" not in text.gap(at)
