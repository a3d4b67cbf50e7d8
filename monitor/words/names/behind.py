"""Whether what is a surname elsewhere is one here, by the word behind it: Cole Palmer, Costa Rica."""

import re

from monitor.words.names import callings, context, english
from monitor.words.names.capitals import has_plain_words, is_acronym, is_title_case
from monitor.words.names.ordinary import is_in_english, is_ordinary, is_town
from monitor.words.names.owners import Owner, is_in_a_case
from monitor.words.names.page import Page

#: Where lists and registers put the surname before the given name.
_SURNAME_FIRST = frozenset({"be", "ru", "uk"})
_OF_WOMAN = re.compile(r"\w{2,}(?:[оеёаі]ва|[иіы]на|[сц]ь?ка(?:я)?|[oea][vw]a|ina|[sc]ka(?:ya|ja|ia)?)")
#: What a surname ends in in the nominative, and hardly any noun that a surname stands before in another case.
_NOMINATIVE = {
    "ru": re.compile(r"[А-ЯЁ][а-яё]+(?:[бвгджзклмнпрстфхцчшщ]|[гкчт]и|о|[сц]кий|ль|нь)(?<!го|их|ых)"),
    "be": re.compile(r"[А-ЯЁІЎ][а-яёіў']+(?:[бвгджзклмнпрстфхцчшў]|[гкч]і|о|[сц]кі|ль|нь)(?<!іх|ых)"),
    "uk": re.compile(
        r"[А-ЯЄІЇҐ][а-яєіїґ']+(?:[бвгґджзклмнпрстфхцчшщ]|[гкчт]і|о|ький|ль|нь)(?<!го)(?<!их)(?<!іх)"
    ),
    "pl": re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+(?:[bcćdfghklłmnńprsśtvxzźż]|[ch]hi|[sc]ki)(?<!ch)"),
    "lt": re.compile(r"[A-ZĄČĘĖĮŠŲŪŽ][a-ząčęėįšųūž]+(?:[ai]s|ys|us)(?<!aus)"),
}


def is_no_surname(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname by itself is a given name, a common word, or a part of another name."""
    is_first = text.begins_sentence(first) or (
        is_title_case(text, first) and not _is_behind_office(text, first)
    )
    if (owner.is_town and is_town(text, first, last)) or (
        is_first and first == last and is_ordinary(text, first, owner)
    ):
        return True
    after = text.form(last + 1)
    if text.language == "en" and (_is_town_of_state(text, first, last) or is_in_english(text, first, last)):
        return True
    if not after[:1].isupper() or not text.is_beside(last) or not has_plain_words(text, last):
        return False
    if text.given.find(after, text.language) & owner.given:
        return False  # Magyar Péter
    if owner.is_given or text.given.written.has(text.form(last), text.language):
        return not _is_thing(after)  # Pavel Latushka
    return _is_beside_name(text, first, last, owner)


def _is_behind_office(text: Page, first: int) -> bool:
    """Tell whether a word in a headline has an office before it: Adviser Waltz Meets Allies."""
    return text.is_beside(first - 1) and callings.is_calling(text.form(first - 1))


def _is_town_of_state(text: Page, first: int, last: int) -> bool:
    """Tell whether an American state follows, in commas: Clinton, Iowa, but not Coons, Delaware Democrat."""
    if text.gap(last) != ", " or context.is_title(text.form(first - 1)):
        return False
    end = last + 2 if english.is_state(f"{text.form(last + 1)} {text.form(last + 2)}") else last + 1
    state = " ".join(text.form(at) for at in range(last + 1, end + 1))
    return english.is_state(state) and text.gap(end)[:1] != " "


def _is_beside_name(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname and the capitalised word behind it are one name."""
    if text.language == "en":
        return _is_part(text, first, last)
    is_declined = is_in_a_case(text.form(last), owner)
    if text.language in _SURNAME_FIRST and owner.given and not is_declined and _is_nominative(text, last + 1):
        return True  # Кравченко Наталья
    return _is_given_name(text, first, last, owner)


def _is_nominative(text: Page, at: int) -> bool:
    """Tell whether a word is written as a given name is in the nominative."""
    word = text.form(at)
    if not text.given.written.has(word, text.language):
        return False
    return bool(text.given.find(word, text.language, is_nominative=True))


def _is_part(text: Page, first: int, last: int) -> bool:
    """Tell whether a surname and the capitalised word after it are one name in English: Costa Rica."""
    before = text.form(first - 1)
    if _is_before_name(text, last) and not context.is_preposition(before):
        return True
    if is_no_name(text, last + 1) or context.is_title(before) or context.sex_of_title(before):
        return False
    return "'" not in text.form(last) and "’" not in text.form(last)


def _is_before_name(text: Page, last: int) -> bool:
    """Tell whether somebody else's whole name follows, as an office: Marshall Keith Dunn."""
    given, surname = text.form(last + 1), text.form(last + 2)
    if not text.given.written.has(given, text.language) or not text.is_beside(last + 1):
        return False
    return surname[:1].isupper() and not text.lexicon[given] and not text.lexicon[surname]


def is_no_name(text: Page, at: int) -> bool:
    """Tell whether a capitalised word behind a surname is known to be no part of somebody's name."""
    word = text.form(at)
    if _is_thing(word):
        return True
    return bool(text.lexicon[word]) or text.given.written.has(word, text.language) or context.is_title(word)


def is_before_surname(text: Page, last: int) -> bool:
    """Tell whether what is called like a thing is the given name of somebody: Лида Иванова."""
    word, after = text.form(last), text.form(last + 1)
    if not after[:1].isupper() or not text.is_beside(last) or not text.given.written.has(word, text.language):
        return False
    shape = _NOMINATIVE.get(text.language)
    if not (_OF_WOMAN.fullmatch(after) or (shape and shape.fullmatch(after))):
        return False  # Лида Гродненской области
    return not (is_no_name(text, last + 1) or context.is_preposition(text.form(last - 1)))


def _is_thing(word: str) -> bool:
    return is_acronym(word) or context.is_country(word) or english.is_day(word)


def _is_given_name(text: Page, first: int, last: int, owner: Owner) -> bool:
    """Tell whether a surname is the given name of the one behind it: Коул Палмер, both in the nominative."""
    shape = _NOMINATIVE.get(text.language)
    word, after = text.form(last), text.form(last + 1)
    if shape is None or not shape.fullmatch(after) or is_no_name(text, last + 1):
        return False
    if text.language == "lt":
        is_nominative = shape.fullmatch(word) is not None
    else:
        is_nominative = not is_in_a_case(word, owner)
    before = text.form(first - 1)
    return is_nominative and not (context.is_title(before) or context.is_preposition(before))
