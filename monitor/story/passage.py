"""The beginning of a title or text, its words understood as far as the lists go."""

from collections.abc import Iterator, Sequence
from functools import cache
from sys import intern

from monitor.story.acts import Acts, acts_of, beside_reasons
from monitor.story.counting import Counts
from monitor.story.lexicon import Words, place_called
from monitor.story.meanings import DIGITS, WeightedTerms, Word, terms_of_sense, word_of
from monitor.story.numbers import OF, PEOPLE, Number, numbers_in
from monitor.words.names.index import NameHit, NameIndex
from monitor.words.tokens import tokenise

#: Characters of a word at most, with the blank behind it, when a text is cut before it is read.
_WORD_LENGTH = 14
#: Where at least this share of the long words has a capital, if there are so many of them, each may have one.
_EVERYWHERE, _LONG, _FEWEST_LONG = 0.8, 4, 4
#: What may stand between the words of a phrase: freedom of the press, Радыё «Свабода».
_QUOTES, _OF = " \u00a0«»\"“”„'’", frozenset(["of", "the", "a", "an", "its", "de", "la", "di", "der"])
#: Days of a month.
_DAYS = range(1, 32)
#: Small numbers are everywhere: up to which, and what they weigh.
_SMALL = ((3, 0.35), (10, 0.5), (31, 0.8))


class Passage:
    """The beginning of a title or text, its words understood as far as the lists go."""

    def __init__(self, text: str, words: int, language: str, names: NameIndex) -> None:
        self._tokens = tokens = tokenise(text[: words * _WORD_LENGTH])
        self._language = language
        self._size = min(words, len(tokens.forms))
        first = zip(tokens.forms[:words], tokens.words[:words], strict=True)
        self._words = [DIGITS if word[0].isdigit() else word_of(form, word, language) for form, word in first]
        self._words = [DIGITS if self._is_in_phrase(at) else word for at, word in enumerate(self._words)]
        self._senses = [word.sense for word in self._words]
        hits = names.find(tokens, language)
        self._named = [hit for hit in hits if hit.last < self._size and not self._is_place(hit)]
        self._taken = {at for hit in self._named for at in range(hit.first, hit.last + 1)}
        found = [number for number in numbers_in(tokens, self._senses) if number.first not in self._taken]
        self._days = {number: month for number in found if (month := self._month_beside(number))}
        self._numbers = [number for number in found if number not in self._days]
        self._taken.update(at for number in found for at in range(number.first, number.end))
        self._openings = frozenset(tokens.sentences)
        self._has_capitals_everywhere = _has_capitals_everywhere(tokens.forms[: self._size])
        self.written: dict[str, str] = {}

    def counts(self, *, are_exact: bool = False) -> Counts:
        """Return what is counted, with the numbers of it; if `are_exact`, none of which there are more."""
        counts: dict[str, frozenset[float]] = {}
        for number in self._numbers:
            for thing in () if are_exact and number.is_exceeded else number.counted or ("",):
                counts[thing] = counts.get(thing, frozenset()) | {number.value}
        return counts

    def counts_further_people(self) -> bool:
        """Tell whether people are counted who come on top of others: another 44, 44 more."""
        return any(number.is_further and PEOPLE in number.counted for number in self._numbers)

    def terms(self) -> Sequence[tuple[str, float]]:
        """Return the terms with their weights, each as often as it stands there."""
        found = [term for hit in self._named for term in _name_terms(hit.key)]
        found += [(intern(f"@:{month}-{number.value:g}"), 1.0) for number, month in self._days.items()]
        for number in self._numbers:
            found += _number_terms(number)
        for at, word in enumerate(self._words):
            if at not in self._taken:
                found += self._name_terms(at, word) if word.name else word.terms
        return found

    def acts(self) -> Acts:
        """Return the acts that are told, by their chains."""
        return acts_of(self._senses)

    def acts_beside_reasons(self) -> Acts:
        """Return the acts that are told, but for those that are the reason of others."""
        return acts_of(self._senses[at] for at in self._beside_reasons())

    def counts_years(self) -> bool:
        """Tell whether years are counted, but for those that something comes after."""
        starts = {number.first for number in self._numbers if "year" in number.counted}
        return bool(starts) and not starts.isdisjoint(self._beside_reasons())

    def _beside_reasons(self) -> Iterator[int]:
        return beside_reasons(self._tokens, self._size, self._language)

    def _is_in_phrase(self, at: int) -> bool:
        """Tell whether a word means nothing beside another: freedom of the press."""
        beside = self._words[at].idle_beside
        return beside is not None and (self._has_beside(at, -1, beside) or self._has_beside(at, 1, beside))

    def _has_beside(self, at: int, step: int, words: Words) -> bool:
        """Tell whether the next word, before or behind, is among these."""
        other = at + step
        while 0 <= other < self._size and not self._tokens.gap(max(other, other - step)).strip(_QUOTES):
            if self._tokens.words[other] not in _OF:
                return words.has(self._tokens.words[other])
            other += step
        return False

    def _is_place(self, hit: NameHit) -> bool:
        """Tell whether the lists know a name of the names file as a place."""
        senses = self._senses[hit.first : hit.last + 1]
        return all(sense is not None and sense.kind == "place" for sense in senses)

    def _month_beside(self, number: Number) -> str:
        """Return the month whose day a number is; empty when it is none."""
        if number.value in _DAYS:
            for at in (number.first - 1, number.end):
                sense = self._senses[at] if 0 <= at < self._size else None
                if sense is not None and sense.kind == "date" and sense.key.startswith("m"):
                    return sense.key
        return ""

    def _name_terms(self, at: int, word: Word) -> WeightedTerms:
        """Return the terms of a word that is in no list and has a capital."""
        self.written.setdefault(word.name, self._tokens.forms[at])
        is_sure = not (at in self._openings or self._has_capitals_everywhere)
        return word.terms if is_sure else word.uncapitalised


def _has_capitals_everywhere(forms: Sequence[str]) -> bool:
    """Tell whether a headline is Set Like This Or LIKE THIS, so that a capital says nothing."""
    long = [form for form in forms if len(form) >= _LONG]
    return len(long) >= _FEWEST_LONG and sum(form[0].isupper() for form in long) >= _EVERYWHERE * len(long)


@cache
def _name_terms(key: str) -> WeightedTerms:
    """Return the terms of a name of the names file; of a place that the lists call so, those of the place."""
    place = place_called(key)
    return tuple(terms_of_sense(place)) if place else ((intern(f"n:{key}"), 1.0),)


def _number_terms(number: Number) -> Iterator[tuple[str, float]]:
    weight = next((weight for most, weight in _SMALL if number.value <= most), 1.0)
    yield intern(f"#:{number.value:g}"), weight
    if number.counted and number.value > _SMALL[0][0]:
        yield intern(f"%:{number.value:g} {number.counted[0].partition(OF)[0]}"), 1.0
