"""All spellings of a name that the program derives, for people to look at."""

import re
from collections.abc import Iterable

from monitor.model.topics import Name
from monitor.words.names import sounds
from monitor.words.names.cases import CASES
from monitor.words.names.index import NameIndex
from monitor.words.names.kinds import kinds_of
from monitor.words.names.letters import is_caseless
from monitor.words.names.owners import Owner
from monitor.words.names.parts import is_particle, spellings_of
from monitor.words.names.romanise import levelled, romanise, russian, ukrainian
from monitor.words.tokens import tokenise

#: Languages whose forms of a foreign name are shown.
_LATIN = ("en", "pl", "lt", "de", "fr", "cs", "lv")
#: The nominative endings that the others take the place of.
_NOMINATIVE = {
    "adjective": re.compile(r"(?:ий|ый|ой|ая|яя|ы|і|и|а|aya|aja|aia|yi|yj|iy|ij|[yýia])$"),
    "possessive": re.compile(r"[аa]$"),
    "o": re.compile(r"[оo]$"),
    "a": re.compile(r"[аяa]$"),
    "ij": re.compile(r"(?:ий|ій|ij|i)$"),
}
#: Which system writes Cyrillic names in which language.
_SYSTEMS = {
    "en": "en",
    "pl": "pl",
    "lt": "lt",
    "de": "de",
    "fr": "fr",
    "be-latn": "łacinka",
    "cs": "lt",
    "lv": "lt",
}


def forms(name: Name) -> dict[str, tuple[str, ...]]:
    """Return a name's spellings in their cases, sorted, by language; `be-latn`: Belarusian in Latin letters.

    `any`: what is found in texts of every language, as written: spellings in scripts without capitals.

    A sample for people to judge by: every spelling here is found, and so are others that texts may have.
    """
    index = NameIndex([name])
    found: dict[str, set[str]] = {}
    for language, spelling, is_foreign in _nominatives(name):
        for form in _declined(spelling, language, index.owners[0], is_foreign=is_foreign):
            text_language = "be" if language == "be-latn" else language
            if index.find(tokenise(form), text_language) or not name.surname_alone:
                found.setdefault(language, set()).add(form)
    spelled = (name.name, *name.also)
    if literal := [
        each for each in spelled if is_caseless(each) or (each[0].islower() and name.kind != "person")
    ]:
        found["any"] = set(literal)
    return {language: tuple(sorted(found[language])) for language in sorted(found)}


def _nominatives(name: Name) -> Iterable[tuple[str, str, bool]]:
    """Yield (language, nominative, whether it is kept as its own language writes it)."""
    written = _surnames(name)
    cyrillic = {word: "" for word in written if sounds.is_cyrillic(word)}
    cyrillic = {word: _language_of(word, list(cyrillic)) for word in cyrillic}
    latin = [word for word in written if not sounds.is_cyrillic(word)]
    is_foreign = not _romanised(cyrillic, "en") & {levelled(word) for word in latin}
    if latin and not is_foreign and "ru" not in cyrillic.values() and name.kind == "person":
        cyrillic[russian(latin[-1])] = "ru"
    yield from ((language, word, False) for word, language in cyrillic.items())
    if name.kind != "person":
        cyrillic = {word: language for word, language in cyrillic.items() if " " not in word}
    yield from (("uk", ukrainian(word), False) for word, language in cyrillic.items() if language != "uk")
    for language in _LATIN if is_foreign else ("en",):
        yield from ((language, word, True) for word in latin)
    for language, system in _SYSTEMS.items():
        yield from (
            (language, romanise(word, system, is_belarusian=own == "be"), False)
            for word, own in cyrillic.items()
            if (own == "be" if language == "be-latn" else own != "uk" and not is_foreign)
        )


def _romanised(cyrillic: dict[str, str], system: str) -> set[str]:
    return {levelled(romanise(word, system, is_belarusian=own == "be")) for word, own in cyrillic.items()}


def _surnames(name: Name) -> list[str]:
    if name.kind != "person":
        return [each for each in dict.fromkeys((name.name, *name.also)) if not is_caseless(each)]
    joined = (
        (" " if is_particle(spelling.surname[0]) else "-").join(spelling.surname)
        for spelling in spellings_of(name)
    )
    return list(dict.fromkeys(joined))


def _language_of(word: str, among: list[str]) -> str:
    """Tell whether a Cyrillic spelling is the Russian, the Belarusian or the Ukrainian one of several."""
    lowered = word.casefold()
    if re.search(r"[їєґ]|[сцз]ьк(?:ий|а)$", lowered):
        return "uk"
    if re.search(r"[ўі]|[эаы]нка$", lowered):
        return "be"
    reduced = min(among, key=lambda other: (other.count("о") + other.count("и"), -other.count("э")))
    return (
        "be" if word == reduced != max(among, key=lambda other: other.count("о") + other.count("и")) else "ru"
    )


def _declined(spelling: str, language: str, owner: Owner, *, is_foreign: bool) -> Iterable[str]:
    yield spelling
    if not owner.is_person and " " in spelling:
        return  # each of its words has cases of its own: `NameIndex` knows them by their stems
    if not owner.is_person and spelling.endswith("ość"):
        yield from (spelling[:-1] + ending for ending in ("ci", "cią") if language == "pl")
        return
    last = re.split(r"[\s-]", spelling)[-1]
    kinds = kinds_of(last, owner.sex or "m", is_person=owner.is_person)
    kind = "ij" if "ij" in kinds else kinds[0]
    endings = CASES.get((kind, owner.sex or "m"), {}).get(language, "")
    if is_foreign and kind == "o":
        return
    stem = _NOMINATIVE[kind].sub("", last) if kind in _NOMINATIVE else last.removesuffix("ь")
    if language == "lt" and stem.endswith("č") and kind == "consonant":
        endings = "ius iaus iui ių iumi iuje"
    for ending in _softened(stem, endings, last).split():
        yield spelling[: len(spelling) - len(last)] + _joined(stem, ending.strip("-"), language)


def _softened(stem: str, endings: str, nominative: str) -> str:
    """Return the endings that follow a soft stem: Белавия, Белавии."""
    if not nominative.endswith(("ия", "ія", "иа", "іа")):
        return endings
    soft = {"а": "я", "ы": stem[-1:], "у": "ю", "о": "е", "і": "ї" if "ою" in endings else "і"}
    return "".join(soft.get(letter, letter) for letter in endings)


def _joined(stem: str, ending: str, language: str) -> str:
    """Join a stem and an ending by the rules of spelling."""
    if ending.startswith("ы") and stem[-1:] in "гкхжчшщ":
        ending = ("і" if language == "be" else "и") + ending[1:]
    if language in ("pl", "be-latn") and stem[-1:] in "kg":
        if language == "pl" and ending in ("ie", "e"):
            return stem[:-1] + ("ce" if stem[-1] == "k" else "dze")
        ending = {"y": "i", "em": "iem"}.get(ending, ending) if language == "pl" or ending == "y" else ending
    if stem[-1:] in "ij" and sounds.plain(stem)[-1:] in "ij" and ending in ("y", "ie"):
        return stem.rstrip("ij") + "ii"
    if language == "uk" and ending == "і" and stem[-1:] in "гкх":
        return stem[:-1] + {"г": "з", "к": "ц", "х": "с"}[stem[-1]] + ending
    return stem + ending
