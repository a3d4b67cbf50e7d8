"""Whether a word that sounds like a name is that name, by the words around it."""

from monitor.words.folding import fold
from monitor.words.names import context, english, sounds
from monitor.words.names.anchors import INFLECTED, Hearing, is_form
from monitor.words.names.bearer import bearer
from monitor.words.names.firms import is_of_firm
from monitor.words.names.hearing import fits
from monitor.words.names.owners import Owner, is_in_a_case
from monitor.words.names.page import HYPHENS, Page, Verdict
from monitor.words.names.places import is_called_so
from monitor.words.names.streets import is_of_street
from monitor.words.names.things import is_no_thing

#: What may stand between the words of any name.
_BETWEEN = ' \u00a0\u202f-‐‑–«»"“”„'
#: So many words before a surname tell of kinship: сын президента Беларуси Николай Лукашенко.
_NEAR = 5
#: With «имени» behind these somebody acts on behalf of another.
_ON_BEHALF = frozenset({"от", "ад", "від", "od", "в"})
#: What firms are that writes itself in small letters: Linde plc.
_FIRMS = frozenset({"plc", "llc", "inc", "ltd"})
#: What a hyphen joins to a surname that stays one: pro-Trump.
_PREFIXES = frozenset({"pro", "anti", "post", "ex", "non", "про", "анти", "пост", "экс", "анты", "екс", "за"})

#: Owners whose surname the text has had so far, and whether it was theirs.
Seen = dict[Owner, bool]


def judge(text: Page, at: int, hearing: Hearing, seen: Seen) -> tuple[int, int] | None:
    """Return the first and last position of the name whose anchor stands here; None: it is not the name."""
    span = _whole(text, at, hearing)
    if span is None:
        return None
    first, last = span
    owner = hearing.owner
    if _is_not_with(text, first, last, owner) or _is_country(text, last, owner):
        return None
    if hearing.pattern.is_literal:
        return span
    if not owner.is_person:
        return None if hearing.doubt or is_no_thing(text, first, last, owner) else span
    if _is_of_something_else(text, first, last, hearing) and not _is_double(text, first, last, owner):
        return None
    return _of_person(text, span, hearing, seen)


def _of_person(text: Page, span: tuple[int, int], hearing: Hearing, seen: Seen) -> tuple[int, int] | None:
    owner = hearing.owner
    verdict, first, last = bearer(text, *span, owner)
    if verdict == "another" and not hearing.doubt and not _is_of_family(text, first):
        seen.setdefault(owner, False)
    if verdict in ("another", "no") or hearing.doubt > _allowed(text, first, verdict, owner):
        return None
    if verdict == "agrees" and is_of_street(text, first - 1):
        return None  # улица Леха Качиньского
    if verdict != "agrees" and _is_fund(text, last):
        return None  # Kelloggo fondas, but O. Zelenskos fondas is hers
    if verdict == "silent" and not (owner.surname_alone and seen.setdefault(owner, True)):
        return None
    seen[owner] = True
    return first, last


def _allowed(text: Page, first: int, verdict: Verdict, owner: Owner) -> bool:
    """Tell whether a surname may be written otherwise than it is given: J. Cole is no John Coale."""
    is_initial = len(text.form(first)) == 1 and owner.is_latin and not sounds.is_cyrillic(text.form(first))
    return verdict == "agrees" and not is_initial


def _is_of_family(text: Page, first: int) -> bool:
    """Tell whether kinship stands before another's name: whose family a text tells of will be in it too."""
    return any(context.is_kin(text.form(at)) for at in range(first - _NEAR, first))


def _whole(text: Page, at: int, hearing: Hearing) -> tuple[int, int] | None:
    """Return the span of all words of the name around its anchor."""
    words, anchor = hearing.pattern.words, hearing.pattern.anchor
    first, last = at - anchor, at - anchor + len(words) - 1
    if first < 0 or last >= len(text.tokens.forms):
        return None
    for number, word in enumerate(words):
        if number and text.gap(first + number - 1).strip(_BETWEEN + hearing.pattern.marks):
            return None
        if number != anchor and not fits(word, text.form(first + number), text.language, hearing.owner):
            return None
    return first, last


def _is_not_with(text: Page, first: int, last: int, owner: Owner) -> bool:
    if not owner.not_with:
        return False
    return any(
        is_form(owner.not_with, text.form(at), text.language) for at in (first - 1, first - 2, last + 1)
    )


