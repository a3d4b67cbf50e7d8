"""What French, Italian and Catalan fix to a word by an apostrophe: l'ambassade, dell'Unione, d'Orban."""

import re

#: Languages (ISO 639-1) whose articles and prepositions lose their vowel before another.
ELIDING = frozenset({"fr", "it", "ca"})
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|[a-z]{0,3}ll)['’ʼ](?=\w)", re.IGNORECASE)


def without_article(word: str, language: str) -> str:
    """Return a word, folded or as written, without the article or preposition before its apostrophe."""
    return ELIDED.sub("", word) if language in ELIDING else word
