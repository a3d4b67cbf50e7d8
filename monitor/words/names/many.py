"""Whether what is written as a surname is a genitive of many things: Волков отстреляли. Pure."""

import re

from monitor.words.names import context
from monitor.words.names.page import Page

#: Surnames written as a genitive of many, and the plural verbs and infinitives whose object that is.
_OF_MANY = {
    "ru": (r".*[оеё]в$", r".{2,}(?:ли|[юуая]т|[аеиоуыя]ть|[сз]ти|чь)(?:ся|сь)?$"),
    "be": (r".*[аоеё]ў$", r".{2,}(?:лі(?:ся)?|[юуая]ц(?:ь|ца)|[аеёіоуыэя]ць|[сз]ці|чы)$"),
    "uk": (r".*[оеії]в$", r".{2,}(?:ли|[юуая]ть|[аеиіоуюя]ти)(?:ся|сь)?$"),
}
_OBJECTS = {
    language: (re.compile(of_many), re.compile(verb)) for language, (of_many, verb) in _OF_MANY.items()
}
#: What joins such a word to another of many: козлов и баранов.
_AND = frozenset({"и", "і", "й", "та", "ды"})
_ALSO_MANY = re.compile(r".{3,}(?:(?<!гот)[оеёаії][вў]|ей|эй)$")
#: Behind these and in this case stands who does something together with somebody: Орлов с женой уехали.
_TOGETHER = frozenset({"с", "со", "з", "са", "зь", "із"})
_INSTRUMENTALS = (
    "ой",
    "ей",
    "эй",
    "ай",
    "яй",
    "ом",
    "ем",
    "ам",
    "ям",
    "ым",
    "им",
    "ім",
    "ою",
    "ею",
    "ми",
    "мі",
)
#: The past of many or of nobody, and of one, as whose subject a surname stands.
_OF_NONE = re.compile(r".{2,}[аеёиоуыэюяії](?:ли|лі|ло)(?:сь|ся)?")
_OF_ONE = re.compile(r".{2,}[аеёиоуыэюяіїє][лвў](?:сь|ся)?|.{3,}(?:[еёиі]т|[еиі]ть|[ае]є)(?:ся)?")
#: Words that are looked at behind such a surname.
_CLAUSE = 7


def is_object_of_many(text: Page, at: int) -> bool:
    """Tell whether a verb follows of which somebody is neither the subject nor the object: Волков отстреляли.

    He would be one in the singular, or Волкова.
    """
    if text.language not in _OBJECTS or not text.is_beside(at):
        return False
    of_many, verb = _OBJECTS[text.language]
    after = text.form(at + 1)
    if not after.islower() or context.is_adverb(after):
        return False
    if context.is_preposition(after) and not (
        after in _TOGETHER and text.form(at + 2).endswith(_INSTRUMENTALS)
    ):
        return bool(of_many.match(text.form(at).casefold())) and _is_of_none(text, at + 1)
    if after in _AND and text.form(at + 2).islower():
        return bool(of_many.match(text.form(at).casefold()) and _ALSO_MANY.match(text.form(at + 2)))
    return of_many.match(text.form(at).casefold()) is not None and verb.match(after) is not None


def _is_of_none(text: Page, at: int) -> bool:
    """Tell whether the clause behind a preposition has a verb of many or of nobody, and none of one."""
    end = next((place for place in range(at, at + _CLAUSE) if not text.is_beside(place)), at + _CLAUSE)
    words = [text.form(place) for place in range(at + 1, end + 1)]
    return any(map(_OF_NONE.fullmatch, words)) and not any(map(_OF_ONE.fullmatch, words))