def _is_country(text: Page, last: int, owner: Owner) -> bool:
    """Tell whether a word that sounds like a person's name is a country: z Rosją is not with Tom Rose."""
    return (
        owner.is_person
        and context.is_country(text.form(last))
        and not any(map(context.is_country, owner.surnames))
    )


def _is_of_something_else(text: Page, first: int, last: int, hearing: Hearing) -> bool:
    """Tell whether the surname is only a part of what a school, a street, a firm, anybody else is called."""
    for gap, at in ((text.gap(first - 1), first - 1), (text.gap(last), last + 1)):
        if gap != " " and _is_hyphenated(text, gap, at):
            return True
    if is_of_firm(text, first, last, hearing.owner) or is_called_so(text, first, last, hearing.owner):
        return True
    if _is_in_address(text, last) or _is_called_after(text, first - 1, last, hearing.owner):
        return True
    if text.is_beside(last) and _is_named(text, last + 1):
        return True
    return _is_brand(text, first, last, hearing)


def _is_in_address(text: Page, last: int) -> bool:
    """Tell whether a word is a part of the address of a site: Znak.com."""
    after = text.form(last + 1)
    return text.gap(last) == "." and after.isascii() and after.islower()


def _is_named(text: Page, at: int) -> bool:
    """Tell whether a word is an institution that is called after whom stands before it: Kellogg School."""
    word = text.form(at)
    if word[:1].isupper() or word in _FIRMS:
        return context.is_institution_after(word)
    return text.language == "lt" and context.is_institution_behind_genitive(word)


def _is_fund(text: Page, last: int) -> bool:
    """Tell whether a foundation follows, which is called after somebody: Kellogg Foundation."""
    word = text.form(last + 1)
    is_called = word[:1].isupper() or text.language == "lt"
    return is_called and text.is_beside(last) and context.is_fund(word)


def _is_double(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether the owner bears another surname behind a hyphen: Паліна Шарэнда-Панасюк."""
    if text.language in ("en", "de"):
        return False
    is_own = text.is_beside(first - 1) and text.given.find(text.form(first - 1), text.language) & owner.given
    return bool(is_own) and text.gap(last) in HYPHENS and text.form(last + 1)[:1].isupper()


def _is_called_after(text: Page, at: int, last: int, owner: Owner) -> bool:
    """Tell whether what follows is what a street, a town, a school is called."""
    word, earlier = text.form(at), text.form(at - 1)
    if context.is_in_memory(word) and text.gap(at).strip() in ("", "."):  # im. Komorowskiego
        return fold(earlier) not in _ON_BEHALF  # от имени Лукашенко
    if is_of_street(text, at):
        return True
    if not text.is_beside(at):
        return False
    if text.language == "en" and (word == "of" or english.is_before_place(word)):
        return word != "of" or english.is_kind_of_place(earlier)
    if context.is_firm(word) and text.language in INFLECTED and is_in_a_case(text.form(last), owner):
        return False  # компании Чижа are his, компании Келлог are called so
    return context.is_institution_before(word)


def _is_hyphenated(text: Page, gap: str, at: int) -> bool:
    neighbour = text.form(at)
    if gap not in HYPHENS or not neighbour:
        return False
    if not neighbour[0].isupper():
        return context.is_kind(neighbour)
    if fold(neighbour) in _PREFIXES or text.lexicon[neighbour]:
        return False
    pair = range(at - 2, at + 3)  # with what stands before and behind it, on whichever side the neighbour is
    return not any(context.is_between_two(text.form(place)) for place in pair)


def _is_brand(text: Page, first: int, last: int, hearing: Hearing) -> bool:
    if _is_left_in_latin(text, first):
        return True
    if hearing.is_possessive and text.language == "en":
        return text.is_beside(last) and english.is_brand_verb(text.form(last + 1))
    if hearing.is_possessive and text.language not in ("de", ""):
        return True
    if context.is_title(text.form(first - 1)) and text.is_beside(first - 1):
        first -= 1  # крейсер «Адмирал Ушаков»
    return text.is_quoted(first, last)


def _is_left_in_latin(text: Page, first: int) -> bool:
    """Tell whether a surname stands in Latin letters behind a Cyrillic noun, as brands do: хлопья Kellogg."""
    before = text.form(first - 1)
    if sounds.is_cyrillic(text.form(first)) or not sounds.is_cyrillic(before):
        return False
    if not text.is_beside(first - 1) or text.given.find(before, text.language):
        return False
    return not (context.is_title(before) or context.is_preposition(before) or context.is_said(before))
