"""Whether a capitalised word is an ordinary one or a town, and here nobody's surname."""

import re
from collections.abc import Iterable

from monitor.words.folding import fold
from monitor.words.names import context, sounds
from monitor.words.names.offices import is_of_office
from monitor.words.names.owners import Owner, is_in_a_case
from monitor.words.names.page import HYPHENS, Page

#: Letters that a word shares with the surname that is an ordinary word, whatever the case: заяц, зайца.
_SHARED = 2
#: Endings of adjectives, but for -ский and -цкий: most of these are somebody's name; and in what a noun
#: that agrees with them ends, where verbs and participles mostly do not.
_AGREEING = {
    "ru": (
        ("ый|ий|ой", "[бгджзкмнпрсфхцчшщй]|[^т]ь|[^аеиуыюя]т"),
        ("ого|его", "[ая]"),
        ("ому|ему", "[ую]"),
        ("ым|им", "[оеё]м"),
        ("ая|яя", "[аяь]"),
        ("ую|юю", "[уюь]"),
    ),
    "be": (
        ("ы|і", "[бвгджзкмнпрсфхцчшй]|[^ц]ь|[^аеіуыюя]т"),
        ("ага|яга", "[ая]"),
        ("аму|яму", "[ую]"),
        ("ым|ім", "[ае]м"),
        ("ая|яя", "[ая]"),
        ("ую|юю", "[ую]"),
    ),
    "uk": (
        ("ий|ій", "[бгґджзклмнпрсфхцчшщ]|[^т]ь|[^аеиіоуюя]т"),
        ("ого|ього", "[ая]"),
        ("ому|ьому", "[ую]"),
        ("им|ім", "[оеє]м"),
    ),
    "pl": (("y|i", "[bcćdfghjklmnńprsśtwzźż]"), ("ego", "a"), ("emu", "owi|u")),
}
#: Not -ский and -цкий, in any case and script.
_NO_SURNAME = r".*(?<![сц]к)(?<!ьк)(?<!дзк)(?<![sc]k)(?<!dzk)"
#: Adjectives in one case, and the nouns that agree with them, by language.
_ROWS = {
    language: [
        (re.compile(rf"{_NO_SURNAME}(?:{adjective})$"), re.compile(rf".*(?:{noun})$"))
        for adjective, noun in rows
    ]
    for language, rows in _AGREEING.items()
}
#: Verbs and participles that end as such nouns do.
_NO_NOUN = re.compile(r".*(?:л[ао]?|ла?с[яь]|(?:ов|[бз]р|зв|сл|д|ж|н|с)ан|[её]н|[яы]т|ł[aoy]|li)$")
#: The adjectives of the lands where towns of one name lie.
_OF_TOWN = re.compile(
    r"[А-ЯІЎЄA-ZŚŁŻŹĆ][^\W\d_]+?(?:[сц]ь?к|[sc]k)"
    r"(ий|и|і|ы|i|у|ого|его|ом|ому|им|ага|аму|ім|ым|iego|iemu|im|а|ая|a|ой|ую|ої|ій|ай|iej|ą|ie|)"
)
#: The datives of men's names, where the nominative has no vowel.
_DATIVES = {
    "be": ("у", "ю"),
    "ru": ("у", "ю"),
    "uk": ("у", "ю", "ові", "еві", "єві"),
    "pl": ("owi",),
    "lt": ("ui",),
}
_VOWELS_OF_WOMEN = ("а", "я", "a")
_NOMINATIVES = frozenset({"ий", "і", "ы", "i", "а", "ая", "a", ""})
_VOWELS = frozenset("аеіиоуыюяёєїaeiouyąęó")
#: Letters of the shortest noun; a shorter word is a particle.
_SHORTEST_NOUN = 4
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


def is_ordinary(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word that owes its capital to its place is rather an ordinary word than a surname."""
    if owner.is_adjective and _is_attribute(text, at):
        return True
    if _is_object_of_many(text, at):
        return True
    return is_common(text, at, owner)


def is_common(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word is a common one of the language, and nobody who says, has or is given something."""
    if not any(context.is_common(word, text.language) for word in _nominatives(text, at, owner)):
        return False
    return not (owner.is_person and _is_for_people(text, at, owner)) and not (
        text.is_beside(at) and context.is_said(text.form(at + 1))
    )


def _nominatives(text: Page, at: int, owner: Owner) -> Iterable[str]:
    """Return the folded words that a word may be a case of, by the spellings of its owner."""
    word = fold(text.form(at))
    if text.language == "be" and not sounds.is_cyrillic(word):
        return owner.surnames  # Viasna is вясна
    if text.language == "en" or word in owner.surnames:
        return (word,)
    return (word, *(known for known in owner.surnames if known[:_SHARED] == word[:_SHARED]))


def _is_for_people(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word is in a case in which hardly a thing begins a sentence: Tusk's, Мельнику."""
    word = text.form(at)
    if text.language == "en":
        return word.endswith(("'s", "’s"))
    datives = _DATIVES.get(text.language, ())
    is_dative = word.casefold().endswith(datives) and is_in_a_case(word, owner)
    return is_dative and not any(surname.endswith(_VOWELS_OF_WOMEN) for surname in owner.surnames)


def is_town(text: Page, first: int, last: int) -> bool:
    """Tell whether a surname that is a town too is the town: it has no office before it, nor speaks."""
    before = text.form(first - 1)
    if is_of_office(text, first):
        return False
    return context.is_preposition(before) or not context.is_said(text.form(last + 1))


def is_other_town(text: Page, last: int, owner: Owner) -> bool:
    """Tell whether an adjective makes another town of a town: Ostrowiec Świętokrzyski, Каменец-Подольский."""
    adjective = _OF_TOWN.fullmatch(text.form(last + 1))
    if adjective is None:
        return False
    if text.gap(last) in HYPHENS:
        return True
    # в Минске Московский район is no town: both must be in the nominative or neither
    is_nominative = text.form(last)[-1] not in _VOWELS or text.form(last).casefold() in owner.surnames
    return text.is_beside(last) and is_nominative == (adjective[1] in _NOMINATIVES)


def _is_attribute(text: Page, at: int) -> bool:
    """Tell whether a word looks like an adjective of the noun behind it: Мирный договор."""
    noun = text.form(at + 1)
    if len(noun) < _SHORTEST_NOUN or not noun.islower() or not text.is_beside(at):
        return False
    if context.is_adverb(noun) or _NO_NOUN.match(noun):
        return False
    word = text.form(at).casefold()
    return any(
        adjective.match(word) and behind.match(noun) for adjective, behind in _ROWS.get(text.language, ())
    )


def _is_object_of_many(text: Page, at: int) -> bool:
    """Tell whether a verb follows of which somebody is neither the subject nor the object: Волков отстреляли.

    He would be one in the singular, or Волкова.
    """
    if text.language not in _OBJECTS or not text.is_beside(at):
        return False
    of_many, verb = _OBJECTS[text.language]
    after = text.form(at + 1)
    if not after.islower() or context.is_adverb(after):
        return False
    if after in _AND and text.form(at + 2).islower():
        return bool(of_many.match(text.form(at).casefold()) and _ALSO_MANY.match(text.form(at + 2)))
    return of_many.match(text.form(at).casefold()) is not None and verb.match(after) is not None
