"""Of which kind a name is by its shape, which decides its cases, and whose sex that tells. Pure."""

import re
from collections.abc import Iterable

from monitor.words.names import sounds
from monitor.words.names.parts import Spelling

_ADJECTIVE_M = re.compile(
    r"(?:[сцз]ь?к(?:ий|ой|и|і|ій|ый)|(?:[sc]|ts|tz|dz|z)k(?:i|y|yj|ij|yi|iy|ii|is|ý)|.{2}[иы]й|.{3}ой|.{3}ы)$"
)
_ADJECTIVE_F = re.compile(
    r"(?:[сцз]ь?к(?:ая|а)|(?:[sc]|ts|tz|dz|z)k(?:a|aya|aja|aia|aïa|á|aja)|.{2}(?:ая|яя)|.{3}a[yj]a)$"
)
_POSSESSIVE_F = re.compile(r"(?:[оеёєаяі]в|[иыіїи]н)а$|(?:[oeai][vw]|[iy]n)a$")
#: Towns that are plurals: Горки, Баранавічы, Суми, Suwałki, Trakai.
_PLURAL = re.compile(r".{3}[иыіyi]$")
#: Рубио, Помпео: nobody declines it as Лукашенко.
_FOREIGN_O = re.compile(r"(?:[еиэі]о|[ei]o)$")
#: Letters of a surname that is an adjective by its look.
_LONG = 5


def sex_of(spellings: Iterable[Spelling], sexes_of_given: Iterable[str]) -> str:
    """Return "m" or "f" of a person, from the surname's shape, the given name, or its last letter."""
    spellings = tuple(spellings)
    lasts = [spelling.surname[-1].casefold() for spelling in spellings]
    known = [sex for sex in sexes_of_given if sex]
    if any(_ADJECTIVE_F.search(last) and last.endswith(("ая", "aya", "aja")) for last in lasts):
        return "f"
    if any(_ADJECTIVE_M.search(last) and len(last) >= _LONG for last in lasts):
        return "m"
    if known:
        # Of a draw, "m": it must not hang on the order of a set, which differs from run to run.
        return "f" if known.count("f") > known.count("m") else "m"
    firsts = [spelling.given[0].casefold() for spelling in spellings if spelling.given]
    return "f" if firsts and all(first.endswith(("а", "я", "a", "ė")) for first in firsts) else "m"


def kinds_of(word: str, sex: str, *, is_person: bool) -> tuple[str, ...]:
    """Return the kinds of name, as `paradigms` calls them, that the nominative of a word belongs to."""
    if word.isupper() and len(word) > 1:
        return ("acronym",)
    lowered = word.casefold()
    if sex == "f" and _ADJECTIVE_F.search(lowered):
        return ("adjective",)
    if _ADJECTIVE_M.search(lowered):
        return ("adjective",) if is_person else ("adjective", "ij")
    if sex == "f" and is_person and _POSSESSIVE_F.search(lowered):
        return ("possessive",) if lowered.endswith(("ва", "va", "wa")) else ("possessive", "a")
    kinds = _kinds_of_noun(lowered)
    if not is_person and lowered.endswith(("ь", "ość")):
        return (*kinds, "soft")  # в Копыси, Solidarności
    return kinds if is_person or not _PLURAL.search(lowered) else (*kinds, "plural")


def _kinds_of_noun(lowered: str) -> tuple[str, ...]:
    if lowered.endswith(("ей", "ай", "ий", "ій", "ej", "ij", "aj")):
        return ("ij", "consonant")
    if _FOREIGN_O.search(lowered):
        return ("vowel",)
    last = sounds.plain(lowered)[-1:]
    for kind, letters in (("o", "оo"), ("a", "аяa"), ("vowel", "еёэєиіїыуюeiyu")):
        if last in letters:
            return (kind,)
    return ("consonant",)
