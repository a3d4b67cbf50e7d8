"""Whether a word is written as given names are, and does not only sound like one: Fred is, `Freed` is not."""

import re
from collections.abc import Iterable
from functools import lru_cache

from monitor.words.folding import fold

#: Languages whose given names have no cases.
_UNINFLECTED = frozenset({"en", "fr", "de", "es", "it", "pt", "nl", "sv", "no", "da"})
#: Spellings of one sound, in folded words.
_ALIKE = str.maketrans("yjwqёыиїйґэє", "iivkеіііігее", "'ьъ")
#: How Ukrainian writes ё: Бьорн, Йорг.
_UKRAINIAN_E = re.compile("[ьй]о")
_DOUBLED = re.compile(r"([bcdfghklmnpqrstvwxzбвгджзклмнпрстфхцчшiі])\1+")
_DIGRAPHS = re.compile(r"(?<=[cgkprstz])h|(?<=[cs])z|(?<=g)u(?=[ei])")
_IA = re.compile(r"i(?=[aeou])")
#: What the cases of our languages put in the place of the last vowel or behind the last consonant.
_ENDING = re.compile(r"[аеоуюяі]{0,3}[мхвў]?[іу]?|[aeiou]{0,3}(?:m|s|h|mi|vi|ms)?")
_LAST_VOWEL = re.compile(r"(?:[аеоуюяіaeiou]|[aiu]s)$")
_FLEETING = re.compile(r"(?<=..)[еоeo](?=[^аеоуюяіaeiou]$)")
_POLISH_ADJECTIVE = tuple((ending, ("y", "i")) for ending in ("iego", "ego", "iemu", "emu"))
#: Endings with which a name has another stem than in the nominative, and those that it has there.
_OTHER_STEMS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "pl": (
        *((f"{vowel}i", (f"{vowel}ja", f"{vowel}ia")) for vowel in "aeoiu"),
        ("ce", ("ka",)),
        ("cie", ("ta", "t")),
        ("dze", ("ga",)),
        ("dzie", ("da", "d")),
        ("rze", ("ra", "r")),
        *((f"k{ending}", ("ek",)) for ending in ("a", "owi", "iem", "u")),
        *((f"lw{ending}", ("lew",)) for ending in ("a", "u", "em", "ie", "owi")),
        *_POLISH_ADJECTIVE,
    ),
    "ru": tuple((f"льв{ending}", ("лев",)) for ending in ("а", "у", "ом", "е")),
    "uk": (("ці", ("ка",)), ("зі", ("га",)), ("сі", ("ха",))),
    "be": (
        ("цы", ("ка",)),
        ("ці", ("ка",)),
        ("зе", ("га",)),
        ("се", ("ха",)),
        *((f"в{ending}", ("ў",)) for ending in ("а", "у", "ам", "е")),
        *((f"льв{ending}", ("леў",)) for ending in ("а", "у", "ом", "е")),
    ),
    "cs": (("ce", ("ka",)), ("ze", ("ga",)), ("ře", ("ra",))),
    "lt": tuple(
        (soft + ending, (f"{hard}is", f"{hard}ys"))
        for soft, hard in (("č", "t"), ("dž", "d"))
        for ending in ("io", "iui", "iu", "iai", "ių")
    ),
}
#: Letters of the shortest stem that takes endings, and of the longest ending.
_SHORTEST, _LONGEST_ENDING = 2, 4
#: Words whose levelled spelling is remembered: an item asks for the same few again and again.
_REMEMBERED = 256


class Written:
    """The spellings of given names, with their cases."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._whole = frozenset(map(_levelled, spellings))
        self._stems = frozenset(stem for whole in self._whole for stem in _stems(whole))

    def has_whole(self, word: str) -> bool:
        """Tell whether a word is a given name as written, in the nominative."""
        return _levelled(word) in self._whole

    def has(self, word: str, language: str) -> bool:
        """Tell whether a word is a given name as written, in a case that its language has."""
        levelled = _levelled(word.removesuffix("'s").removesuffix("’s"))
        if levelled in self._whole or any(map(self.has_whole, nominatives(word, language))):
            return True
        if language in _UNINFLECTED:
            return False
        sizes = range(max(_SHORTEST, len(levelled) - _LONGEST_ENDING), len(levelled) + 1)
        return any(levelled[:size] in self._stems and _ENDING.fullmatch(levelled[size:]) for size in sizes)


def nominatives(word: str, language: str) -> tuple[str, ...]:
    """Return what a word may be a case of, with another stem: Ользі Ольга, Kęstučiui Kęstutis."""
    lowered = word.casefold()
    return tuple(
        lowered.removesuffix(ending) + own
        for ending, own_endings in _OTHER_STEMS.get(language, ())
        if lowered.endswith(ending)
        for own in own_endings
    )


@lru_cache(maxsize=_REMEMBERED)
def _levelled(word: str) -> str:
    plain = fold(_UKRAINIAN_E.sub("е", word.casefold()))
    levelled = _DIGRAPHS.sub("", _DOUBLED.sub(r"\1", plain.translate(_ALIKE)))
    return _IA.sub("", levelled)


def _stems(whole: str) -> Iterable[str]:
    stem = _LAST_VOWEL.sub("", whole)
    yield stem if len(stem) >= _SHORTEST else whole
    yield whole
    if _FLEETING.search(stem):
        yield _FLEETING.sub("", stem)
