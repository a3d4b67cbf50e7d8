"""What English words say of a surname beside them, or are themselves: every Turk, a pub in Bolton. Pure."""

from monitor.words.folding import fold
from monitor.words.names.vocabulary import folded_words, words

_PLACES = words("places")
_BEFORE_PLACES = words("before-places")
_VERBS_AFTER_POSSESSIVE = words("brand-verbs")
_OPENERS = words("openers")
_STATES = words("states")
_DAYS = words("days")
_MASS = words("mass en")
_PLACES_IN_ENGLISH = words("places in English")
_LANDS_IN_ENGLISH = words("lands in English")
_PEOPLES = words("peoples")
_DETERMINERS = words("determiners")
_COMMON = folded_words("common en")


def is_kind_of_place(word: str) -> bool:
    """Tell whether a place is called what follows an English word and `of`: the town of Thun."""
    return word.lower() in _PLACES


def is_before_place(word: str) -> bool:
    """Tell whether an English word begins the name of a place: Fort Johnson."""
    return word in _BEFORE_PLACES


def is_brand_verb(word: str) -> bool:
    """Tell whether an English possessive before this word is no possessive: `Kellogg's will`."""
    return word in _VERBS_AFTER_POSSESSIVE


def is_opener(word: str) -> bool:
    """Tell whether an English word may begin a sentence and is nobody's given name: `Oligarch Deripaska`."""
    lowered = word.lower()
    return lowered in _OPENERS or lowered in _COMMON


def is_state(name: str) -> bool:
    """Tell whether one or two words are a state of America: Clinton, Iowa."""
    return name.replace(" ", "_") in _STATES


def is_day(word: str) -> bool:
    """Tell whether an English word is a day or a month: `Graham Tuesday said`."""
    return fold(word) in _DAYS


def is_mass(word: str) -> bool:
    """Tell whether a common English word needs no article: Rain was expected."""
    return fold(word) in _MASS


def is_place(word: str) -> bool:
    """Tell whether an English surname is a town or a county too: Bolton, Kent."""
    return fold(word) in _PLACES_IN_ENGLISH


def is_land(word: str) -> bool:
    """Tell whether an English surname is a country too, which says and does as people do: Jordan."""
    return fold(word) in _LANDS_IN_ENGLISH


def is_people(word: str) -> bool:
    """Tell whether an English surname is who is of a people, too: Turk, Pole."""
    return fold(word) in _PEOPLES


def is_determiner(word: str) -> bool:
    """Tell whether one of a people may follow an English word: every Turk."""
    return word.lower() in _DETERMINERS
