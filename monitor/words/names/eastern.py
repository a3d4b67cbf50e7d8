"""Names of East Asia, whose family name stands before the given name: Xi Jinping, Ли Чжэ Мён. Pure."""

import re
from collections.abc import Sequence

from monitor.words.folding import fold
from monitor.words.names.letters import is_cyrillic
from monitor.words.names.vocabulary import folded_words

_FAMILIES = folded_words("families")
_SYLLABLE = (
    r"(?:[zcs]h|[bcdfghjklmnpqrstwxyz])?"
    r"(?:[iu]?ang?|[iu]?eng?|ing?|ong|iong|ung?|[iu]?ai|[iu]?ao|[iu]?a|iu|ei|ui|uo|ou|[iu]e|[aeiou]|er)"
)
#: A given name of one word: Jinping, Yi. It is romanised as in China.
_SOLID = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?")
_TWO = re.compile(rf"(?=[zcsjqxwyl]h?[^aeo]){_SYLLABLE}{_SYLLABLE}")
#: One of the two words of a given name: Jae-myung, Jong Un.
_ONE = re.compile(r"[^aeiou]{0,2}[aeiouy]+[^aeiou]{0,2}")
#: A family name and a given name of two words at most.
_MOST = 3
_LEAST = 2


def is_family_first(written: Sequence[str]) -> bool:
    """Tell whether the words of a name in Latin letters are a family name and a given name, in this order.

    A hyphen parts words. Lee Jae-myung and Kim Jong Un are, and Kim Beazley and Lee Harvey Oswald are not.
    """
    words = [fold(word) for word in written]
    if not _LEAST <= len(words) <= _MOST or is_cyrillic(words[0]) or not is_family(words[0]):
        return False
    given = words[1:]
    return all(map(_ONE.fullmatch, given)) if len(words) == _MOST else _SOLID.fullmatch(given[0]) is not None


def is_family(word: str) -> bool:
    """Tell whether a word is a family name that stands before the given name."""
    return fold(word) in _FAMILIES


def spellings_of_given(given: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a given name, the same as one word, and as languages write it by ear.

    Цзиньпин is Dzinpingas in Lithuanian: of Palladius's endings н is ng, and нь is n. Polish writes Dzong.
    """
    whole = "".join(given).casefold()
    heard = whole.replace("цз", "дз")
    with_ng = re.sub(r"н(?=$|[бвгджзклмпрстфхцчшщ])", "нг", heard)
    polish = (word.casefold().replace("j", "dz") for word in given)
    return tuple(dict.fromkeys((*given, whole, heard, with_ng, *polish)))


def is_given(word: str) -> bool:
    """Tell whether a word in Latin letters is a given name of two syllables as China romanises it: Xinyu."""
    return _TWO.fullmatch(fold(word)) is not None
