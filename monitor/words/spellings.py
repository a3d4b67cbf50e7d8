"""How a word of a query may be spelt in the texts of a language: Belarusian has two scripts and two u."""

from monitor.words.stem_be import in_latin

#: A word begins with у after a consonant and with ў after a vowel: ён ударыў, яна ўдарыла.
_FIRST = {"у": "ў", "ў": "у"}
#: Shorter ones have no forms: у and ў are words.
_SHORTEST = 3


def spellings(word: str, language: str) -> tuple[str, ...]:
    """Return the ways in which a folded word may stand, folded, in texts of a language.

    For words of one language and script they are as many, in the same order; some may be the same.
    """
    if language != "be" or word.isascii():
        return (word,)
    first = word[0] if len(word) < _SHORTEST else _FIRST.get(word[0], word[0])
    return word, in_latin(word), first + word[1:]
