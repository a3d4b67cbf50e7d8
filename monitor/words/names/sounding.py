"""What one word of a name may sound like in every script and case."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.words.folding import fold
from monitor.words.names import paradigms, sounds
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
_LITHUANIAN = re.compile(r"[^\W\d_]{2,}(?:as|is|ys|us)$")
_SOFT_FLEETING = re.compile(r"[аеоуыэ][яеє]ц$")
#: Рубио, Помпео: nobody declines it as Лукашенко.
_FOREIGN_O = re.compile(r"(?:[еиэі]о|[ei]o)$")
#: Letters of a surname that is an adjective by its look.
_LONG = 5
_FLEETING = frozenset({"a", "e", "o"})
#: Spellings whose last vowel may flee: Дедок, Дедка; unstressed it is an а in Belarusian. Nasals stay.
_FLEEING = re.compile(r"[аеёиоуыэюяіїєaeiouyąęó].*[еёоэeo][^аеёиоуыэюяіїєaeiouyąęó]+$")
#: The sounds before which it does: Воробей, Жнец, Орёл, Лапоть, but not Мороз.
_BEHIND_FLEEING = frozenset("hklmnrstv")


@dataclass(slots=True, kw_only=True)
class Sound:
    """One way in which one word of a name may sound: a stem to its last consonant, and what may follow."""

    consonants: str
    #: Vowels before each consonant, as the spellings of the name have them.
    slots: list[set[str]]
    kind: str
    sex: str
    #: What follows the stem in the spellings as given.
    rests: set[str] = field(default_factory=set)
    #: "latin" or "cyrillic" where only such words have it: Coale with its silent e, Коал; else "".
    script: str = ""
    #: Endings of an altered stem, by language; None: those of the kind of name.
    only: tuple[str, frozenset[str]] | None = None
    #: What may follow the stem, by languages: worked out when first asked for, after which nothing changes.
    _endings: dict[tuple[str, ...], frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def endings(self, languages: tuple[str, ...]) -> frozenset[str]:
        """Return what may follow the stem in a text of one of these languages."""
        found = self._endings.get(languages)
        if found is None:
            kind = "short vowel" if self.kind == "vowel" and len(self.consonants) == 1 else self.kind
            found = _endings(kind, self.sex, frozenset(self.rests), languages, only=self.only)
            self._endings[languages] = found
        return found


@lru_cache(maxsize=1024)
def _endings(
    kind: str,
    sex: str,
    rests: frozenset[str],
    languages: tuple[str, ...],
    *,
    only: tuple[str, frozenset[str]] | None,
) -> frozenset[str]:
    """Return what may follow a stem: one set for all stems of a kind."""
    if only:
        return only[1] if only[0] in languages else frozenset()
    if kind == "acronym":
        return rests
    if kind == "short vowel":
        # Майо is heard by its vowels, no case of it is without them: Mes
        endings = _endings("vowel", sex, frozenset(), languages, only=None)
        return rests | {own + ending for own in rests for ending in endings}
    endings = rests.union(*(paradigms.sounding(kind, sex, language) for language in languages))
    if kind == "vowel":
        # Behind the vowel or in its place: Coaleas, Rubia
        endings |= {own + ending for own in rests for ending in endings}
    return endings


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
    """Return the kinds of name that the nominative of a word belongs to."""
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


def is_fleeing(words: Iterable[str]) -> bool:
    """Tell whether the last vowel of a name may be lost in its cases, by all its spellings."""
    return any(_FLEEING.search(word.casefold()) for word in words)


def sounds_of(word: str, sexes: str, *, is_person: bool, cyrillic: Set[str], flees: bool) -> Iterable[Sound]:
    """Yield the sounds that one word of a name may have as one spelling writes it.

    `cyrillic`: the consonants of its Cyrillic spellings; `flees`: whether it may lose its last vowel.
    """
    bare = fold(word)
    # Who has no č writes c: Caputova.
    without_marks = sounds.readings(bare, "en") if bare.isascii() and bare != word.casefold() else ()
    for heard in dict.fromkeys((*sounds.readings_beside(word.casefold(), cyrillic), *without_marks)):
        consonants, vowels = sounds.split(heard)
        if not consonants:
            continue
        for sex in sexes:
            for kind in kinds_of(word, sex, is_person=is_person):
                yield from _stems(consonants, vowels, kind, sex, flees=flees)
        if _SOFT_FLEETING.search(word.casefold()) and "m" in sexes:
            # Заяц, Зайца
            yield Sound(
                consonants=consonants,
                slots=[*({slot} for slot in vowels[:-2]), {f"{vowels[-2][:1]}i"}],
                kind="consonant",
                sex="m",
                rests={"a"},
            )
        if _LITHUANIAN.match(word.casefold()) and not sounds.is_cyrillic(word) and consonants.endswith("s"):
            kind = f"-{bare[-2:]}".replace("y", "i")
            yield from _stems(consonants[:-1], (*vowels[:-2], ""), kind, "m", flees=False)


def _sound(consonants: str, vowels: tuple[str, ...], kind: str, sex: str) -> Sound:
    rests = set() if kind.startswith("-") else {vowels[-1]}
    return Sound(
        consonants=consonants, slots=[{slot} for slot in vowels[:-1]], kind=kind, sex=sex, rests=rests
    )


def _stems(consonants: str, vowels: tuple[str, ...], kind: str, sex: str, *, flees: bool) -> Iterable[Sound]:
    sound = _sound(consonants, vowels, kind, sex)
    may_flee = flees and vowels[-2] in _FLEETING and consonants[-1] in _BEHIND_FLEEING
    if kind == "consonant" and sex == "m" and may_flee and len(consonants) > 1:
        # Павел, Павла; Дедок, Дедка
        yield Sound(consonants=consonants, slots=[*sound.slots[:-1], {""}], kind=kind, sex=sex, rests={"a"})
    if kind == "plural" and len(consonants) > 1:
        # Горки, Горок
        yield Sound(
            consonants=consonants, slots=[*sound.slots[:-1], set(_FLEETING)], kind=kind, sex=sex, rests={""}
        )
    yield sound
    for language, kinds, old, new, endings in paradigms.ALTERNATIONS:
        if kind in kinds and consonants.endswith(old):
            heard = frozenset(sounds.ending_sounds(ending) for ending in endings.split())
            yield Sound(
                consonants=consonants[: -len(old)] + new,
                slots=sound.slots,
                kind=kind,
                sex=sex,
                only=(language, heard),
            )


def merged(found: Iterable[Sound]) -> tuple[Sound, ...]:
    """Return the sounds with the vowels of equal stems put together."""
    by_stem: dict[tuple[object, ...], Sound] = {}
    for sound in found:
        key = (sound.consonants, sound.kind, sound.sex, sound.only, sound.script)
        same = by_stem.setdefault(key, sound)
        if same is not sound:
            same.rests |= sound.rests
            same.slots = [one | other for one, other in zip(same.slots, sound.slots, strict=True)]
    return tuple(by_stem.values())
