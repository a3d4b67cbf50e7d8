"""Who bears a surname, by the titles, initials and given names beside it."""

from monitor.words.folding import fold
from monitor.words.names import callings, context, given
from monitor.words.names.agreement import has_given_of_other_sex, has_office_of_woman, is_of_other_sex
from monitor.words.names.anchors import INFLECTED
from monitor.words.names.behind import is_no_surname
from monitor.words.names.capitals import is_acronym, is_title_case
from monitor.words.names.family_first import behind_family
from monitor.words.names.generations import is_of_other_generation
from monitor.words.names.letters import is_cyrillic
from monitor.words.names.offices import is_of_calling, is_of_office
from monitor.words.names.owners import Owner
from monitor.words.names.page import HYPHENS, Page, Verdict
from monitor.words.names.parts import NOBLE, is_particle
from monitor.words.names.unlisted import is_given_by_shape

_MOST_INITIALS = 3
_LONGEST_INITIAL = 3
#: Letters of a given name that no case changes.
_ALIKE = 2
#: Initials that are one in languages of one script: Э. Свитолина, Е. Світоліна.
_SAME = str.maketrans("эєиыїў", "ееіііу")
#: What may follow the stop of an initial.
_BLANKS = " \u00a0\u202f-‐‑"


def bearer(text: Page, first: int, last: int, owner: Owner) -> tuple[Verdict, int, int]:
    """Return what the names beside a surname say of its bearer, and the span with those that agree."""
    verdict, begin = _before(text, first, owner)
    if owner.is_family_first:
        behind, end = behind_family(text, last, owner)
        if behind == "agrees" or verdict == "silent":
            return behind, first, end
    if verdict == "silent" and text.is_beside(last) and text.form(last + 1)[:1].isupper():
        known = text.given.find(text.form(last + 1), text.language)
        if known and context.is_patronymic(text.form(last + 2)):
            return ("agrees", first, last + 2) if known & owner.given else ("another", first, last)
    is_other = verdict == "silent" and (
        is_of_other_sex(text, first, last, owner)
        or has_office_of_woman(text, first, owner)
        or is_no_surname(text, first, last, owner)
    )
    if is_other or (verdict in ("silent", "agrees") and is_of_other_generation(text, begin, last, owner)):
        return "no", first, last
    return verdict, begin, last


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
    if context.is_title(word) or callings.is_shortened(word) or (word.isupper() and len(word) > 1):
        return "silent", first
    while begin > 0 and at - begin < _MOST_INITIALS and _is_initial(text, begin - 1):
        begin -= 1
    earlier = text.form(begin - 1)
    if earlier[:1].isupper() and text.is_beside(begin - 1) and text.given.find(earlier, text.language):
        return _given_name(text, begin - 1, first, owner)
    if not owner.firsts:
        return "silent", first
    initial = fold(text.form(begin)).translate(_SAME)
    if any(known.translate(_SAME).startswith(initial) for known in owner.firsts):
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
    known = _known(text, at)
    if known & owner.given or fold(word) in owner.own_firsts or _is_own_case(text, at, owner):
        return ("another", first) if has_given_of_other_sex(text, at, first, owner) else ("agrees", at)
    if known and text.is_beside(at - 1) and text.given.find(text.form(at - 1), text.language) & owner.given:
        return "agrees", at - 1  # Donald John Trump
    if is_acronym(word) and not text.form(first).isupper():
        return "silent", first  # прокурор МУС Хан is no Муся
    if known and (not owner.given or text.given.written.has(word, text.language)):
        return ("another" if owner.given else "silent"), first
    return _unknown_word(text, at, first, owner)


def _is_own_case(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether an everyday word inside a sentence is a case of the owner's given name: rola Kai Godek."""
    word = text.form(at)
    if text.begins_sentence(at) or owner.is_family_first or not given.is_never(word):
        return False
    if fold(word)[:_ALIKE] not in {first[:_ALIKE] for first in owner.firsts}:
        return False
    return bool(text.given.find_anyway(word, text.language) & owner.given)


def _known(text: Page, at: int) -> frozenset[int]:
    """Return the given names that a capitalised word may be."""
    word = text.form(at)
    known = text.given.find(word, text.language)
    if not known and not text.begins_sentence(at) and word.casefold() in text.given.spelled:
        return text.given.find_whole(word, text.language)  # Премьер Роман Головченко
    return known


def _unknown_word(text: Page, at: int, first: int, owner: Owner) -> tuple[Verdict, int]:
    """Judge a capitalised word before a surname that is in no list of given names."""
    if context.is_patronymic(text.form(at)) and text.is_beside(at - 1):
        earlier = text.given.find(text.form(at - 1), text.language)
        if earlier:
            return ("agrees", at - 1) if earlier & owner.given else ("another", first)
    return ("silent" if _is_no_given_name(text, at, first) else "no"), first


def _first_part(text: Page, at: int) -> int:
    """Return where a double name begins: Jean-Marc, but not Then-President."""
    if callings.is_calling(text.form(at)):
        return at
    while text.gap(at - 1) in HYPHENS and text.form(at - 1)[:1].isupper():
        at -= 1
    return at


def _is_no_given_name(text: Page, at: int, first: int) -> bool:
    """Tell whether a capitalised word, unknown as a given name, has its capital for another reason."""
    word = text.form(at)
    if text.language in ("de", "") or is_particle(word) or is_acronym(word):
        return True
    if callings.is_calling(word) or context.is_country(word) or text.lexicon[word]:
        return True
    if is_cyrillic(word) != is_cyrillic(text.form(first)):
        return True  # редактор Nexta Протасевич
    if is_given_by_shape(text, at, first):
        return False
    if (
        text.begins_sentence(at)
        or word.endswith(("'s", "’s"))
        or context.is_feast(word)
        or is_title_case(text, at)
    ):
        return True
    return text.is_beside(at - 1) and _is_of_place_or_office(text, at, first)


def _is_of_place_or_office(text: Page, at: int, first: int) -> bool:
    """Tell whether a capitalised word goes with what stands before it: в Минске, w Białym Domu."""
    earlier = text.form(at - 1)
    if earlier[:1].isupper() and text.is_beside(at - 2) and context.is_preposition(text.form(at - 2)):
        return not text.given.written.has(earlier, text.language)
    # Министр Беларуси Рыженков; without cases what follows a title is a given name: Coach Gabor Szijjarto
    if context.is_preposition(earlier):
        return True
    return text.language in INFLECTED and (is_of_office(text, at) or is_of_calling(text, at, first))
