"""What one word of a name may sound like in every script and case."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.words.folding import fold
from monitor.words.names import paradigms, sounds
from monitor.words.names.kinds import kinds_of

_LITHUANIAN = re.compile(r"[^\W\d_]{2,}(?:as|is|ys|us)$")
#: Заяц, зайца: what stands before the last vowel turns into a й.
_SOFT_FLEETING = re.compile(r"[аеоуыэ][яеє]ц$")
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
    #: Kind of name, as `paradigms` calls it.
    kind: str
    #: "m" or "f".
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
        # Павел, Павла; Дедок, Дедка: with the endings of a language that has such cases, and no others
        yield Sound(consonants=consonants, slots=[*sound.slots[:-1], {""}], kind=kind, sex=sex)
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
