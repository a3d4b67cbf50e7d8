"""Who bears a family name that stands before the given name, by what is behind it: Xi Jinping. Pure."""

from monitor.words.folding import fold
from monitor.words.names import context, eastern, given
from monitor.words.names.behind import is_no_name
from monitor.words.names.capitals import has_plain_words
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page, Verdict


def behind_family(text: Page, last: int, owner: Owner) -> tuple[Verdict, int]:
    """Judge what stands behind a family name at a position, and return the last word that agrees."""
    end = last
    while end < last + owner.given_size and _is_joined(text, end) and _is_own(text, end + 1, owner):
        end += 1
    if end == last:
        if _is_another(text, last):
            return "another", last
        return ("no" if _needs_more(text, last) else "silent"), last
    is_whole = end == last + owner.given_size and text.gap(end) not in HYPHENS
    return ("agrees", end) if is_whole or not _is_another(text, end) else ("another", last)


def _is_joined(text: Page, at: int) -> bool:
    return text.is_beside(at) or text.gap(at) in HYPHENS


def _is_own(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word is one of the owner's given name."""
    word = text.form(at)
    if not word[:1].isupper() and text.gap(at - 1) not in HYPHENS:
        return False
    return fold(word) in owner.given_words or bool(text.given.find(word, text.language) & owner.given)


def _is_another(text: Page, at: int) -> bool:
    """Tell whether the word behind a position goes on with the name of somebody else."""
    word = text.form(at + 1)
    if text.gap(at) in HYPHENS:
        return True
    if not word[:1].isupper() or not text.is_beside(at):
        return False
    if eastern.is_given(word) or text.given.written.has(word, text.language):
        return True
    return text.language != "de" and has_plain_words(text, at) and not is_no_name(text, at + 1)


def _needs_more(text: Page, at: int) -> bool:
    """Tell whether a family name is such an everyday word that by itself it needs an office: He, An."""
    return given.is_never(text.form(at)) and not context.is_title(text.form(at - 1))
