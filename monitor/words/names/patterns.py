"""From a name as it stands in `names.toml` to the words of each way to write it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from monitor.model.topics import Name
from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.letters import is_caseless
from monitor.words.names.parts import spellings_of
from monitor.words.names.sounding import Sound, is_fleeing, merged, sounds_of
from monitor.words.tokens import tokenise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FINAL_VOWEL = re.compile(r"[аеёиоуыэюяіїєй]$", re.IGNORECASE)
_CONSONANT = re.compile(r"[^\W\d_aeiouyаеёиоуыэюяіїєйь]", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXL]+")
#: Consonants by which an acronym is known however it is written.
_ENOUGH = 2
_MARK = re.compile(r"[^\w\s'’]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a name, and by what it is known in a text."""

    sounds: tuple[Sound, ...]
    #: What has too little sound to go by is compared as written: EU, the U and S of U.S.
    letters: frozenset[str] = frozenset()
    #: Of things of several words: the folded spellings, any form of which will do.
    folded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The words of one way to write a name."""

    words: tuple[Word, ...]
    #: The word that must be there, with a capital if its script has them, and by which a text is searched.
    anchor: int
    #: What may stand between these words, beyond what may in every name: the stops of U.S., the / of RFE/RL.
    marks: str = ""
    #: Whether it is found as written, whatever stands around it: no capital tells where it begins.
    is_literal: bool = False


def is_known_whole(name: Name) -> bool:
    """Tell whether a person's surname has too little sound to be known by it: Wang Yi, Leo XIV."""
    return any(
        _ROMAN.fullmatch(word) or _is_bare(word)
        for spelling in spellings_of(name)
        for word in spelling.surname[-1:]
    )


def of_person(name: Name, sex: str) -> list[Pattern]:
    """Return the patterns of a person's surname, one for each number of words and place of its capital."""
    by_shape: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for spelling in spellings_of(name):
        shape = len(spelling.surname), _anchor(spelling.surname)
        by_shape.setdefault(shape, []).append(spelling.surname)
    return [
        Pattern(
            words=tuple(
                Word(sounds=_sounds(variants, sex, is_person=True))
                for variants in zip(*surnames, strict=True)
            ),
            anchor=anchor,
        )
        for (_, anchor), surnames in by_shape.items()
    ]


def _anchor(surname: Sequence[str]) -> int:
    """Return the place of a surname's last word with a capital: Kara-Murza, Ing-wen."""
    return max((at for at, word in enumerate(surname) if word[:1].isupper()), default=len(surname) - 1)


def of_thing(name: Name) -> list[Pattern]:
    """Return the patterns of an organisation or a place: those of one shape together."""
    groups: dict[tuple[object, ...], list[list[str]]] = {}
    for written in (name.name, *name.also):
        words = _WORD.findall(written)
        if words and not is_caseless(written):
            groups.setdefault((_marks(written), *_shape(words)), []).append(words)
    return [
        Pattern(
            words=tuple(
                _word_of_thing(variants, is_alone=len(spellings[0]) == 1)
                for variants in zip(*spellings, strict=True)
            ),
            anchor=0,
            marks=str(marks),
        )
        for (marks, *_), spellings in groups.items()
    ]


def of_literal(name: Name) -> list[Pattern]:
    """Return the patterns of what is found as written: in scripts without capitals, and things like taz."""
    return [
        Pattern(
            words=tuple(
                Word(sounds=(), letters=frozenset({_as_is(form)})) for form in tokenise(written).forms
            ),
            anchor=0,
            marks=_marks(written),
            is_literal=True,
        )
        for written in (name.name, *name.also)
        if is_caseless(written) or (name.kind != "person" and written[:1].islower())
    ]


def _as_is(form: str) -> str:
    return fold(form) if is_caseless(form) else form


def _marks(written: str) -> str:
    return "".join(sorted(set(_MARK.findall(written))))


def _shape(words: Sequence[str]) -> Iterable[object]:
    """Yield what spellings must share to be one pattern, in which each may borrow from the others.

    Two scripts share one when the name is one word.
    """
    yield len(words) > 1 and sounds.is_cyrillic(words[0])
    for word in words:
        yield word if _is_bare(word) else word.isupper()


def _is_bare(word: str) -> bool:
    """Tell whether a word has too little sound to be known by it: EV would be EU, AU would be JAV."""
    if len(word) == 1 or not _CONSONANT.search(word):
        return True
    heard = sounds.readings(word.casefold(), "") if word.isupper() else ()
    return any(len(sounds.split(reading)[0]) < _ENOUGH for reading in heard)


def _word_of_thing(variants: Sequence[str], *, is_alone: bool) -> Word:
    if _is_bare(variants[0]):
        return Word(sounds=(), letters=frozenset({variants[0], variants[0].upper()}))
    is_inflected = not is_alone and not variants[0].isupper()
    return Word(
        sounds=_sounds(variants, "mf", is_person=False),
        folded=frozenset(map(fold, variants)) if is_inflected else frozenset(),
    )


def _sounds(variants: Sequence[str], sexes: str, *, is_person: bool) -> tuple[Sound, ...]:
    is_e_silent = any(sounds.is_cyrillic(word) and not _FINAL_VOWEL.search(word) for word in variants)
    of = partial(
        sounds_of,
        sexes=sexes,
        is_person=is_person,
        cyrillic=_cyrillic_consonants(variants),
        flees=is_fleeing(variants),
    )
    found: list[Sound] = []
    for word in _with_and_without_dots(variants):
        if is_e_silent and word.endswith("e"):
            found += _in_script("latin", of(word))
            found += _in_script("cyrillic", of(word[:-1]))
        else:
            found += of(word)
    return merged(found)


def _with_and_without_dots(variants: Iterable[str]) -> Iterable[str]:
    """Yield the spellings, and those with ё as they are printed: Могилев."""
    for word in variants:
        yield word
        if "ё" in word:
            yield word.replace("ё", "е")


def _cyrillic_consonants(variants: Iterable[str]) -> frozenset[str]:
    heard = (sounds.readings(word.casefold(), "") for word in variants if sounds.is_cyrillic(word))
    return frozenset(sounds.split(reading)[0] for readings in heard for reading in readings)


def _in_script(script: str, found: Iterable[Sound]) -> Iterable[Sound]:
    return (replace(sound, script=script) for sound in found)
