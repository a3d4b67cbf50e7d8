"""The words by which a text is searched for names: by their sound, as written, and in any form."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from monitor.words.folding import fold
from monitor.words.names.owners import Owner
from monitor.words.names.patterns import Pattern
from monitor.words.names.sounding import Sound
from monitor.words.stems import stem

#: Languages in which the words of a name have cases, and for which there are word forms.
INFLECTED = frozenset({"be", "de", "lt", "pl", "ru", "uk"})


class Heard(NamedTuple):
    """A sound in the index, and whose it is."""

    owner: Owner
    pattern: Pattern
    sound: Sound


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """A word that may be a name's."""

    owner: Owner
    pattern: Pattern
    #: Vowels written otherwise than in any spelling given, beyond what the stem's length allows.
    doubt: int
    is_possessive: bool


class Anchors:
    """The anchors of all patterns."""

    def __init__(self, owners: Iterable[Owner]) -> None:
        #: The sounds that have the same consonants, by these.
        self.by_consonants: dict[str, list[Heard]] = {}
        self._by_letters: defaultdict[str, list[tuple[Owner, Pattern]]] = defaultdict(list)
        self._with_forms: list[tuple[Owner, Pattern]] = []
        #: Words with which names begin that have no capital: taz, ver.di.
        self.small: set[str] = set()
        for owner in owners:
            for pattern in owner.patterns:
                self._add(owner, pattern)
        self._by_stem: dict[str, dict[str, list[tuple[Owner, Pattern]]]] = {}

    def _add(self, owner: Owner, pattern: Pattern) -> None:
        anchor = pattern.words[pattern.anchor]
        for sound in anchor.sounds:
            self.by_consonants.setdefault(sound.consonants, []).append(Heard(owner, pattern, sound))
        for written in anchor.letters:
            self._by_letters[written].append((owner, pattern))
            if pattern.is_literal:
                self.small.add(written)
        if anchor.folded:
            self._with_forms.append((owner, pattern))

    def written(self, form: str, language: str) -> Iterable[tuple[Owner, Pattern]]:
        """Return whose anchor a word is as written, or is a form of in a language."""
        yield from self._by_letters.get(form, ())
        if language in INFLECTED:
            yield from self._by_form(language).get(_stem(form, language), ())

    def _by_form(self, language: str) -> dict[str, list[tuple[Owner, Pattern]]]:
        if language not in self._by_stem:
            stems: defaultdict[str, list[tuple[Owner, Pattern]]] = defaultdict(list)
            for owner, pattern in self._with_forms:
                for key in _stems(pattern.words[pattern.anchor].folded, language):
                    stems[key].append((owner, pattern))
            self._by_stem[language] = dict(stems)
        return self._by_stem[language]


def is_form(of: frozenset[str], form: str, language: str) -> bool:
    """Tell whether a word as written is a form of one of some folded words, in a language."""
    return bool(form) and _stem(form, language) in _stems(of, language)


@lru_cache(maxsize=4096)
def _stem(form: str, language: str) -> str:
    return stem(fold(form), language)


@lru_cache(maxsize=1024)
def _stems(folded: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in folded)
