"""Whether a capitalised word before a surname, in no list of given names, is one by its shape. Pure."""

import re

from monitor.words.names import context, eastern, english, given
from monitor.words.names.offices import is_of_office
from monitor.words.names.page import Page

#: Given names of Central Asia end so, and hardly any other capitalised word: Акылбек, Бердымурат.
_ORIENTAL = re.compile(
    r"[^\W\d_]{2,}(?:б[еэ]к|жан|хан|мурат|улла|уддин|иддин|bek|b[ea]k|zhan|jan|khan|murat|ulla|ullah|uddin)"
    r"(?:[ауеі]|ом|ам|ові|a|u|em|owi|as|o|ui|ą|'s)?",
    re.IGNORECASE,
)
#: Slavic ones end so, wherever they are from: Борислав, Borysława.
_SLAVIC = re.compile(
    r"[^\W\d_]{2,}(?:слав|слаў|s[lł]a[wvuŭ])(?:[ауеі]|ом|ам|ові|a|u|em|owi|ie|as|o|ui|ą|'s)?", re.IGNORECASE
)
_NO_SLAVIC = re.compile(r"(?:бр|вр|пер|br|wr|inowr|[юj]?[uу]го|прав|praw|prav|pereja).*", re.IGNORECASE)
_NO_ORIENTAL = re.compile(r"узбек|uzbek|uzbiek", re.IGNORECASE)
#: English words before a surname end so, where they are no given name: Freed, Former, Oligarchs, Belarusian.
_ENGLISH = re.compile(
    r"[A-Z][a-z]+(?:ed|ing|ly|ers?|ors?|ists?|ian|ean|can|m[ae]n|ese|ish|ics?|ous|ful|less|ive|ary|ory|ant|ent|ble|ion|ions"
    r"|ment|ness|ity|ism|[ae]nce|ship|hood|ize|ise|ify|ward|th|ght|ee|eer|ess|ette|[cglnrtv]ial|[cgnprtv]al|[^aious]s)"
)
#: Letters of a given name of one syllable.
_SYLLABLE = 4
#: Letters of an English word that is no initial or particle.
_LEAST = 3
#: What is no genitive, and so is not the country or firm of the office before it: премьер Акылбек Жапаров.
_NO_GENITIVE = {
    "ru": re.compile(r".*[бвгджзклмнпрстфхцчшщй](?<![оеё]в)(?<![ео]й)(?<!их)(?<!ых)(?<!ий)"),
    "be": re.compile(r".*[бвгджзклмнпрстфхцчшйў](?<![аоеё]ў)(?<![аэоя]й)(?<!іх)(?<!ых)"),
    "uk": re.compile(r".*[бвгґджзклмнпрстфхцчшщй](?<![іїо]в)(?<![еоі]й)(?<!их)(?<!іх)"),
    "pl": re.compile(r".*[bcdfgklłmnprstwzjńśźżć](?<![óo]w)(?<!ych)(?<!ej)"),
    "lt": re.compile(r".*(?:[ai]s|ys|us|[aė])(?<!os)(?<!ės)(?<!ies)(?<!aus)"),
}
#: Behind these stand people rather than places: у, для, против.
_OF_PEOPLE = frozenset({"у", "для", "против", "без", "супраць", "проти", "u", "dla", "przeciw"})
#: English words before people rather than places: by Mirra Fisher.
_BEFORE_PEOPLE = frozenset({"against", "by", "named", "starring", "with"})
#: What a given name and a surname in one case end in, behind a preposition.
_CASES = (
    (re.compile(r".*[ая]$"), re.compile(r".*(?:[ая]|[оеа]г[оа])$"), True),
    (re.compile(r".*[ую]$"), re.compile(r".*(?:[ую]|[оеа]м[уў])$"), False),
    (re.compile(r".*[оеаё]м$"), re.compile(r".*(?:[оеаёыиі]м)$"), False),
    (re.compile(r".*em$"), re.compile(r".*(?:em|[iy]m)$"), False),
    (re.compile(r".*owi$"), re.compile(r".*(?:owi|emu)$"), False),
)


def is_given_by_shape(text: Page, at: int, first: int) -> bool:
    """Tell whether an unlisted word at a position is the given name of the surname that stands at `first`.

    For words that might owe their capital to a sentence's beginning, or be the place of an office.
    """
    word, earlier = text.form(at), text.form(at - 1)
    if any(letter.isupper() for letter in word[1:]):
        return False  # PiS, ЛНР
    if _is_of_known_shape(word) or _is_family(word, text.form(first)):
        return True
    begins = text.begins_sentence(at)
    if text.language == "en" and (begins or (text.is_beside(at - 1) and earlier in _BEFORE_PEOPLE)):
        return not _may_be_english(word)
    if begins or not text.is_beside(at - 1):
        return False
    if is_of_office(text, at):
        shape = _NO_GENITIVE.get(text.language)
        return shape is not None and shape.fullmatch(word.casefold()) is not None
    return context.is_preposition(earlier) and _is_in_case(word, text.form(first), earlier)


def _may_be_english(word: str) -> bool:
    """Tell whether a word that begins a sentence may be an English one: Freed Khan, but Nirav Modi."""
    if len(word) < _LEAST or not word.isascii() or not word.isalpha():
        return True
    return _ENGLISH.fullmatch(word) is not None or english.is_opener(word)


def _is_of_known_shape(word: str) -> bool:
    shapes = ((_ORIENTAL, _NO_ORIENTAL), (_SLAVIC, _NO_SLAVIC))
    return any(shape.fullmatch(word) and not never.match(word) for shape, never in shapes)


def _is_family(word: str, given_name: str) -> bool:
    """Tell whether a word and the short one behind it may be a name of East Asia: Цинь Ган is no Хан."""
    return len(given_name) <= _SYLLABLE and eastern.is_family(word) and not given.is_never(word)


def _is_in_case(word: str, surname: str, preposition: str) -> bool:
    """Tell whether a word is in the case of its surname: с Акылбеком Жапаровым, but из Бишкека Жапаров."""
    return any(
        one.match(word) and other.match(surname) and (not of_people or preposition.casefold() in _OF_PEOPLE)
        for one, other, of_people in _CASES
    )
