"""Finds the names of people, organisations and places in a text, in one pass over its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.topics import Name
from monitor.words.names import surroundings
from monitor.words.names.anchors import Anchors, Hearing
from monitor.words.names.hearing import hear, may_be
from monitor.words.names.owners import owners_of
from monitor.words.names.page import LONGEST_WORD, Page
from monitor.words.names.patterns import Word
from monitor.words.tokens import Tokens

__all__ = ["NameHit", "NameIndex"]

#: Words remembered for each language; most are remembered as nobody's name.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, order=True)
class NameHit:
    """One place where a name stands, given name and initials included: word positions, inclusive."""

    first: int
    last: int
    key: str


class _Lexicon(dict[str, tuple[Hearing, ...]]):
    """What the capitalised words of one language may be, worked out when first met; bounded."""

    def __init__(self, anchors: Anchors, language: str) -> None:
        super().__init__()
        self._anchors = anchors
        self._language = language

    def __missing__(self, form: str) -> tuple[Hearing, ...]:
        if len(form) > LONGEST_WORD:
            return ()
        if len(self) >= _REMEMBERED:
            self.clear()
        self[form] = found = hear(form, self._language, self._anchors)
        return found


class NameIndex:
    """The names of a configuration, ready to be found; the cost of a text does not grow with their number."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.owners, self._given = owners_of(names)
        self._anchors = Anchors(self.owners)
        self._lexicons: dict[str, _Lexicon] = {}

    def keys(self, form: str, language: str) -> set[str]:
        """Return the names that a word of a text may be of: each place of a name has such a word."""
        if not (may_be(form, language) or form in self._anchors.small):
            return set()
        return {hearing.owner.key for hearing in self._lexicon(language)[form]}

    def anchors(self, key: str) -> list[Word]:
        """Return the words one of which every text has that has the name."""
        owned = (owner.patterns for owner in self.owners if owner.key == key)
        return [pattern.words[pattern.anchor] for patterns in owned for pattern in patterns]

    def find(self, tokens: Tokens, language: str, *, at: Iterable[int] | None = None) -> list[NameHit]:
        """Return where names stand in a text, in reading order; `at`: only those known by these words.

        The words come ascending, for a surname alone is his of whom the text told first.
        """
        lexicon = self._lexicon(language)
        text = Page(tokens, language, lexicon, self._given)
        if at is None:
            small = self._anchors.small
            at = (at for at, form in enumerate(tokens.forms) if may_be(form, language) or form in small)
        heard = ((place, hearings) for place in at if (hearings := lexicon[tokens.forms[place]]))
        seen: surroundings.Seen = {}
        return sorted({hit for place, each in heard for hit in _hits_at(text, place, each, seen)})

    def _lexicon(self, language: str) -> _Lexicon:
        if language not in self._lexicons:
            self._lexicons[language] = _Lexicon(self._anchors, language)
        return self._lexicons[language]


def _hits_at(text: Page, at: int, hearings: Iterable[Hearing], seen: surroundings.Seen) -> Iterable[NameHit]:
    """Yield the names that stand at one position: of those that its word may be, the nearest in sound."""
    accepted: list[tuple[int, NameHit]] = []
    for hearing in hearings:
        found = surroundings.judge(text, at, hearing, seen)
        if found is not None:
            first, last = found
            accepted.append((hearing.doubt, NameHit(first=first, last=last, key=hearing.owner.key)))
    nearest = min((doubt for doubt, _ in accepted), default=0)
    return [hit for doubt, hit in accepted if doubt == nearest]
