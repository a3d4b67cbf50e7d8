"""How a word of a query may be spelt in the texts of a language: Belarusian is written in two scripts."""

from monitor.words.stem_be import in_latin


def spellings(word: str, language: str) -> tuple[str, ...]:
    """Return the ways in which a folded word may stand, folded, in texts of a language."""
    return (word, in_latin(word)) if language == "be" and not word.isascii() else (word,)
