"""Who bears a surname, by the titles, initials and given names beside it."""

from typing import Literal

from monitor.words.folding import fold
from monitor.words.names import context
from monitor.words.names.agreement import is_of_other_sex
from monitor.words.names.anchors import INFLECTED
from monitor.words.names.capitals import has_plain_words, is_title_case
from monitor.words.names.ordinary import is_ordinary, is_town
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page
from monitor.words.names.parts import NOBLE, is_particle
from monitor.words.names.unlisted import is_given_by_shape

#: What the words beside a surname say of its bearer: nothing, that it is the owner, that it is another, whose
#: given name is known, or that it is somebody or something else.
Verdict = Literal["silent", "agrees", "another", "no"]

_MOST_INITIALS = 3
_LONGEST_INITIAL = 3
#: What may follow the stop of an initial.
_BLANKS = " \u00a0\u202f-‐‑"
#: Where lists and registers put the surname before the given name.
_SURNAME_FIRST = frozenset({"be", "ru", "uk"})


def bearer(text: Page, first: int, last: int, owner: Owner) -> tuple[Verdict, int, int]:
    """Return what the names beside a surname say of its bearer, and the span with those that agree."""
    verdict, begin = _before(text, first, owner)
    if verdict == "silent" and text.is_beside(last) and text.form(last + 1)[:1].isupper():
        known = text.given.find(text.form(last + 1), text.language)
        if known and context.is_patronymic(text.form(last + 2)):
            return ("agrees", first, last + 2) if known & owner.given else ("another", first, last)
    if verdict == "silent" and (
        is_of_other_sex(text, first, last, owner) or _is_no_surname(text, first, last, owner)
    ):
        return "no", first, last
    return verdict, begin, last


