"""Mends what the rules of a language split: stems of one word family count as one stem."""

from collections.abc import Callable, Mapping
from importlib.resources import files

from monitor.words.folding import fold
from monitor.words.spellings import spellings

#: Begins a line of `families.txt` with all forms of a word.
WHOLE = "="

Rule = Callable[[str], str]


def read_families(text: str) -> dict[str, list[list[str]]]:
    """Read the families of each language from the form that `families.txt` explains."""
    families: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if words and words[0].startswith("["):
            families[words[0].strip("[]")] = []
        elif words:
            families[next(reversed(families))].append(words)
    return families


def shipped_families() -> dict[str, list[list[str]]]:
    """Read the families that come with the program."""
    return read_families(files("monitor.words").joinpath("families.txt").read_text(encoding="utf-8"))


def mending(rules: Mapping[str, Rule]) -> dict[str, dict[str, str]]:
    """Return, for each language, the stems that count as another, and as which.

    Between two families that share a stem the first keeps it.
    """
    mends: dict[str, dict[str, str]] = {language: {} for language in rules}
    for language, families in shipped_families().items():
        for family in (family for family in families if len(family) > 1 and family[0] != WHOLE):
            for spelt in zip(*(spellings(fold(word), language) for word in family), strict=True):
                stems = [rules[language](word) for word in spelt]
                for stem in stems:
                    mends[language].setdefault(stem, stems[0])
    return mends


def unstemmed() -> dict[str, dict[str, str]]:
    """Return, for each language, the folded words that no rule makes forms of another, and their keys."""
    return {
        language: {fold(word): f"={fold(words[0])}" for words in map(_whole, families) for word in words}
        for language, families in shipped_families().items()
    }


def _whole(family: list[str]) -> list[str]:
    """Return the words of a line that are known whole: those behind a `=`, and a word alone."""
    return family[1:] if family[0] == WHOLE else family if len(family) == 1 else []
