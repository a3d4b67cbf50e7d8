"""What the words around a surname say: a title, an initial, an institution named after somebody."""

import re
from functools import lru_cache

from monitor.words.folding import fold
from monitor.words.names.vocabulary import beginnings, folded_words, words

_MEN = beginnings("men")
_WOMEN = beginnings("women")
_TITLES = beginnings("titles")
_KIN = beginnings("kin")
_INSTITUTION_BEFORE = beginnings("before")
_ARMS = beginnings("arms")
_DIRECTIONS = beginnings("directions")
_STREETS = beginnings("streets")
_HONOURS = beginnings("honours")
_FIRMS = beginnings("firms")
_NAMED_AFTER = beginnings("named-after")
_INSTITUTION_AFTER = beginnings("after")
_TRADES = beginnings("trades")
_FUNDS = beginnings("funds")
_INSTITUTION_AFTER_GENITIVE = beginnings("after lt")
_COUNTRIES = beginnings("countries")
_FEASTS = beginnings("feasts")
_PREPOSITIONS = folded_words("prepositions")
_MEMORY = words("memory")
_COMMON = {language: folded_words(f"common {language}") for language in ("en", "lt", "pl")}
_COMMON |= dict.fromkeys(("be", "ru", "uk"), folded_words("common"))
_SAID = beginnings("said")
_DONE_TO_NOBODY = beginnings("done-to-nobody")
_FEMININE = folded_words("feminine nouns")
_TOWNS = folded_words("towns")
_ADVERBS = words("adverbs")
_SHORT_NOUNS = words("short nouns")
_BETWEEN_TWO = beginnings("between-two")
_KINDS = beginnings("kinds")
#: Спецпосланник, вице-спикер, замминистра, wiceminister are what they are without these.
_RANK = re.compile(r"^(?:спец|спэц|экс|екс|вице|віце|віцэ|зам|гос|дзярж|держ|ген|wice|eks|vice)")
_PATRONYMIC = re.compile(
    r".{2,}(?:[оеаії](?:вич|віч)|[oeai]v[iy]ch|[oea]wicz|[oea]vič"
    r"|[оеії]вн[аиыоіу]|[аеі]ўн[аыу]|[oeai][vuw]n[ay])"
)


@lru_cache(maxsize=2048)
def sex_of_title(word: str) -> str:
    """Return "m" after Mr, "f" after Mrs, in any of our languages, else ""."""
    folded = fold(word)
    if _WOMEN.match(folded):
        return "f"
    return "m" if _MEN.match(folded) else ""


@lru_cache(maxsize=2048)
def is_title(word: str) -> bool:
    """Tell whether a capitalised word is an office or a rank rather than a name."""
    folded = fold(word)
    return bool(_TITLES.match(folded) or _TITLES.match(_RANK.sub("", folded)))


@lru_cache(maxsize=2048)
def is_kin(word: str) -> bool:
    """Tell whether a word is a relative: son, жонка."""
    return bool(_KIN.match(fold(word)))


@lru_cache(maxsize=2048)
def is_institution_before(word: str) -> bool:
    """Tell whether what follows is what a street, a school, a firm is called."""
    folded = fold(word)
    return bool(_INSTITUTION_BEFORE.match(folded)) or (
        word[:1].isupper() and bool(_NAMED_AFTER.match(folded))
    )


def is_arm(word: str) -> bool:
    """Tell whether a firm and the word behind a hyphen are another firm: Gazprom-Media."""
    return bool(_ARMS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_direction(word: str) -> bool:
    """Tell whether a capitalised word begins the name of a place: North Dakota, Северная Дакота."""
    return bool(_DIRECTIONS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_street(word: str) -> bool:
    """Tell whether a word is a street or the like, which is called what follows, given name and all."""
    return bool(_STREETS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_honour(word: str) -> bool:
    """Tell whether a word is what people are after whom streets are called: улица маршала Жукова."""
    return bool(_HONOURS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_firm(word: str) -> bool:
    """Tell whether a firm is called what follows in the nominative, and owned by whom in the genitive."""
    return bool(_FIRMS.match(fold(word)))


def is_in_memory(word: str) -> bool:
    """Tell whether what stands before is called after whom follows: академия имени Кадырова."""
    return word in _MEMORY


@lru_cache(maxsize=2048)
def is_institution_after(word: str) -> bool:
    """Tell whether the name before the word is only a part of an institution's."""
    folded = fold(word)
    return bool(_INSTITUTION_AFTER.match(folded) or _TRADES.match(folded))


@lru_cache(maxsize=2048)
def is_trade(word: str) -> bool:
    """Tell whether a word is a shop or a tavern, which is called by more words than its owner's name."""
    return bool(_TRADES.match(fold(word)))


@lru_cache(maxsize=2048)
def is_fund(word: str) -> bool:
    """Tell whether the name before the word is a foundation's, which is also its owner's if given in full."""
    return bool(_FUNDS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_institution_behind_genitive(word: str) -> bool:
    """Tell whether a Lithuanian word in small letters is what is called after whom stands before it."""
    return bool(_INSTITUTION_AFTER_GENITIVE.match(fold(word)))


@lru_cache(maxsize=2048)
def is_country(word: str) -> bool:
    """Tell whether a capitalised word is a country or a capital, as in `президент Литвы Науседа`."""
    return bool(_COUNTRIES.match(fold(word)))


@lru_cache(maxsize=2048)
def is_feast(word: str) -> bool:
    """Tell whether a day is called after the word, as in `ко Дню Победы Лукашенко`."""
    return bool(_FEASTS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_preposition(word: str) -> bool:
    """Tell whether the word that follows this one is a place rather than a given name."""
    return fold(word) in _PREPOSITIONS


def is_common(folded: str, language: str) -> bool:
    """Tell whether a folded surname is an ordinary word of a language too."""
    return folded in _COMMON.get(language, ())


def is_feminine(word: str) -> bool:
    """Tell whether a common noun is feminine, though it ends as masculine ones do: рысь, jesień."""
    return fold(word) in _FEMININE


def is_town(folded: str) -> bool:
    """Tell whether a folded surname is a town too."""
    return folded in _TOWNS


@lru_cache(maxsize=2048)
def is_said(word: str) -> bool:
    """Tell whether only somebody does what a verb says: Мороз заявил."""
    return bool(_SAID.match(fold(word)))


@lru_cache(maxsize=2048)
def is_done_to_nobody(word: str) -> bool:
    """Tell whether the object of a verb is never a person, so that who stands before it is its subject."""
    return bool(_DONE_TO_NOBODY.match(fold(word)))


def is_adverb(word: str) -> bool:
    """Tell whether a word ends as a noun might, and is none: Мирный теперь."""
    return word in _ADVERBS


def is_short_noun(word: str) -> bool:
    """Tell whether a word of three letters is a noun rather than a particle: Садовый дом."""
    return word in _SHORT_NOUNS


@lru_cache(maxsize=2048)
def is_between_two(word: str) -> bool:
    """Tell whether two people have what a word says: the Trump-Putin summit."""
    return bool(_BETWEEN_TWO.match(fold(word)))


@lru_cache(maxsize=2048)
def is_kind(word: str) -> bool:
    """Tell whether a hyphen before the word makes a common word of a surname: жук-короед."""
    return bool(_KINDS.match(fold(word)))


@lru_cache(maxsize=2048)
def is_patronymic(word: str) -> bool:
    """Tell whether a capitalised word is a father's name."""
    return bool(_PATRONYMIC.match(word.casefold()))