def _is_no_surname(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname by itself is a given name, a common word, or a part of another name."""
    word, after = text.form(last), text.form(last + 1)
    is_first = text.begins_sentence(first) or is_title_case(text, first)
    if (owner.is_town and is_town(text, first, last)) or (is_first and is_ordinary(text, first, owner)):
        return True
    if not after[:1].isupper() or not text.is_beside(last) or not has_plain_words(text, last):
        return False
    known = text.given.find(after, text.language)
    if known & owner.given:
        return False  # Magyar Péter
    if owner.is_given or text.given.written.has(word, text.language):
        return True  # Pavel Latushka
    if text.language in _SURNAME_FIRST and owner.given and _is_nominative(text, after):
        return True  # Кравченко Наталья
    return text.language == "en" and _is_part(text, first, last)


def _is_nominative(text: Page, word: str) -> bool:
    """Tell whether a word is written as a given name is in the nominative."""
    if not text.given.written.has(word, text.language):
        return False
    return bool(text.given.find(word, text.language, is_nominative=True))


def _is_part(text: Page, first: int, last: int) -> bool:
    """Tell whether a surname and the capitalised word after it are one name in English: Costa Rica."""
    after, before = text.form(last + 1), text.form(first - 1)
    if context.is_acronym(after) or context.is_country(after) or context.is_day(after):
        return False
    if text.lexicon[after] or text.given.written.has(after, text.language) or context.is_title(after):
        return False
    if context.is_title(before) or context.sex_of_title(before):
        return False
    return "'" not in text.form(last) and "’" not in text.form(last)


def _before(text: Page, first: int, owner: Owner) -> tuple[Verdict, int]:
    """Judge the word right before a surname."""
    at = first - 1
    word = text.form(at)
    if not word[:1].isupper():
        return _noble(text, at, owner), first
    if len(word) <= _LONGEST_INITIAL and _is_stop(text.gap(at)):
        return _initials(text, first, owner)
    if not text.is_beside(at):
        return "silent", first
    sex = context.sex_of_title(word)
    if sex:
        return ("no" if owner.sex and sex != owner.sex else "silent"), first
    if text.gap(_first_part(text, at) - 1) in HYPHENS:
        return "silent", first  # At Mar-a-Lago Trump
    return _given_name(text, at, first, owner)


def _noble(text: Page, at: int, owner: Owner) -> Verdict:
    """Judge a surname behind a particle that is no part of it: Карл фон Вебер is no Манфред Вебер."""
    given = text.form(at - 1)
    if text.form(at) not in NOBLE or not given[:1].isupper() or not text.is_beside(at - 1):
        return "silent"
    known = text.given.find(given, text.language)
    return "another" if known and not known & owner.given else "silent"


def _initials(text: Page, first: int, owner: Owner) -> tuple[Verdict, int]:
    """Judge `A. G. Lukashenko`, `Дз. Лукашэнка`, `Mr. Lukashenko`, `Donald J. Trump`."""
    begin = at = first - 1
    word = text.form(at)
    if sex := context.sex_of_title(word):
        return ("no" if owner.sex != sex else "silent"), first
    if context.is_title(word) or (word.isupper() and len(word) > 1):
        return "silent", first
    while begin > 0 and at - begin < _MOST_INITIALS and _is_initial(text, begin - 1):
        begin -= 1
    if text.is_beside(begin - 1) and text.given.find(text.form(begin - 1), text.language):
        return _given_name(text, begin - 1, first, owner)
    if not owner.firsts:
        return "silent", first
    initial = fold(text.form(begin))
    if any(known.startswith(initial) for known in owner.firsts):
        return "agrees", begin
    return ("no" if text.language == "en" else "another"), first  # in the U.S. Kellogg is himself


def _is_initial(text: Page, at: int) -> bool:
    word = text.form(at)
    return len(word) == 1 and word.isupper() and _is_stop(text.gap(at))


def _is_stop(gap: str) -> bool:
    """Tell whether what follows a word is the stop of an initial: J. Barrot, J.-N. Barrot."""
    return gap.startswith(".") and not gap[1:].strip(_BLANKS)


def _given_name(text: Page, at: int, first: int, owner: Owner) -> tuple[Verdict, int]:
    """Judge the capitalised word right before a surname, of a double name its first part."""
    at = _first_part(text, at)
    word = text.form(at)
    if context.is_direction(word):
        return "no", first
    known = text.given.find(word, text.language)
    if not known and not text.begins_sentence(at) and word.casefold() in text.given.spelled:
        known = text.given.find_whole(word, text.language)  # Премьер Роман Головченко
    if known & owner.given:
        return "agrees", at
    if known and text.is_beside(at - 1) and text.given.find(text.form(at - 1), text.language) & owner.given:
        return "agrees", at - 1  # Donald John Trump
    if known and (not owner.given or text.given.written.has(word, text.language)):
        return ("another" if owner.given else "silent"), first
    if context.is_patronymic(word) and text.is_beside(at - 1):
        earlier = text.given.find(text.form(at - 1), text.language)
        if earlier:
            return ("agrees", at - 1) if earlier & owner.given else ("another", first)
    return ("silent" if _is_no_given_name(text, at, first) else "no"), first


def _first_part(text: Page, at: int) -> int:
    """Return where a double name begins: Jean-Marc."""
    while text.gap(at - 1) in HYPHENS and text.form(at - 1)[:1].isupper():
        at -= 1
    return at


def _is_no_given_name(text: Page, at: int, first: int) -> bool:
    """Tell whether a capitalised word, unknown as a given name, has its capital for another reason."""
    word = text.form(at)
    if text.language in ("de", "") or is_particle(word) or context.is_acronym(word):
        return True
    if context.is_title(word) or context.is_country(word) or text.lexicon[word]:
        return True
    if is_given_by_shape(text, at, first):
        return False
    if (
        text.begins_sentence(at)
        or word.endswith(("'s", "’s"))
        or context.is_feast(word)
        or is_title_case(text, at)
    ):
        return True
    return text.is_beside(at - 1) and _is_of_place_or_office(text, at)


def _is_of_place_or_office(text: Page, at: int) -> bool:
    """Tell whether a capitalised word goes with what stands before it: в Минске, w Białym Domu."""
    earlier = text.form(at - 1)
    if earlier[:1].isupper() and text.is_beside(at - 2) and context.is_preposition(text.form(at - 2)):
        return not text.given.find(earlier, text.language)
    # Министр Беларуси Рыженков; without cases what follows a title is a given name: Coach Gabor Szijjarto
    return context.is_preposition(earlier) or (text.language in INFLECTED and context.is_title(earlier))
