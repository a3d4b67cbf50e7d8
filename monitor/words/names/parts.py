"""A person's name taken apart: given names and surname."""

import re
from dataclasses import dataclass, replace

from monitor.model.topics import Name
from monitor.words.folding import fold
from monitor.words.names import eastern
from monitor.words.names.letters import is_caseless

#: Of noble and Dutch names: a given name before one of these belongs to the surname behind it.
NOBLE = frozenset({"von", "van", "фон", "ван"})
_OTHERS = """
    de der den da di del della la le du al el bin ibn ten ter zu zur af av
    де дэ дер дэр ден ла ле ди да дю аль эль бин бен
"""
#: Small words that begin a surname.
_PARTICLES = NOBLE.union(_OTHERS.split())
#: Latvian nominatives whose -s others leave out or replace: Rinkēvičs, Kariņš, Muižnieks, but not Levits.
_LATVIAN = ("čs", "чс", "ņš", "ньш", "nieks", "ниекс", "ніекс")
_UMLAUT = re.compile("[äöü]", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "мл", "ст"})
#: Кеннеди-младший, Kennedy Jr.
_JUNIOR = re.compile(r"(?:-(?:младший|молодший|малодшы|junior|jr)|,?\s+(?:jr|мл)\.?)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a person's name."""

    #: In order, without the parts of a patronymic told apart; empty when only the surname is given.
    given: tuple[str, ...]
    #: The words of the surname; a hyphen parts words.
    surname: tuple[str, ...]


def take_apart(written: str) -> Spelling:
    """Take a name apart: given names first, unless a comma follows the surname."""
    written = _JUNIOR.sub("", written)
    if "," in written:
        last, first = written.split(",", 1)
        return Spelling(tuple(_WORD.findall(first)), tuple(_WORD.findall(last)))
    chunks = [chunk for chunk in written.split() if chunk.strip(".").casefold() not in _SUFFIXES]
    at = next((n for n, chunk in enumerate(chunks) if n and is_particle(chunk)), len(chunks) - 1)
    given = tuple(word for chunk in chunks[:at] for word in _WORD.findall(chunk))
    return Spelling(given, tuple(word for chunk in chunks[at:] for word in _WORD.findall(chunk)))


def is_junior(written: str) -> bool:
    """Tell whether a name is given as that of the younger of two."""
    return _JUNIOR.search(written) is not None


def is_particle(word: str) -> bool:
    """Tell whether a word begins a surname rather than stands before one."""
    return word.casefold() in _PARTICLES


def is_family_first(name: Name) -> bool:
    """Tell whether a person's family name stands before the given name: Xi Jinping."""
    spelled = (name.name, *name.also)
    return name.kind == "person" and any(
        "," not in each and not any(map(is_particle, words[1:])) and eastern.is_family_first(words)
        for each in spelled
        for words in (_WORD.findall(each),)
    )


def take_family_first(written: str) -> Spelling:
    """Take apart a name that begins with the family name, unless it is turned around: Jae-myung Lee."""
    words = _WORD.findall(written)
    if not words or "," in written or (eastern.is_family(words[-1]) and not eastern.is_family(words[0])):
        return take_apart(written)
    return Spelling(tuple(words[1:]), tuple(words[:1]))


def spellings_of(name: Name) -> list[Spelling]:
    """Return every spelling of a person that has a surname, taken apart; of scripts with capitals only."""
    spelled = [each for each in (name.name, *name.also) if not is_caseless(each)]
    apart = [*map(take_family_first if is_family_first(name) else take_apart, spelled)]
    with_surname = [spelling for spelling in apart if spelling.surname]
    latvian = [_without_latvian(spelling) for spelling in with_surname if _is_latvian(spelling)]
    german = [_without_umlauts(each) for each in with_surname if _UMLAUT.search(each.surname[-1])]
    return [*with_surname, *latvian, *german]


def _without_umlauts(spelling: Spelling) -> Spelling:
    """Return Plötner as others write it: Ploetner."""
    plain = tuple(_UMLAUT.sub(lambda found: f"{fold(found[0])}e", word) for word in spelling.surname)
    return replace(spelling, surname=plain)


def _is_latvian(spelling: Spelling) -> bool:
    return spelling.surname[-1].casefold().endswith(_LATVIAN)


def _without_latvian(spelling: Spelling) -> Spelling:
    """Return Rinkēvičs, Ринкевичс, Muižnieks as others write them: Ринкевич, Rinkevičius, Muižniekas."""
    return replace(spelling, surname=(*spelling.surname[:-1], spelling.surname[-1][:-1]))
