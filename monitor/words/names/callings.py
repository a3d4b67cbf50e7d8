"""What people are by calling, rank and age, as words beside a surname say it. Pure."""

import re
from functools import lru_cache

from monitor.words.folding import fold
from monitor.words.names import context
from monitor.words.names.vocabulary import beginnings, folded_words, words

_CALLINGS = beginnings("callings")
_CALLINGS_IN_ENGLISH = words("callings in English")
_BODIES = words("bodies")
_SHORTENED = folded_words("shortened")
_JUNIORS = beginnings("juniors")
#: An office of a woman: теннисистка, певица, rzeczniczka, szefowa, actress; not полковника.
_OF_WOMAN = re.compile(
    r".{3,}(?:[бвгджзлмнпрстфхцчшщ]к(?:а|и|і|е|у|ой|ою|ай|аю)|[бвгджзлмнпрстфхцчшщ]ц[іы]"
    r"|(?:иц|ыц)(?:а|ы|у|е|эй|ей|ею|аю|ай)|(?:ын|ін|кин)(?:я|і|ю|яй|ею|ею)|есс[аыуе]|есс?ой"
    r"|[bcdfghjlłmnprstwzż](?:k[aiąę]|ce)|owa|owej|ową|ąca|ącej|ącą|kini(?:ę|ą)?|wom[ae]n|tress|ncess)"
)
#: Genitives of men: члена, свідка, członka.
_OF_MAN = re.compile(r"(?:свед|свід|świad|предк|przod|człon(?!kini))")


@lru_cache(maxsize=2048)
def is_calling(word: str) -> bool:
    """Tell whether a word says what somebody is: a title, or what any other may be: теннисистка, Coach."""
    return context.is_title(word) or bool(_CALLINGS.match(fold(word))) or word.lower() in _CALLINGS_IN_ENGLISH


def is_body(word: str) -> bool:
    """Tell whether a genitive is what has members, and nobody's given name: депутатка Сейма Муха."""
    return word in _BODIES


def is_shortened(word: str) -> bool:
    """Tell whether a word before a stop is an office or a rank: Sec. Rubio, gen. Wilk."""
    return fold(word) in _SHORTENED


@lru_cache(maxsize=2048)
def is_woman_of_office(word: str) -> bool:
    """Tell whether an office is a woman's, by its ending: журналистка, rzeczniczka."""
    return (
        is_calling(word) and bool(_OF_WOMAN.fullmatch(word.casefold())) and not _OF_MAN.match(word.casefold())
    )


@lru_cache(maxsize=2048)
def is_junior(word: str) -> bool:
    """Tell whether a word makes of a surname the younger of two who bear it: Jr, младший, молодшого."""
    return bool(_JUNIORS.match(word.casefold()))
