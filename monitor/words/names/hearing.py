"""What one written word may be: which names' stems it sounds like, with an ending that their language has."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitor.words.elision import ELIDED, ELIDING
from monitor.words.folding import fold
from monitor.words.names import sounds
from monitor.words.names.anchors import INFLECTED, Anchors, Hearing, is_form
from monitor.words.names.letters import behind_consonant, is_caseless
from monitor.words.names.lookalikes import is_adjective, is_another_word, is_too_short
from monitor.words.names.owners import Owner
from monitor.words.names.patterns import Pattern, Word
from monitor.words.names.sounding import Sound
from monitor.words.names.vowels import allowed_doubt, vowel_doubt

#: The languages whose endings Cyrillic words may have; Latin words in their texts may have any.
_CYRILLIC_LANGUAGES = ("ru", "be", "uk")
_APOSTROPHES = frozenset("'’ʼ")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
#: Latin letters only: Kellogg's, Coale'as, Kennedy'ego; Cyrillic has apostrophes inside of words.
_APOSTROPHE = re.compile(r"(?:(?<=[a-zß-ɏA-ZÀ-Þ]{3})|(?<=[A-ZÀ-Þ]{2}))['’ʼ][^\W\d_]{0,4}$")
_ADJECTIVAL = re.compile(r"[иіы]й$")
#: No man's adjective ends so, though Cichanouskaja sounds as the accusative Cichanouską does.
_WOMANS = re.compile(r"(?:ая|a[jyi]a|aj(?:ą|ai|os|oje))$")
#: Nobody's adjective ends so, though it sounds as -кей and -kiej do.
_NEUTER = {"uk": ("ке",), "pl": ("kie",)}
#: МАЗ, and with an ending МАЗу.
_ENDING_OF_ACRONYM = re.compile(r"(?<=[А-ЯЁІЇЄҐЎ]{2})[а-яёіїєґў]{1,3}$")
#: В Астраўцы, у Мазыры.
_HARD_LOCATIVE = ("цы", "ры", "шы", "чы", "жы")


def ending_languages(form: str, language: str) -> tuple[str, ...]:
    """Return the languages whose endings a word of a text may have; "" is any."""
    if sounds.is_cyrillic(form):
        return _CYRILLIC_LANGUAGES
    return ("",) if language in ("ru", "uk", "bg", "mk") else (language,)


def is_elided(form: str) -> bool:
    """Tell whether a word has its capital behind an article: l'UE."""
    return _elided(form) != form


def may_be(form: str, language: str) -> bool:
    """Tell whether a word may be a name's anchor: written as names are, or in a script without capitals."""
    return may_begin(form, language) or is_caseless(form)


def may_begin(form: str, language: str) -> bool:
    """Tell whether a word is written as names are: with a capital, or with one behind an elided article."""
    return form[0].isupper() or (language in ELIDING and is_elided(form))


def _elided(form: str) -> str:
    found = ELIDED.match(form)
    return form[found.end() :] if found and form[found.end()].isupper() else form


def bare_of(form: str, language: str) -> str:
    """Return a word without what its language fixes to it by an apostrophe; without capitals, folded."""
    if is_caseless(form):
        return fold(form)
    form = behind_consonant(form)
    if _APOSTROPHES.isdisjoint(form):
        return form
    return _APOSTROPHE.sub("", _elided(form) if language in ELIDING else form)


def hear(form: str, language: str, anchors: Anchors) -> tuple[Hearing, ...]:
    """Return the names whose anchor a word may be, for which `may_be` holds."""
    bare = bare_of(form, language)
    is_possessive = _POSSESSIVE.search(form) is not None
    best = {
        id(pattern): Hearing(owner, pattern, 0, is_possessive)
        for owner, pattern in anchors.written(bare, language)
    }
    for owner, pattern, doubt in () if is_caseless(form) else _sounding(bare, language, anchors):
        known = best.get(id(pattern))
        if known is None or known.doubt > doubt:
            best[id(pattern)] = Hearing(owner, pattern, doubt, is_possessive)
    return tuple(best.values())


