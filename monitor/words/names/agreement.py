"""Whether verb or given name say that a surname's bearer is of the other sex: Лукашенко выиграла. Pure."""

import re

from monitor.words.names import context, given
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
_GENITIVES_OF_WOMEN = ("os", "ės")  # Lithuanian
_ENDINGS = {
    language: [(sex, re.compile(rf".*(?:{ending})")) for sex, ending in by_sex.items()]
    for language, by_sex in _PAST.items()
}


def is_of_other_sex(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname that begins a sentence is the subject of a verb that is not of its owner's sex.

    Only verbs count whose object is nobody: in «Лукашенко встретила делегация» he is met. And only at the
    beginning, for in «администрация Трампа заявила» somebody else does it.
    """
    if not owner.sex or not text.begins_sentence(first) or not text.is_beside(last):
        return False
    verb = text.form(last + 1)
    if not context.is_done_to_nobody(verb):
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


def _is_spelled(text: Page, word: str, owner: Owner) -> bool:
    """Tell whether a word is the owner's given name, or a pet name of it, letter by letter: Саша."""
    return any(word == own.casefold() for name in owner.given for own in text.given.spellings[name])


def _sex_of_verb(word: str, language: str) -> str:
    if not word.islower():
        return ""
    return next((sex for sex, ending in _ENDINGS.get(language, ()) if ending.fullmatch(word)), "")
