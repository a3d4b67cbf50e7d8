"""Whether an office stands before a word, with whose it is between them: глава МИД Индии. Pure."""

import re

from monitor.words.names import callings, context
from monitor.words.names.page import Page

#: Words between an office and whose it is at most: секретарь Совета безопасности.
_MOST_BETWEEN = 3
#: What a genitive ends in, and a past form in -ла does not.
_GENITIVE = re.compile(
    r".*(?:[ыи]|[оеёа]й|[оеёа]га|[оеё]го|[ыиі]х|[оеёі]в|[аоеё]ў|(?<!л)[ая]|ії|і|[yiaeą]|ego|ej|ów|[oų]|os|ės|ies|aus)"
)
#: What is a genitive, and no given name in the nominative, which may be in no list: теннисистка Дзинтра.
_SURE_GENITIVE = {
    "ru": re.compile(r".{2,}(?:[ыи]|ой|[оеё]го|[ыи]х|[оеё]в)"),
    "be": re.compile(r".{2,}(?:[ыі]|ай|[ая]га|[ыі]х|[аоеё]ў)"),
    "uk": re.compile(r".{2,}(?:[иії]|ого|их|[оії]в|[ую])"),
    "pl": re.compile(r".{2,}(?:[yiu]|ej|ego|ych|ów)"),
    "lt": re.compile(r".{2,}(?:os|ės|ies|aus|ų|o)"),
}
#: Nominatives that end as genitives do, and genitives that are nobody's: poseł Konfederacji Nowicki.
_ADJECTIVES = ("ki", "кі")
_OF_ADJECTIVES = ("ого", "его")


def is_of_calling(text: Page, at: int, first: int) -> bool:
    """Tell whether a word, between a calling and a surname in another case, is whose or where he is one.

    Депутат Госдумы Волк; but судья Нана Волк, and судье Гиви Волку.
    """
    if not text.is_beside(at - 1) or not callings.is_calling(text.form(at - 1)):
        return False
    word, shape = text.form(at), _SURE_GENITIVE.get(text.language)
    if callings.is_body(word):
        return True
    if shape is None or not shape.fullmatch(word):
        return False
    return (
        word[-1] != text.form(first)[-1]
        or text.form(first).endswith(_ADJECTIVES)
        or word.endswith(_OF_ADJECTIVES)
    )


def is_of_office(text: Page, at: int) -> bool:
    """Tell whether a word may be whose the office before it is, right before it or a few words back."""
    for earlier in range(at - 1, at - 2 - _MOST_BETWEEN, -1):
        word = text.form(earlier)
        if not word or not text.is_beside(earlier):
            return False
        if context.is_title(word):
            return True
        if context.is_preposition(word) or context.is_said(word):
            return False
        if not (word[0].isupper() or _GENITIVE.fullmatch(word)):
            return False
    return False
