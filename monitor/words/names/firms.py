"""Whether a surname is what a firm is called: Rubio's Coastal Grill, „Nausėda ir partneriai“. Pure."""

from monitor.words.folding import fold
from monitor.words.names import context
from monitor.words.names.capitals import has_plain_words
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page
from monitor.words.names.vocabulary import beginnings

_PARTNERS = beginnings("partners")
_AND = frozenset({"and", "und", "et", "i", "oraz", "ir", "и", "і", "й", "та", "ды"})
#: Words between the name of who keeps a tavern and what it is, at most: Rubio's Coastal Grill.
_MOST_BETWEEN = 2


def is_of_firm(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname is a part of what a firm is called."""
    if _is_joined(text, text.gap(first - 1), first - 1, owner) or _is_joined(
        text, text.gap(last), last + 1, owner
    ):
        return True
    return _is_of_partners(text, first, last) or _is_of_trade(text, last)


def _is_joined(text: Page, gap: str, at: int, owner: Owner) -> bool:
    """Tell whether an ampersand joins the surname to another that we do not watch: Johnson & Johnson."""
    return gap.strip() == "&" and all(hearing.owner is owner for hearing in text.lexicon[text.form(at)])


def _is_of_partners(text: Page, first: int, last: int) -> bool:
    """Tell whether partners or sons follow as a firm writes them: quoted with the name, or with a capital."""
    if text.form(last + 1) not in _AND or not (text.is_beside(last) and text.is_beside(last + 1)):
        return False
    partners = text.form(last + 2)
    if not _PARTNERS.match(fold(partners)):
        return False
    return text.is_quoted(first, last + 2) or (partners[:1].isupper() and has_plain_words(text, last))


def _is_of_trade(text: Page, last: int) -> bool:
    """Tell whether a shop or a tavern follows, with a capitalised word or two between."""
    if text.language != "en":
        return False
    for at in range(last + 1, last + 2 + _MOST_BETWEEN):
        word = text.form(at)
        is_next = text.is_beside(at - 1) or (at > last + 1 and text.gap(at - 1) in HYPHENS)
        if not is_next or not word[:1].isupper() or text.lexicon[word]:
            return False
        if context.is_trade(word):
            return True
    return False
