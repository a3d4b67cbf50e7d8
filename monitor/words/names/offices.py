"""Whether an office stands before a word, with whose it is between them: глава МИД Индии. Pure."""

import re

from monitor.words.names import context
from monitor.words.names.page import Page

#: Words between an office and whose it is at most: секретарь Совета безопасности.
_MOST_BETWEEN = 3
#: What a genitive ends in, and a past form in -ла does not.
_GENITIVE = re.compile(
    r".*(?:[ыи]|[оеёа]й|[оеёа]га|[оеё]го|[ыиі]х|[оеёі]в|[аоеё]ў|(?<!л)[ая]|ії|і|[yiaeą]|ego|ej|ów|[oų]|os|ės|ies|aus)"
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
