"""What one word means, as far as the lists go, and the terms by which it meets words of other languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from monitor.story.lexicon import NOTHING, Sense, Words, coarse, sense_of, words_beside
from monitor.words.elision import without_article
from monitor.words.names import sounds
from monitor.words.stems import stem

#: Consonants by which cognates are known, and the fewest that tell anything.
_COGNATE, _SHORTEST_COGNATE = 5, 4
#: The same of names that no list has; those of fewer consonants are known with their vowels.
_NAME, _SHORTEST_NAME, _FEW = 6, 2, 2
#: Of names of so many at least, the first ones: cases and languages differ in the last.
_BEGINNING = 3
#: A capital at the beginning of a sentence may mean nothing: what it weighs, and of how many consonants.
_PERHAPS, _SHORTEST_PERHAPS = 0.7, 3
_SHORTEST_WORD = 3
#: Surnames of which stems leave off too much, as if they were a plural or an adjective: Рыбаков, Рибакова.
_SURNAME = re.compile("(.+[оеє][вў])(?:[ауеіо]|[ыи]м|ой|ою|ої|ові)?|.+[oe]w")
#: What a country weighs of which only a city is named.
_COUNTRY = 0.5
#: Words whose meanings and sounds are remembered: the news repeats most of its words.
_REMEMBERED = 50_000
_ALIKE_VOWELS = str.maketrans("eo", "aa")

#: Terms with their weights.
WeightedTerms = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word means, as far as the lists know, and its terms."""

    sense: Sense | None
    terms: WeightedTerms
    #: Its terms where a capital says nothing.
    uncapitalised: WeightedTerms
    #: The term of the name that it may be, being in no list; empty when it has no capital.
    name: str = ""
    #: Beside these it means nothing: press freedom frees nobody.
    idle_beside: Words | None = None


#: What digits are, until they are read as a number.
DIGITS = Word(NOTHING, (), ())


@lru_cache(maxsize=_REMEMBERED)
def word_of(form: str, word: str, language: str) -> Word:
    """Return what a word means, as `sense_of` does, and its terms."""
    form, word = without_article(form, language), without_article(word, language)
    # Behind a vowel Belarusian words begin with ў that begin with у elsewhere: ва Ўкраіне.
    word = "у" + word[1:] if len(word) > 1 and word[0] == "ў" else word
    sense = sense_of(form, coarse(word), language)
    if sense is not None:
        terms = tuple(terms_of_sense(sense))
        return Word(sense, terms, terms, idle_beside=words_beside(word))
    # With its marks, which stems do without and sounds do not: Jurkevičius.
    spelt = form.lower() if word.isascii() and len(word) == len(form) else word
    stemmed, cognate, name, is_perhaps = _known_by(word, spelt, language)
    if not form[0].isupper():
        terms = tuple((term, 1.0) for term in (stemmed, cognate) if term)
        return Word(None, terms, terms)
    plain = ((stemmed, 1.0),) if stemmed else ()
    named = [term for term in (name, _beginning(name)) if term]
    perhaps = (*plain, *((term, _PERHAPS) for term in named)) if stemmed and is_perhaps else plain
    return Word(None, tuple((term, 1.0) for term in named) or perhaps, perhaps, name)


def terms_of_sense(sense: Sense) -> Iterator[tuple[str, float]]:
    """Yield the terms of a meaning: a city has those of its country too."""
    if sense.kind == "subject":
        yield intern(f"{'C' if sense.is_common else 'c'}:{sense.key}"), 1.0
    elif sense.kind == "place":
        yield intern(f"{'P' if sense.is_common else 'p'}:{sense.key}"), 1.0
        if sense.country is not None:
            yield from ((term, _COUNTRY) for term, _ in terms_of_sense(sense.country))
    elif sense.kind == "date":
        yield intern(f"@:{sense.key}"), 1.0


def _known_by(word: str, spelt: str, language: str) -> tuple[str, str, str, bool]:
    """Return the terms of a word that is in no list, each empty when it is too short for one.

    They are its stem, its cognates, itself as a name, and whether it may be one where capitals say nothing.
    """
    stemmed = stem(word, language).lstrip("=")
    heard = _skeleton(spelt[: len(stemmed)] if word.startswith(stemmed) else stemmed, language)
    surname = _SURNAME.fullmatch(word)
    name = _skeleton(surname[1] or spelt, language) if surname else heard
    is_long = len(word) >= _SHORTEST_WORD
    return (
        intern(f"s:{coarse(stemmed)}") if is_long else "",
        intern(f"g:{heard[:_COGNATE]}") if is_long and len(heard) >= _SHORTEST_COGNATE else "",
        intern(f"k:{name[:_NAME]}") if len(name) >= _SHORTEST_NAME else "",
        len(name) >= _SHORTEST_PERHAPS,
    )


def _beginning(name: str) -> str:
    """Return the term of how a name begins; empty when it is too short to be told by that."""
    heard = name.partition(":")[2]
    return intern(f"j:{heard[:_BEGINNING]}") if len(heard) >= _BEGINNING else ""


def _skeleton(word: str, language: str) -> str:
    """Return the consonants that a word sounds of, and its vowels if they are few: Trump, Трамп are trmp."""
    heard = sounds.readings(word, language if word.isascii() else "")
    if not heard:
        return ""
    # The last reading is the English one, the first that of the word's own language.
    reading = heard[-1 if language == "en" else 0]
    consonants, _ = sounds.split(reading)
    return consonants if len(consonants) > _FEW else reading.translate(_ALIKE_VOWELS)
