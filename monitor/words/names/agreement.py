"""Whether verb or given name say that a surname's bearer is of the other sex: Лукашенко выиграла. Pure."""

import re

from monitor.words.names import callings, context, given
from monitor.words.names.owners import Owner, is_in_a_case
from monitor.words.names.page import Page

#: The endings of the past, by the sex of the subject; "n" is neuter, and nobody.
_PAST = {
    "ru": {"m": r"[аеёиоуыюя]л(?:ся)?|умер", "f": r"ла(?:сь)?", "n": r"ло(?:сь)?"},
    "be": {"m": r"[аеёіоуыэюя]ў(?:ся)?|памёр", "f": r"ла(?:ся)?", "n": r"ло(?:ся)?"},
    "uk": {"m": r"[аеєиіїоуюя]в(?:ся|сь)?|помер", "f": r"ла(?:ся|сь)?", "n": r"ло(?:ся|сь)?"},
    "pl": {"m": r"[aąeęioóuy]ł", "f": r"ła", "n": r"ło"},
}
#: Last letters of surnames that men's have cases of, and women's have not.
_CONSONANTS = tuple("бвгґджзклмнпрстфцчшщўbcćdfghjklłmnńprsśtwzźż")
_NOMINATIVES_OF_MEN = (*_CONSONANTS, "ий", "ій")
_NOMINATIVES_OF_WOMEN = ("а", "я", "a")
_REFLEXIVE = ("сь", "ся")
_ACCUSATIVES = ("у", "ю", "ę", "ą")
_GENITIVES_OF_WOMEN = ("os", "ės")  # Lithuanian
_ENDINGS = {
    language: [(sex, re.compile(rf".*(?:{ending})")) for sex, ending in by_sex.items()]
    for language, by_sex in _PAST.items()
}


def is_of_other_sex(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname that begins a sentence is the subject of a verb that is not of its owner's sex.

    Only verbs count whose object is nobody: in «Лукашенко встретила делегация» he is met; but any behind a
    nominative in -а, which is no object: Груша уехала. And only at the beginning, for in «администрация
    Трампа заявила» somebody else does it.
    """
    if not owner.sex or not text.begins_sentence(first) or not text.is_beside(last):
        return False
    verb = text.form(last + 1)
    if not (context.is_done_to_nobody(verb) or _is_nominative_in_a(text, last, owner)):
        return False
    sex = _sex_of_verb(verb, text.language)
    return bool(sex) and sex != owner.sex


def has_given_of_other_sex(text: Page, at: int, first: int, owner: Owner) -> bool:
    """Tell whether a given name that sounds as a case of the owner's is one of the other sex: Виктор Бондарь.

    A woman's may be the genitive of a man's: only a surname in the nominative tells Александра Ковальчук.
    """
    word = text.form(at).casefold()
    if not word.endswith(_NOMINATIVES_OF_MEN if owner.sex == "f" else _NOMINATIVES_OF_WOMEN):
        return False
    nominative = text.given.find(text.form(at), text.language, is_nominative=True)
    sexes = {given.sex_of(name) for name in nominative}
    if owner.sex == "f":
        is_of_woman = bool(nominative & owner.given) or word.endswith(_GENITIVES_OF_WOMEN)
        return not is_of_woman and "m" in sexes and "f" not in sexes
    if "f" not in sexes or _is_spelled(text, word, owner):
        return False
    surname = text.form(first)
    is_declined = text.language in _ENDINGS and surname.casefold().endswith(_CONSONANTS)
    return is_declined and not is_in_a_case(surname, owner)


def has_office_of_woman(text: Page, first: int, owner: Owner) -> bool:
    """Tell whether a man's surname is in the nominative behind a woman's office, so that she bears it.

    Депутатка Волк, певица Дзинтра Волк; in помощница Волка she is his, and in помощница Лукашенко may be.
    """
    surname = text.form(first)
    if owner.sex != "m" or text.language not in _ENDINGS or is_in_a_case(surname, owner):
        return False
    if not (surname.casefold().endswith(_CONSONANTS) or _is_nominative_in_a(text, first, owner)):
        return False
    at = first - 2 if text.form(first - 1)[:1].isupper() and text.is_beside(first - 2) else first - 1
    places = {first - 1, at} if text.is_beside(first - 1) else set()
    return any(callings.is_woman_of_office(text.form(place)) for place in places)


def _is_nominative_in_a(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a surname is a nominative in -а, and not the genitive of Лукашенко in Ukrainian."""
    word = text.form(at)
    if not word.endswith(_NOMINATIVES_OF_WOMEN) or is_in_a_case(word, owner):
        return False
    return text.language == "be" or not any(surname.endswith(("о", "o")) for surname in owner.surnames)


def does_as_owner(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether the verb behind a common word has its owner's sex, which as a noun the word has not.

    Świątek awansowała, Сорока уехал. What ends in a consonant may be what is done by whom follows: «Мост
    построила фирма»; so only a preposition may follow, or an object of its own: победила чемпионку.
    """
    if not text.is_beside(at):
        return False
    verb, word = text.form(at + 1), text.form(at).casefold()
    if _sex_of_verb(verb, text.language) != owner.sex:
        return False
    if word.endswith(_NOMINATIVES_OF_WOMEN) or context.is_feminine(word):
        return owner.sex == "m"
    if owner.sex != "f" or not word.endswith((*_CONSONANTS, "ь")):
        return False
    after = text.form(at + 2)
    is_alone = not text.is_beside(at + 1) or context.is_preposition(after)
    return is_alone or verb.endswith(_REFLEXIVE) or after.casefold().endswith(_ACCUSATIVES)


def _is_spelled(text: Page, word: str, owner: Owner) -> bool:
    """Tell whether a word is the owner's given name, or a pet name of it, letter by letter: Саша."""
    return any(word == own.casefold() for name in owner.given for own in text.given.spellings[name])


def _sex_of_verb(word: str, language: str) -> str:
    if not word.islower():
        return ""
    return next((sex for sex, ending in _ENDINGS.get(language, ()) if ending.fullmatch(word)), "")
