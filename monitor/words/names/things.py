"""Whether what is called like an organisation or a place is something else there. Pure."""

from monitor.words.names import context
from monitor.words.names.behind import is_before_surname
from monitor.words.names.capitals import is_acronym
from monitor.words.names.ordinary import is_common, is_other_town
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page


def is_no_thing(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether what sounds as a thing is somebody, a firm of its own, another town or a common word."""
    if _is_surname(text, first, last) or _is_arm(text, last):
        return True
    if first == last and is_before_surname(text, last):
        return True
    if owner.is_place and is_other_town(text, last, owner):
        return True
    return (
        first == last
        and text.begins_sentence(first)
        and not text.is_quoted(first, last)
        and is_common(text, first, owner)
    )


def _is_surname(text: Page, first: int, last: int) -> bool:
    """Tell whether a thing of one word has a given name before it: Борис Борисов is no town."""
    before = text.form(first - 1)
    if first < last or not before[:1].isupper() or not text.is_beside(first - 1):
        return False
    if text.language == "lt" or is_acronym(text.form(first)):
        return False  # Jonas Minske needs no preposition
    known = text.given.find(before, text.language)
    return bool(known) and text.given.written.has(before, text.language)


def _is_arm(text: Page, last: int) -> bool:
    return text.gap(last) in HYPHENS and context.is_arm(text.form(last + 1))
