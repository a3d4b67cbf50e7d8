"""Which language a text is in.

py3langid decides, weighed against what the publisher writes in otherwise; it is not asked about texts
that are plainly in that. It knows Belarusian only in Cyrillic; texts in its Latin script are told by their
letters.
All measured on 145 short news items in twelve languages: see `tests/words/test_language.py`.
"""

import re
from functools import cache
from typing import Any

from monitor.words import alphabets

#: Characters looked at; the first paragraphs tell as much as the whole.
_ENOUGH = 1_000
#: Characters that are enough when they are in the publisher's own language, as nearly all are.
_FIRST_LOOK = 250
#: With fewer letters than this the publisher's language is the better guess.
_FEW_LETTERS = 12
#: How many times more likely another language must be than the publisher's own.
_ODDS = 4.0
#: The same for texts of fewer letters than `_SHORT`.
_ODDS_SHORT = 10.0
_SHORT = 40
#: In the model, but no news is written in them; they attract lists of names.
_NOT_NEWS = frozenset({"an", "eo", "la", "oc", "sa", "vo", "wa"})
#: Languages too alike to be told apart: the publisher's own is taken.
_ALIKE = (frozenset({"bs", "hr", "sr"}), frozenset({"nn", "no"}), frozenset({"id", "ms"}))
#: Without a publisher's language: how sure we must be, 0..1.
_SURE = 0.4
#: Addresses, user names and tags are in no language.
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
#: A text without any of these has none of them.
_SIGNS_OF_NOISE = ("://", "www.", "@", "#")
#: Only Belarusian has both rows of letters; the third row means another language.
_LACINKA = re.compile(r"[ŭŬčšžČŠŽ]")
_LACINKA_SHORT_U = re.compile(r"[ŭŬ]")
_LACINKA_HUSHING = re.compile(r"[čšžČŠŽ]")
_LACINKA_SOFT = re.compile(r"[ńśźłŃŚŹŁ]")
#: Letters that it lacks; more than one in a hundred are not borrowed names.
_FOREIGN = re.compile(r"[qwx]", re.IGNORECASE)
_NOT_LACINKA = re.compile(r"[ąęóěřŕůėįųūāēīķļņģđĉĝĥĵŝåäöõ]", re.IGNORECASE)


def detect(text: str, *, prior: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; empty when nobody can tell.

    `prior` is the language its publisher mostly writes in, empty when unknown. Texts of few letters are
    taken to be in it; others only leave it for a language that is clearly more likely.
    """
    prior = prior.strip().lower().replace("_", "-").partition("-")[0]
    sample = _without_noise(text[:_ENOUGH])
    letters = _letters(sample)
    if letters < _FEW_LETTERS:
        return prior
    if is_lacinka(sample):
        return "be"
    if prior and _is_of(sample, prior):
        return prior
    odds = _odds(sample)
    best = _best(odds)
    if any({best, prior} <= alike for alike in _ALIKE):
        return prior
    if prior in odds:
        needed = _ODDS if letters >= _SHORT else _ODDS_SHORT
        return best if odds[best] > needed * odds[prior] else prior
    return best if odds[best] > _SURE else prior


def _without_noise(sample: str) -> str:
    return _NOISE.sub(" ", sample) if any(sign in sample for sign in _SIGNS_OF_NOISE) else sample


def _letters(sample: str) -> int:
    """Count letters, as far as it matters how many there are."""
    few = _count_letters(sample[: 2 * _SHORT])
    return few if few >= _SHORT else _count_letters(sample)


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_of(sample: str, prior: str) -> bool:
    """Tell whether the text is in its publisher's language, as nearly all are."""
    beginning = sample[:_FIRST_LOOK]
    is_plain = alphabets.is_plainly(beginning, prior) or alphabets.is_plainly(sample, prior)
    return is_plain or _best(_odds(beginning)) == prior


def _odds(sample: str) -> dict[str, float]:
    return dict(_identifier().rank(sample))


def _best(odds: dict[str, float]) -> str:
    return max(odds, key=lambda language: odds[language])


def is_lacinka(text: str) -> bool:
    """Tell whether `text` is Belarusian in Latin script.

    Not by single letters but by letters that meet in no other language; a text of another language that
    names a person or two with them is not taken for it.
    """
    if text.isascii() or not _LACINKA.search(text):
        return False
    letters = _count_letters(text)
    if _NOT_LACINKA.search(text) or len(_FOREIGN.findall(text)) * 100 > letters:
        return False
    marks = len(_LACINKA_SHORT_U.findall(text))
    marks += min(len(_LACINKA_HUSHING.findall(text)), len(_LACINKA_SOFT.findall(text)))
    return marks * 80 > letters


@cache
def _identifier() -> Any:
    """Return the model, restricted to the languages that news is written in.

    Loaded for the first text that needs it, which takes a second and 100 MB: many desks never do.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = [code for code in identifier.labels if len(code) == len("be")]
    identifier.set_languages([code for code in known if code not in _NOT_NEWS])
    return identifier
