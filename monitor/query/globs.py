"""Wildcards: which of many patterns match one word, in time that hardly grows with their number."""

import re
from collections import defaultdict
from collections.abc import Mapping

#: A pattern is looked up under this many neighbouring letters of it.
_GRAM = 3
#: Of a pattern that begins with letters, so many are looked at first; one that is a beginning has as many.
_FIRST = 2


class Glob:
    """One pattern: `*` is any run of a word's characters, also none; `?` is one letter or digit."""

    __slots__ = ("_first", "_inner", "_last", "gram")

    def __init__(self, pattern: str) -> None:
        first, *inner = pattern.split("*")
        last = inner.pop() if inner else None
        self._first = _run(first)
        self._inner = tuple(_run(part) for part in inner if part)
        #: What must stand at the end; None: a pattern without `*`, where the first part is all.
        self._last = None if last is None else (_run(last), len(last))
        #: Letters that every matching word holds side by side.
        self.gram = max(re.split(r"[*?]", pattern), key=len)[:_GRAM]

    def matches(self, word: str) -> bool:
        """Tell whether the whole word matches. Taking each part where it first fits is enough, and linear."""
        if self._last is None:
            return self._first.fullmatch(word) is not None
        here = self._first.match(word)
        for part in self._inner:
            here = here and part.search(word, here.end())
        if here is None:
            return False
        last, length = self._last
        start = len(word) - length
        return start >= here.end() and last.match(word, start) is not None


class Globs:
    """Many patterns, each with a number."""

    def __init__(self, patterns: Mapping[str, int]) -> None:
        #: What a word must begin with and no more, as most, by its first letters and its length.
        self._beginnings: defaultdict[str, dict[int, dict[str, int]]] = defaultdict(dict)
        #: Others of which the first letters are known, by these.
        self._begun: defaultdict[str, list[tuple[Glob, int]]] = defaultdict(list)
        #: All others, by the length of their gram and the gram.
        self._others: defaultdict[int, dict[str, list[tuple[Glob, int]]]] = defaultdict(dict)
        for pattern, number in patterns.items():
            self._add(pattern, number)

    def find(self, word: str) -> list[int]:
        """Return the numbers of the patterns that match the word."""
        first = word[:_FIRST]
        by_length = self._beginnings.get(first, {})
        found = [known[word[:size]] for size, known in by_length.items() if word[:size] in known]
        found += [number for glob, number in self._begun.get(first, ()) if glob.matches(word)]
        for size, globs in self._others.items():
            grams = {word[start : start + size] for start in range(len(word) - size + 1)}
            found += [
                number for gram in globs.keys() & grams for glob, number in globs[gram] if glob.matches(word)
            ]
        return found

    def _add(self, pattern: str, number: int) -> None:
        beginning = re.split(r"[*?]", pattern)[0]
        if f"{beginning}*" == pattern:
            by_length = self._beginnings[beginning[:_FIRST]]
            by_length.setdefault(len(beginning), {})[beginning] = number
        elif len(beginning) >= _FIRST:
            self._begun[beginning[:_FIRST]].append((Glob(pattern), number))
        else:
            glob = Glob(pattern)
            self._others[len(glob.gram)].setdefault(glob.gram, []).append((glob, number))


def _run(part: str) -> re.Pattern[str]:
    return re.compile("".join(r"[^\W_]" if sign == "?" else re.escape(sign) for sign in part))
