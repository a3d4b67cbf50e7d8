"""Topics and texts made up for benchmarks: always the same ones, shaped like those of an analyst.

The words are invented. Some hundred themes have their own words; a topic asks mostly for words of its
theme, a text uses those of one theme, everyday words and, at times, a name. So topics match rarely and,
as with real ones, those that nearly match are related. A thousand topics match one to three a text.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Name, Topic

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source(key="paper", name="The Paper", group="independent", country="BY")

THEMES = 300
_WORDS_OF_A_THEME = 60
_VOCABULARY = 4_000
_SYLLABLES = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ol")]
_LITTLE_WORDS = """
    the of and to in a is that for it was on with he as at by from his they this had not are but have an we
    be or one you were all her she there would their will when who him been has more if no out do so can
"""
_LITTLE = _LITTLE_WORDS.split()
_ENDINGS = ("", "", "", "", "", "", "", "s", "s", "ed")
#: Of a text's words: little ones, words of the theme, any others.
_MIX = (45, 20, 35)


@dataclass(frozen=True, slots=True)
class Made:
    """A made topic: groups of which one leaf each must be there, the last two near each other."""

    groups: tuple[tuple[str, ...], ...]
    #: A word that must not be there.
    unwanted: str

    def query(self) -> str:
        """Return it in our language."""
        groups = [f"({' OR '.join(group)})" for group in self.groups]
        return f"{' AND '.join(groups[:-1])} NEAR/20 {groups[-1]} AND NOT {self.unwanted}"

    def leaves(self) -> list[str]:
        """Return its leaves: words, "phrases", wildcards*, @names."""
        return [leaf for group in self.groups for leaf in group]


class Maker:
    """Makes topics and texts from one seed."""

    def __init__(self, names: Sequence[Name], *, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._names = list(names)
        self._words = self._vocabulary()
        # Zipf's law: the word of rank n is n times as rare as the first.
        self._weights = list(accumulate(1 / rank for rank in range(20, 20 + _VOCABULARY)))
        self._themes = [self._random.sample(self._words, _WORDS_OF_A_THEME) for _ in range(THEMES)]

    def topics(self, count: int) -> list[Made]:
        """Return topics of about 15 leaves each."""
        return [self._topic() for _ in range(count)]

    def items(self, count: int, length: int) -> list[Item]:
        """Return items with a title and this many characters in all."""
        return [self._item(number, length) for number in range(count)]

    def _vocabulary(self) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            words["".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 3, 3, 4))))] = None
        return list(words)

    def _topic(self) -> Made:
        theme = self._random.choice(self._themes)
        sizes = self._random.choice([(5, 4, 5), (4, 3, 4, 3), (5, 5, 4), (6, 4, 4)])
        groups = tuple(tuple(self._leaf(theme, first=not n) for n in range(size)) for size in sizes)
        return Made(groups, unwanted=self._any_word())

    def _leaf(self, theme: Sequence[str], *, first: bool) -> str:
        word = self._theme_word(theme) if self._random.random() < 0.65 else self._rare_word()
        kind = self._random.random()
        if kind < 0.06 and not first:
            return f"@{self._random.choice(self._names).key}"
        if kind < 0.16:
            return f"{word[:5]}*"
        return f'"{word} {self._theme_word(theme)}"' if kind < 0.3 else word

    def _theme_word(self, theme: Sequence[str]) -> str:
        return theme[int(len(theme) * self._random.random() ** 2)]

    def _any_word(self) -> str:
        return self._random.choices(self._words, cum_weights=self._weights)[0]

    def _rare_word(self) -> str:
        return self._random.choice(self._words[1_000:])

    def _item(self, number: int, length: int) -> Item:
        theme = self._random.choice(self._themes)
        # A long text repeats itself: it is twice as rich as one eight times shorter.
        others = [self._any_word() for _ in range(int(length**0.5))]
        title = " ".join(self._sentence(theme, others))
        text, size = [], len(title)
        while size < length:
            end = self._random.choice([". ", ". ", ". ", ".\n\n"])
            text.append(" ".join(self._sentence(theme, others)) + end)
            size += len(text[-1])
        return item(title, "".join(text)[: length - len(title)], number=number)

    def _sentence(self, theme: Sequence[str], others: Sequence[str]) -> Iterator[str]:
        for place in range(self._random.randint(8, 20)):
            word = self._word(theme, others)
            yield word.capitalize() if not place or self._random.random() < 0.04 else word

    def _word(self, theme: Sequence[str], others: Sequence[str]) -> str:
        kind = self._random.choices((0, 1, 2), _MIX)[0]
        if kind == 0:
            return self._random.choice(_LITTLE)
        if self._random.random() < 0.015:
            return self._random.choice(self._names).name
        word = self._theme_word(theme) if kind == 1 else self._random.choice(others)
        return word + self._random.choice(_ENDINGS)


def item(title: str, text: str, *, number: int = 1, language: str = "en") -> Item:
    """Return an item."""
    return Item(
        source="paper",
        feed="f",
        guid=str(number),
        url=f"https://paper.test/{number}",
        title=title,
        text=text,
        language=language,
        published_at=NOW,
        first_seen_at=NOW,
        content_hash=str(number),
    )


def topics(made: Sequence[Made]) -> list[Topic]:
    """Return the topics as the program knows them."""
    return [Topic(key=f"t{n}", name=f"t{n}", query=each.query()) for n, each in enumerate(made)]
