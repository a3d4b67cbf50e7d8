"""Which of two who bear a surname is meant, the elder or the younger: Trump Jr., Лукашенко-младший. Pure."""

from monitor.words.names import callings
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page


def is_of_other_generation(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname at a position is said to be the younger one's, and its owner is not the younger.

    Of several whom a surname alone may mean it is the one who is given as such; if none is, the text does not
    say which. Whose every name is told may be called so in full only: Joseph Keith Kellogg Jr.
    """
    if owner.is_junior or not _is_junior(text, last):
        return False
    if text.is_beside(first - 1) and text.given.find(text.form(first - 1), text.language):
        return False
    others = {hearing.owner for hearing in text.lexicon[text.form(last)] if hearing.owner.is_person} - {owner}
    rivals = [other for other in others if other.is_junior or other.surname_alone]
    return not rivals or any(rival.is_junior for rival in rivals)


def _is_junior(text: Page, at: int) -> bool:
    word, gap = text.form(at + 1), text.gap(at)
    if not callings.is_junior(word):
        return False
    if text.language == "en":
        return word[:1].isupper() and gap in (" ", ", ")
    if word[:1] in "jJ":
        return gap in (" ", ", ", "-")  # jr, junior, jaunesnysis
    return gap in HYPHENS
