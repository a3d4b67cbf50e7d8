"""Whether a surname is what a place there is called: Вольский завод, Las Wolski, Алексин под Тулой. Pure."""

import re

from monitor.words.folding import fold
from monitor.words.names import context
from monitor.words.names.offices import is_of_office
from monitor.words.names.owners import Owner, is_in_a_case
from monitor.words.names.page import Page
from monitor.words.names.vocabulary import beginnings

#: Nouns behind an adjective of a place, those behind it and another one, those before it, and regions.
_SITES = beginnings("sites")
_COURTS = beginnings("courts")
_WILDS = beginnings("wilds")
_REGIONS = beginnings("regions")
_CONSONANT = "[^аеёиоуыэюяіїєaeiouyąęó]"
#: By language: what adjectives end in, and what the nouns that agree with them do.
_AGREEING = {
    "ru": (
        ("[иы]й", _CONSONANT),
        ("[ое]го", "[ая]"),
        ("[ое]му", "[ую]"),
        ("[иы]м", "[оеё]м"),
        ("[ое]м", "[еуи]"),
        ("[ая]я", "[аяь]"),
        ("[ую]ю", "[уюь]"),
        ("[ое]й", "[ыие]|[ое]й"),
    ),
    "be": (
        ("[іы]", _CONSONANT),
        ("[ая]га", "[ая]"),
        ("[ая]му", "[ую]"),
        ("[іы]м", "[аоеё]м|[еыуі]"),
        ("[ая]я", "[аяь]"),
        ("[ую]ю", "[уюь]"),
        ("[ая]й", "[ыіе]|[ая]й"),
    ),
    "uk": (
        ("ий", _CONSONANT),
        ("ій", "[ії]"),
        ("ь?ого", "[аяую]"),
        ("ь?ому", "[уюії]"),
        ("[иі]м", "[оеє]м"),
        ("[ая]", "[аяь]"),
        ("ої", "[иі]"),
        ("ою", "[ое]ю"),
        ("[ую]", "[уюь]"),
    ),
    "pl": (
        ("[iy]", _CONSONANT),
        ("i?ego", "[ua]"),
        ("i?emu", "owi|u"),
        ("[iy]m", "em|[eu]"),
        ("i?a", "a"),
        ("i?ej", "[yie]"),
        ("i?ą", "[ęą]"),
    ),
}
#: What adjectives of what a thing is for end in, before their ending: районный, not новый.
_RELATION = "н|[сцз]ь?к|n|[sc]k|ow"
#: The same, by language: the adjectives, those of them that tell what a thing is for, and the nouns.
_ROWS = {
    language: [
        tuple(map(re.compile, (f".*(?:{adjective})", f".*(?:{_RELATION})(?:{adjective})", f".*(?:{noun})")))
        for adjective, noun in rows
    ]
    for language, rows in _AGREEING.items()
}
#: Adjectives between such an adjective and its noun at most: Вольский первый механический завод.
_MOST_BETWEEN = 2
#: What stands before the town where something is; behind these in no case of somebody, as in «у Буданова».
_IN = {
    "ru": {"в": "", "во": "", "из": ""},
    "be": {"у": "ая", "ў": "ая", "ва": "ая", "з": "м", "са": "м"},
    "uk": {"у": "ая", "в": "ая", "з": "м", "із": "м"},
    "pl": {"w": "", "we": "", "z": "m", "ze": "m"},
    "en": {"in": ""},
}
#: What stands between a town and the better known one near which it is.
_NEAR = frozenset(
    {"под", "близ", "возле", "пад", "каля", "ля", "під", "біля", "поблизу", "pod", "koło", "near"}
)
_OF_REGION = re.compile(r".*(?:[ое]й|ого|ай|ага|ої|os|ės|io)")


def is_called_so(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a place or an institution is called what sounds as a surname, all of it or a part."""
    is_of_owner = is_of_office(text, first) and not is_in_a_case(text.form(last), owner)
    if is_of_owner or _is_behind_own_given(text, first, owner):
        return False
    if owner.is_adjective and (_is_of_site(text, last) or _is_of_wild(text, first)):
        return True
    return _is_near_town(text, first, last) or _is_in_region(text, last)


def _is_behind_own_given(text: Page, first: int, owner: Owner) -> bool:
    before = text.form(first - 1)
    return text.is_beside(first - 1) and bool(text.given.find(before, text.language) & owner.given)


def _is_of_site(text: Page, at: int) -> bool:
    """Tell whether a surname is the adjective of works or a court: Вольский цементный завод.

    A court needs another adjective too, for of it alone somebody may speak: Nawrocki sąd skrytykował.
    """
    row = _row(text, at)
    if row is None:
        return False
    _, attribute, noun = row
    place = at + 1
    while place <= at + _MOST_BETWEEN and attribute.fullmatch(_small(text, place)):
        place += 1
    word = _small(text, place)
    if noun.fullmatch(word) and _SITES.match(fold(word)):
        return True
    has_other = place > at + 1 or bool(attribute.fullmatch(_small(text, place + 1)))
    return has_other and bool(noun.fullmatch(word) and _COURTS.match(fold(word)))


def _is_of_wild(text: Page, at: int) -> bool:
    """Tell whether a surname is the adjective of the wood or hill before it: Las Wolski.

    In the nominative, in small letters and behind a preposition the noun may end what the preposition
    begins: через лес Вольский не пошёл.
    """
    row, noun = _row(text, at), text.form(at - 1)
    if row is None or not text.is_beside(at - 1) or not _WILDS.match(fold(noun)):
        return False
    is_apart = row is _ROWS[text.language][0] and noun.islower() and context.is_preposition(text.form(at - 2))
    return bool(row[2].fullmatch(noun.casefold())) and not is_apart


def _row(text: Page, at: int) -> tuple[re.Pattern[str], ...] | None:
    word = text.form(at).casefold()
    return next((row for row in _ROWS.get(text.language, ()) if row[0].fullmatch(word)), None)


def _small(text: Page, at: int) -> str:
    """Return a word in small letters that a blank parts from the one before it, else ""."""
    word = text.form(at)
    return word if text.is_beside(at - 1) and word.islower() else ""


def _is_near_town(text: Page, first: int, last: int) -> bool:
    """Tell whether a word is the town in which something is, near another: в Алексине под Тулой."""
    if not text.form(last + 2)[:1].isupper() or not text.is_beside(last + 1):
        return False
    word, near = text.form(last), text.form(last + 1)
    if text.language == "lt":
        return near == "prie" and word.endswith("e") and text.is_beside(last)
    endings = _IN.get(text.language, {}).get(text.form(first - 1).casefold())
    if endings is None or near not in _NEAR or text.gap(last).strip() not in ("", ","):
        return False
    return not word.endswith(tuple(endings))


def _is_in_region(text: Page, last: int) -> bool:
    """Tell whether a word is a town by the region that follows it: жители Алексина Тульской области."""
    adjective = text.form(last + 1)
    if not adjective[:1].isupper() or not text.is_beside(last) or not _OF_REGION.fullmatch(adjective):
        return False
    return bool(_REGIONS.match(fold(_small(text, last + 2))))
