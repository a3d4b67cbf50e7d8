"""Whether the verb behind a surname says that its bearer is of the other sex: Лукашенко выиграла. Pure."""

import re

from monitor.words.names import context
from monitor.words.names.owners import Owner
from monitor.words.names.page import Page

#: The endings of the past, by the sex of the subject; "n" is neuter, and nobody.
_PAST = {
    "ru": {"m": r"[аеёиоуыюя]л(?:ся)?|умер", "f": r"ла(?:сь)?", "n": r"ло(?:сь)?"},
    "be": {"m": r"[аеёіоуыэюя]ў(?:ся)?|памёр", "f": r"ла(?:ся)?", "n": r"ло(?:ся)?"},
    "uk": {"m": r"[аеєиіїоуюя]в(?:ся|сь)?|помер", "f": r"ла(?:ся|сь)?", "n": r"ло(?:ся|сь)?"},
    "pl": {"m": r"[aąeęioóuy]ł", "f": r"ła", "n": r"ło"},
}
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


def _sex_of_verb(word: str, language: str) -> str:
    if not word.islower():
        return ""
    return next((sex for sex, ending in _ENDINGS.get(language, ()) if ending.fullmatch(word)), "")
