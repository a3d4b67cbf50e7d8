"""What an index of words keeps of a text, and what it can be asked: the words and their stems, as plain keys.

An index finds candidates, nothing more: every item that a query can match must be among them, some that
it does not match may be. So words and stems share one space of keys, and the stems of all languages are
asked for at once.
"""

import unicodedata
from collections.abc import Iterable

import Stemmer

from monitor.words.spellings import spellings
from monitor.words.stems import RULES, stem
from monitor.words.tokens import fold, tokenise

#: Changes when somebody else's rules, by which the keys are made, have changed.
FOREIGN_RULES = f"{unicodedata.unidata_version}-{Stemmer.version()}"

#: Stands at the end of what is asked for any word that begins so; never in a key.
ANY_END = "*"

#: Longer words are known by their beginning.
_LONGEST = 64
#: Words of all languages whose keys are remembered: a text repeats its words, and so does the news.
_REMEMBERED = 40_000
_LANGUAGES = (*RULES, "")
# An index may take punctuation for the end of a word. These letters of nobody's stand for it.
_PLAIN = {sign: 0xE000 + sign for sign in range(128) if not chr(sign).isalnum()}


def text_keys(texts: Iterable[str], language: str) -> set[str]:
    """Return the keys of texts in a language: of each word as folded, and of its stem."""
    forms = {form for text in texts for form in tokenise(text).forms}
    return {key for form in forms for key in _KEYS[form, language]}


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


class _Keys(dict[tuple[str, str], tuple[str, ...]]):
    """The keys of words as written, each with its language."""

    def __missing__(self, written: tuple[str, str]) -> tuple[str, ...]:
        form, language = written
        word = fold(form)
        keys = tuple({word_key(each) for each in (word, stem(word, language)) if each})
        if len(form) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[written] = keys
        return keys


_KEYS = _Keys()
