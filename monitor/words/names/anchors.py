"""The words by which a text is searched for names: by their sound, as written, and in any form."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.owners import Owner
from monitor.words.names.patterns import Pattern
from monitor.words.names.sounding import Sound
from monitor.words.stems import stem

#: Languages in which the words of a name have cases, and for which there are word forms.
_INFLECTED = frozenset({"be", "de", "lt", "pl", "ru", "uk"})


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
        self._by_consonants: defaultdict[str, list[Heard]] = defaultdict(list)
        self._by_letters: defaultdict[str, list[tuple[Owner, Pattern]]] = defaultdict(list)
        self._with_forms: list[tuple[Owner, Pattern]] = []
        for owner in owners:
            for pattern in owner.patterns:
                self._add(owner, pattern)
        #: What the first consonants of a word must be for it to sound like one.
        self.beginnings = frozenset(map(sounds.beginning, self._by_consonants))
        self._by_stem: dict[str, dict[str, list[tuple[Owner, Pattern]]]] = {}

    def _add(self, owner: Owner, pattern: Pattern) -> None:
        anchor = pattern.words[pattern.anchor]
        for sound in anchor.sounds:
            self._by_consonants[sound.consonants].append(Heard(owner, pattern, sound))
        for written in anchor.letters:
            self._by_letters[written].append((owner, pattern))
        if anchor.folded:
            self._with_forms.append((owner, pattern))

    def sounding(self, consonants: str) -> Sequence[Heard]:
        """Return the sounds that have these consonants."""
        return self._by_consonants.get(consonants, ())

    def written(self, form: str, language: str) -> Iterable[tuple[Owner, Pattern]]:
        """Return whose anchor a word is as written, or is a form of in a language."""
        yield from self._by_letters.get(form, ())
        if language in _INFLECTED:
            yield from self._stems(language).get(stem(fold(form), language), ())

    def _stems(self, language: str) -> dict[str, list[tuple[Owner, Pattern]]]:
        if language not in self._by_stem:
            stems: defaultdict[str, list[tuple[Owner, Pattern]]] = defaultdict(list)
            for owner, pattern in self._with_forms:
                for key in {stem(word, language) for word in pattern.words[pattern.anchor].folded}:
                    stems[key].append((owner, pattern))
            self._by_stem[language] = dict(stems)
        return self._by_stem[language]


def is_form(of: Iterable[str], form: str, language: str) -> bool:
    """Tell whether a word is a form of one of some folded words in a language that inflects names."""
    if language not in _INFLECTED:
        return False
    own = stem(fold(form), language)
    return any(stem(word, language) == own for word in of)