def _sounding(form: str, language: str, anchors: Anchors) -> Iterator[tuple[Owner, Pattern, int]]:
    """Yield the names whose anchor a word sounds like, and how doubtful that is."""
    heard, languages = anchors.by_consonants, ending_languages(form, language)
    for reading in sounds.readings_with(form.casefold(), language, heard.keys()):
        consonants, vowels = sounds.split(reading)
        for stem in sounds.stems(consonants):
            if stem not in heard:
                continue
            rest = sounds.rest(consonants, vowels, len(stem))
            for owner, pattern, sound in heard[stem]:
                if rest not in sound.endings(languages) or is_too_short(form, owner):
                    continue  # most fail here
                doubt = _doubt(sound, vowels, rest, form=form, language=language, owner=owner)
                if doubt == 0 and is_another_word(pattern, sound, form, language=language, owner=owner):
                    doubt = 1
                if doubt is not None:
                    yield owner, pattern, doubt


def fits(word: Word, form: str, language: str, owner: Owner) -> bool:
    """Tell whether a word of a text may be this word of a name."""
    bare = bare_of(form, language)
    if bare in word.letters or (language in INFLECTED and is_form(word.folded, bare, language)):
        return True
    languages = ending_languages(bare, language)
    return any(
        _doubt(sound, vowels, rest, form=bare, language=language, owner=owner) == 0
        for consonants, vowels in _cuts(bare, language)
        for sound in word.sounds
        if consonants.startswith(sound.consonants)
        and len(consonants) <= len(sound.consonants) + sounds.MOST_IN_ENDING
        for rest in (sounds.rest(consonants, vowels, len(sound.consonants)),)
        if rest in sound.endings(languages)
    )


@lru_cache(maxsize=4096)
def _cuts(form: str, language: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    return [sounds.split(heard) for heard in sounds.readings(form.casefold(), language)]


def _doubt(
    sound: Sound, vowels: tuple[str, ...], rest: str, *, form: str, language: str, owner: Owner
) -> int | None:
    """Return how doubtful it is that a word has this stem, 0 for not at all; None when it has not.

    `rest`: what stands behind the stem's last consonant; it is known to be one of its endings.
    """
    if not _may_end(sound, rest, form, language):
        return None
    if is_adjective(form, sound, owner):
        return None
    differing = vowel_doubt(sound, vowels, language)
    if differing is None:
        return None
    if owner.is_family_first and fold(form) not in owner.surnames:
        return 1  # a syllable is much else: Ване, Vance, Wang
    # Who leaves out a silent e spells by sight: only a given name beside it tells Коэл from Коля.
    allowed = allowed_doubt(len(sound.consonants), form, owner)
    return max(int(sound.script == "cyrillic"), differing - allowed)


def _may_end(sound: Sound, rest: str, form: str, language: str) -> bool:
    """Tell whether a word as written may be a form of a stem that has such an ending."""
    if sound.kind == "acronym" and not _ENDING_OF_ACRONYM.sub("", form).isupper():
        return False
    if sound.script and (sound.script == "cyrillic") != sounds.is_cyrillic(form):
        return False
    if _is_of_other_gender(sound, form, language):
        return False
    if (
        language == "lt"
        and rest == "a"
        and sound.kind == "consonant"
        and sound.sex == "m"
        and form[-1] in "aа"
    ):
        return False  # Lavrova is a woman, and Lavrovą sounds so
    if rest == "i" and sound.kind == "ij" and "i" not in sound.rests:
        return False  # Карни is no Карней
    return rest != "i" or _has_right_i(sound, form, language)


def _is_of_other_gender(sound: Sound, form: str, language: str) -> bool:
    """Tell whether a word ends as no adjective of its owner's sex does: урочище Зеленське."""
    if sound.kind == "adjective" and form.endswith(_NEUTER.get(language, ())):
        return True
    is_of_man = sound.sex == "m" and sound.kind in ("adjective", "-is")
    return is_of_man and _WOMANS.search(form.casefold()) is not None


def _has_right_i(sound: Sound, form: str, language: str) -> bool:
    """Tell endings apart that sound alike: -ий is a man's, -ій a woman's, -ский and -скі no case of Минск."""
    if not sounds.is_cyrillic(form):
        return True
    lowered = form.casefold()
    if sound.kind == "adjective":
        return lowered.endswith("ій") == (sound.sex == "f")
    if sound.kind == "consonant":
        return lowered.endswith({"uk": ("і",), "be": _HARD_LOCATIVE}.get(language, ()))
    return sound.kind not in ("a", "o") or not _ADJECTIVAL.search(lowered)
