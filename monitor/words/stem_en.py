"""English word forms: plurals, possessives, -ed and -ing, and nothing that makes another word of it.

Step 1 of M. Porter's English stemmer (Porter 2) and a levelled final e; the later steps are left out,
because they would make one word of `prison` and `prisoner`, of `organ` and `organisation`.
"""

import re

#: Letters of the shortest word that loses a letter.
_LEAST = 4
_PLURAL = re.compile(r"[^siu]s$")
_FINAL_Y = re.compile(r"(?<=[^aeiou])y$")
_PAST_ENDINGS = ("ed", "edly", "ing", "ingly")
_PAST = re.compile(rf"(.*?[aeiouy].*?)(?:{'|'.join(_PAST_ENDINGS)})$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$|(?<=.{3}e)ll$|(?<=tro)ll$")
_POSSESSIVE = re.compile(r"'s?$|(?<=s)'$")
#: Words that only look like a form of another.
_WORDS = """
    news proceeding need feed seed speed breed indeed exceed proceed succeed hundred sacred belarus
    cyprus minus thus virus status campus census consensus corpus focus bonus during nothing something
    anything everything morning evening king ring spring string thing bring wing ceiling sterling united
"""
_WHOLE = frozenset(_WORDS.split())


def strip_plural(word: str) -> str:
    """Return the word without the ending of an English plural or possessive."""
    if "'" in word:
        word = _POSSESSIVE.sub("", word)
    if not word.endswith("s") or len(word) < _LEAST or word in _WHOLE or not _PLURAL.search(word):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > _LEAST else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _strip_past(word: str) -> str:
    found = _PAST.match(word) if word.endswith(_PAST_ENDINGS) else None
    if found is None or word.endswith("eed"):
        return word
    kept = found[1]
    if len(kept) < _LEAST - 1:
        return word
    if _DOUBLED.search(kept) and len(kept) >= _LEAST:
        return kept[:-1]
    return kept


def stem_en(word: str) -> str:
    """Return the key that the forms of a folded English word share."""
    word = strip_plural(word)
    if word not in _WHOLE:
        word = _strip_past(word)
    if len(word) >= _LEAST and word.endswith("e") and not word.endswith("ee"):
        word = word[:-1]
    return _FINAL_Y.sub("i", word) if word.endswith("y") else word
