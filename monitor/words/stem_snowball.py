"""Lithuanian, German and French word forms by Snowball (PyStemmer), levelled for words without diacritics.

PyStemmer is told to remember nothing: `stems.py` does that, for all languages alike.
"""

import re

import Stemmer

_LITHUANIAN = Stemmer.Stemmer("lithuanian", maxCacheSize=0)
_GERMAN = Stemmer.Stemmer("german", maxCacheSize=0)
_FRENCH = Stemmer.Stemmer("french", maxCacheSize=0)

#: The letters that a word may end in, which alone tell of most words that a pattern is not for them; the
#: pattern; what takes its place.
Levelling = list[tuple[str, re.Pattern[str], str]]


def _patterns(*rows: tuple[str, str, str]) -> Levelling:
    return [(last, re.compile(pattern), replacement) for last, pattern, replacement in rows]


# Cut before Snowball runs: it waits for the accents of priemonėms, priemonėje and paleistųjų.
_BEFORE_LITHUANIAN = _patterns(
    ("es", r"(?<=.{3})e(?:je|ms|mis|se)$", "e"),
    ("u", r"(?<=.{4})uju$", "u"),
    ("e", r"(?<=.{3})oje$", "a"),
    ("e", r"(?<=.{3})uose$", "us"),
    ("ious", r"(?<=.{3})dieni(?:o|ui|u|s)?$", "dieni"),
)
_AFTER_LITHUANIAN = _patterns(
    # paleistas, paleisti, paleisto; paleido, paleidžia
    ("t", r"(?<=.{4})t$", ""),
    # amerikiečiai, tūkstančių; not Jurkevičiaus
    ("c", r"(?<=.{2}(?:ie|an))c$", ""),
    ("z", r"(?<=.{4})dz$", "d"),
    # dalyvavo, dalyvauja
    ("v", r"(?<=.{4})av$", ""),
)
# Cut before Snowball runs: it waits for the accents of libérée, sanctionné.
_BEFORE_FRENCH = _patterns(
    ("es", r"(?<=.{3})(?:ees?|es)$", "e"),
    ("s", r"(?<=.{3}[^s])s$", ""),
    ("t", r"(?<=.{4}[^aeiou])ent$", "er"),
    ("r", r"(?<=.{3}[^aeiou])er$", "e"),
)
_AFTER_FRENCH = _patterns(
    ("e", r"(?<=.{3})e$", ""), ("n", r"(?<=.{3}n)n$", ""), ("r", r"(?<=.{4}i)er$", ""), ("y", r"y$", "i")
)


def _levelled(word: str, levelling: Levelling) -> str:
    for last, pattern, replacement in levelling:
        if word[-1:] in last:
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
