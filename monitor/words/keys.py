"""What an index of words keeps of a text, and what it can be asked: the words and their stems, as plain keys.

An index finds candidates, nothing more: every item that a query can match must be among them, some that
it does not match may be. So words and stems share one space of keys, and the stems of all languages are
asked for at once. Names are found by sound, so of words with a capital their consonants are keys too.
"""

import unicodedata
from collections.abc import Iterable
from itertools import chain

import Stemmer

from monitor.words.elision import without_article
from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.hearing import bare_of, may_begin
from monitor.words.names.patterns import Word
from monitor.words.spellings import spellings
from monitor.words.stems import RULES, stem
from monitor.words.tokens import distinct_forms

#: Changes when somebody else's rules, by which the keys are made, have changed.
FOREIGN_RULES = f"{unicodedata.unidata_version}-{Stemmer.version()}"

#: Stands at the end of what is asked for any word that begins so; never in a key.
ANY_END = "*"

#: Stands before the consonants of a word that may be a name's; no word begins so.
_SOUND = "\ue080"

#: Longer words are known by their beginning.
_LONGEST = 64
#: Words of all languages whose keys are remembered: a text repeats its words, and so does the news.
_REMEMBERED = 40_000
_MOST_LANGUAGES = 24
_LANGUAGES = (*RULES, "")
# An index may take punctuation for the end of a word. These letters of nobody's stand for it.
_PLAIN = {sign: 0xE000 + sign for sign in range(128) if not chr(sign).isalnum()}


def text_keys(texts: Iterable[str], language: str) -> set[str]:
    """Return the keys of texts in a language: of each word as folded, and of its stem."""
    return keys_of(distinct_forms(*texts), language)


def keys_of(forms: Iterable[str], language: str) -> set[str]:
    """Return the keys of words as written in a language."""
    return set(chain.from_iterable(map(_keys(language).__getitem__, forms)))


def word_key(word: str) -> str:
    """Return the key of a folded word or stem: made of letters only, as far as ASCII goes."""
    word = word[:_LONGEST]
    return word if word.isalnum() else word.translate(_PLAIN)


def forms_keys(word: str) -> frozenset[str]:
    """Return the keys one of which every text has that has a form of the folded word, in any language.

    One may be empty, which tells nothing.
    """
    return frozenset(
        word_key(stem(spelt, language)) for language in _LANGUAGES for spelt in spellings(word, language)
    )


def name_keys(anchors: Iterable[Word]) -> frozenset[str]:
    """Return the keys one of which every text has in which one of these words of names stands."""
    found: set[str] = set()
    for word in anchors:
        found |= {_SOUND + sound.consonants + ANY_END for sound in word.sounds}
        found |= {word_key(fold(written)) for written in word.letters}
        found = found.union(*(forms_keys(folded) for folded in word.folded))
    return frozenset(found)


class _Keys(dict[str, tuple[str, ...]]):
    """The keys of words of one language as written."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, form: str) -> tuple[str, ...]:
        language, word = self._language, fold(form)
        words = {word, without_article(word, language)}
        stems = {stem(each, language) for each in words}
        keys = tuple({word_key(each) for each in (*words, *stems, *_traces(form, language)) if each})
        if len(form) <= _LONGEST:
            if sum(map(len, _KEYS.values())) >= _REMEMBERED:
                _KEYS.clear()
                self.clear()
            self[form] = keys
        return keys


_KEYS: dict[str, _Keys] = {}


def _keys(language: str) -> _Keys:
    """Return the keys of a language's words, as far as they are remembered."""
    if language not in _KEYS:
        if len(_KEYS) >= _MOST_LANGUAGES:
            _KEYS.clear()
        _KEYS[language] = _Keys(language)
    return _KEYS[language]


def _traces(form: str, language: str) -> Iterable[str]:
    """Yield what a word as written may be asked for when it is a name's: see `names.hearing`."""
    if may_begin(form, language):
        bare = bare_of(form, language)
        yield from (fold(bare), stem(fold(bare), language))
        for reading in sounds.readings(bare.casefold(), language):
            yield _SOUND + sounds.split(reading)[0]
