"""Lithuanian, German and French word forms by Snowball (PyStemmer), levelled for words without diacritics.

PyStemmer is told to remember nothing: `stems.py` does that, for all languages alike.
"""

import re

import Stemmer

_LITHUANIAN = Stemmer.Stemmer("lithuanian", maxCacheSize=0)
_GERMAN = Stemmer.Stemmer("german", maxCacheSize=0)
_FRENCH = Stemmer.Stemmer("french", maxCacheSize=0)

Levelling = list[tuple[re.Pattern[str], str]]


def _patterns(*pairs: tuple[str, str]) -> Levelling:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


# Cut before Snowball runs: it waits for the accents of priemonėms, priemonėje and paleistųjų.
_BEFORE_LITHUANIAN = _patterns(
    (r"(?<=.{3})e(?:je|ms|mis|se)$", "e"),
    (r"(?<=.{4})uju$", "u"),
    (r"(?<=.{3})oje$", "a"),
    (r"(?<=.{3})uose$", "us"),
    (r"(?<=.{3})dieni(?:o|ui|u|s)?$", "dieni"),
)
_AFTER_LITHUANIAN = _patterns(
    # paleistas, paleisti, paleisto; paleido, paleidžia
    (r"(?<=.{4})t$", ""),
    # amerikiečiai, tūkstančių; not Jurkevičiaus
    (r"(?<=.{2}(?:ie|an))c$", ""),
    (r"(?<=.{4})dz$", "d"),
    # dalyvavo, dalyvauja
    (r"(?<=.{4})av$", ""),
)
# Cut before Snowball runs: it waits for the accents of libérée, sanctionné.
_BEFORE_FRENCH = _patterns(
    (r"(?<=.{3})(?:ees?|es)$", "e"),
    (r"(?<=.{3}[^s])s$", ""),
    (r"(?<=.{4}[^aeiou])ent$", "er"),
    (r"(?<=.{3}[^aeiou])er$", "e"),
)
_AFTER_FRENCH = _patterns((r"(?<=.{3})e$", ""), (r"(?<=.{3}n)n$", ""), (r"(?<=.{4}i)er$", ""), (r"y$", "i"))


def _levelled(word: str, levelling: Levelling) -> str:
    for pattern, replacement in levelling:
        word = pattern.sub(replacement, word)
    return word


def _stem(stemmer: Stemmer.Stemmer, word: str) -> str:
    return str(stemmer.stemWord(word))


#: A stem shorter than this for which Snowball cut more than that: pasiulo, of pasiulyti, is not pas.
_SHORT, _MUCH = 4, 2
_ONE_ENDING = re.compile(r"(?:[aeiouy]?ti|[aeiouy]+s?)$")


def stem_lt(word: str) -> str:
    """Return the key that the forms of a folded Lithuanian word share."""
    word = _levelled(word, _BEFORE_LITHUANIAN)
    stem = _stem(_LITHUANIAN, word)
    if len(stem) < _SHORT and len(word) - len(stem) > _MUCH:
        stem = _ONE_ENDING.sub("", word)
    return _levelled(stem, _AFTER_LITHUANIAN)


def stem_de(word: str) -> str:
    """Return the key that the forms of a folded German word share."""
    return _stem(_GERMAN, word)


def stem_fr(word: str) -> str:
    """Return the key that the forms of a folded French word share."""
    return _levelled(_stem(_FRENCH, _levelled(word, _BEFORE_FRENCH)), _AFTER_FRENCH)
