"""Whether a capitalised word is an ordinary one or a town, and here nobody's surname."""

import re
from collections.abc import Iterable

from monitor.words.folding import fold
from monitor.words.names import callings, context, english, sounds
from monitor.words.names.agreement import does_as_owner
from monitor.words.names.many import is_object_of_many
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
#: English verbs that follow a noun in the singular.
_AUXILIARIES = frozenset(
    {"was", "is", "has", "had", "did", "does", "will", "would", "could", "might", "must", "should"}
)
#: English words before a place, and those behind which somebody is trusted.
_IN_PLACES = frozenset({"in", "near", "outside", "around", "across", "throughout", "central", "downtown"})
#: English articles of one of many, words that join, and what ends a phrase.
_ARTICLES = frozenset({"a", "an", "another"})
_JOINING = frozenset({"and", "or"})
_STOPS = frozenset(",.;:!?)\n")
_TRUST = frozenset({"trust", "faith", "confidence", "believe", "believed", "interest", "belief", "hope"})


def is_ordinary(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word that owes its capital to its place is rather an ordinary word than a surname."""
    if owner.is_adjective and _is_attribute(text, at):
        return True
    if is_object_of_many(text, at):
        return True
    return is_common(text, at, owner)


def is_common(text: Page, at: int, owner: Owner) -> bool:
    """Tell whether a word is a common one of the language, and nobody who says, has or is given something."""
    if not any(context.is_common(word, text.language) for word in _nominatives(text, at, owner)):
        return False
    is_somebody = (
        _is_for_people(text, at, owner) or does_as_owner(text, at, owner) or _is_without_article(text, at)
    )
    if owner.is_person and is_somebody:
        return False
    return not (text.is_beside(at) and context.is_said(text.form(at + 1)))


def _is_without_article(text: Page, at: int) -> bool:
    """Tell whether an English word has a verb behind it, before which a noun has an article: Short was."""
    if text.language != "en" or english.is_mass(text.form(at)):
        return False
    return text.is_beside(at) and text.form(at + 1) in _AUXILIARIES


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


def is_in_english(text: Page, first: int, last: int) -> bool:
    """Tell whether an English surname is one of a people or a place there: every Turk, a pub in Bolton."""
    word, before = text.form(first), text.form(first - 1) if text.is_beside(first - 1) else ""
    if (english.is_people(word) and _is_one_of_people(text, first)) or _is_behind_article(text, first, last):
        return True
    if english.is_place(word) and before.lower() in _IN_PLACES:
        return fold(text.form(first - 2)) not in _TRUST and not word.endswith(("'s", "’s"))
    return english.is_land(word) and is_town(text, first, last)


def _is_behind_article(text: Page, first: int, last: int) -> bool:
    """Tell whether an article makes a thing of a surname that no noun follows: won a Lammy in May."""
    if text.form(first - 1).lower() not in _ARTICLES or not text.is_beside(first - 1):
        return False
    after = text.form(last + 1)
    if text.is_beside(last):
        return after.islower() and (after in _JOINING or context.is_preposition(after))
    return text.gap(last)[:1] in _STOPS


def _is_one_of_people(text: Page, at: int) -> bool:
    """Tell whether a determiner stands before a word, or one word that is no office between them."""
    before = text.form(at - 1)
    if not text.is_beside(at - 1):
        return False
    if english.is_determiner(before):
        return True
    is_between = before.islower() and not callings.is_calling(before) and text.is_beside(at - 2)
    return is_between and english.is_determiner(text.form(at - 2))


def is_town(text: Page, first: int, last: int) -> bool:
    """Tell whether a surname that is a town too is the town: it has no office before it, nor speaks."""
    before = text.form(first - 1)
    if is_of_office(text, first) or (callings.is_shortened(before) and text.gap(first - 1).startswith(".")):
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
    if (
        not (len(noun) >= _SHORTEST_NOUN or context.is_short_noun(noun))
        or not noun.islower()
        or not text.is_beside(at)
    ):
        return False
    if context.is_adverb(noun) or _NO_NOUN.match(noun):
        return False
    word = text.form(at).casefold()
    return any(
        adjective.match(word) and behind.match(noun) for adjective, behind in _ROWS.get(text.language, ())
    )
