"""Word forms: folded words to keys that all forms of a word in its language share."""

from collections.abc import Callable
from sys import intern

from monitor.words import mend, stem_snowball
from monitor.words.stem_be import stem_be
from monitor.words.stem_en import stem_en, strip_plural
from monitor.words.stem_pl import stem_pl
from monitor.words.stem_ru import stem_ru
from monitor.words.stem_uk import stem_uk

RULES: dict[str, Callable[[str], str]] = {
    "be": stem_be,
    "de": stem_snowball.stem_de,
    "en": stem_en,
    "fr": stem_snowball.stem_fr,
    "lt": stem_snowball.stem_lt,
    "pl": stem_pl,
    "ru": stem_ru,
    "uk": stem_uk,
}

#: Shorter words are particles, prepositions and abbreviations: they have no endings to take off.
_SHORTEST_WORD = 3
#: Longer runs are nobody's word.
_LONGEST_WORD = 64
#: Keys remembered for each language: a text repeats its words, and so does the news.
_REMEMBERED = 10_000


class _Keys(dict[str, str]):
    """The keys of one language's words, worked out when first asked for and remembered within bounds."""

    def __init__(
        self,
        rule: Callable[[str], str],
        mends: dict[str, str],
        unstemmed: dict[str, str],
        *,
        is_foreign: Callable[[str], bool],
    ) -> None:
        super().__init__()
        self._is_foreign = is_foreign
        self._unstemmed = unstemmed
        self._rule = rule
        self._mends = mends

    def __missing__(self, word: str) -> str:
        if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD:
            return word
        if word in self._unstemmed:
            return self._unstemmed[word]  # no rule makes this of another word
        key = word if self._is_foreign(word) else self._rule(word)
        key = intern(self._mends.get(key, key))  # one string for all forms
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = key
        return key


def _is_not_latin(word: str) -> bool:
    return word >= "\u0370"


def _never(word: str) -> bool:
    return False


#: Which words are in another script than their language, and so have no forms. Belarusian has two scripts.
_FOREIGN: dict[str, Callable[[str], bool]] = {"be": _never, "ru": str.isascii, "uk": str.isascii}
_MENDS = mend.mending(RULES)
_UNSTEMMED = mend.unstemmed()
_BY_LANGUAGE = {
    language: _Keys(
        rule, _MENDS[language], _UNSTEMMED[language], is_foreign=_FOREIGN.get(language, _is_not_latin)
    )
    for language, rule in RULES.items()
}
_UNKNOWN = _Keys(strip_plural, {}, {}, is_foreign=_is_not_latin)


def stem(word: str, language: str) -> str:
    """Return the key that all forms of a folded word in this language share.

    `language` is an ISO 639-1 code. Of a language that has no rules here, the plural
    and possessive endings of English are taken off.
    """
    return _BY_LANGUAGE.get(language, _UNKNOWN)[word]
