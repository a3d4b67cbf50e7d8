"""Numbers of a text with what they count, in digits or words: fifty-two freed, 6,6, двести человек."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.story.lexicon import Sense, words_beside_numbers
from monitor.words.tokens import Tokens

#: Subjects that are counted as people: who is a prisoner here is a citizen or a woman there.
_PERSONS_LISTED = """
    activist arrest child citizen evacuate family free hostage human-rights injure journalist kill
    man migrant military missing opposition passenger people political prison prisoner refugee
    residents student tourist victim woman workers
"""
_PERSONS = frozenset(_PERSONS_LISTED.split())
PEOPLE = "people"
#: Stands between what is counted and the place that it is said to be of: three Poles may be some of 52 freed.
OF = " of "
_THOUSAND = "1000"
_EXPONENTS = {"million": 6, "billion": 9, _THOUSAND: 3}
#: Words after a number among which stands what it counts.
_REACH = 3
_MOST_COUNTED = 2
_DIGITS = re.compile(r"\d{1,12}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUP = 3
_BETWEEN_GROUPS = frozenset({",", ".", " ", "\u00a0", "\u202f", "'", "’"})
_MOST_DECIMALS = 2
#: Words from which number on may be followed by what smaller numbers.
_ROOM = ((100, 100), (20, 10))

Senses = Sequence[Sense | None]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    #: Positions of its first word and behind its last.
    first: int
    end: int
    value: float
    #: Subjects and units named behind it, at most two; `people` for persons of all kinds.
    counted: tuple[str, ...]
    #: It comes on top of others that were told before: another 44, 44 more.
    is_further: bool = False
    #: It is said to be less than the whole: over 100, more than 100.
    is_exceeded: bool = False


def numbers_in(tokens: Tokens, senses: Senses) -> Iterator[Number]:
    """Yield the numbers of a text, without years; `senses` are those of its first words."""
    end = 0
    for at in _beginnings(tokens.words, senses):
        if at < end:
            continue
        read = _in_digits(tokens, at, len(senses)) if tokens.words[at][0].isdigit() else _in_words(senses, at)
        if read is None:
            continue
        value, end = read
        exponent = _exponent(senses, end)
        if exponent or not _YEAR.fullmatch(tokens.words[at]) or end > at + 1:
            end += bool(exponent)
            value *= 10**exponent
            yield Number(
                at,
                end,
                value,
                _counted(senses, end),
                is_further=_is_further(tokens.words, at, end),
                is_exceeded=_is_exceeded(tokens.words, at),
            )


def _beginnings(words: Sequence[str], senses: Senses) -> Sequence[int]:
    """Return where numbers may begin: hardly any word is one."""
    return [
        at
        for at, (word, sense) in enumerate(zip(words, senses, strict=False))
        if word[0].isdigit() or (sense is not None and sense.kind == "number")
    ]


def _is_further(words: Sequence[str], first: int, end: int) -> bool:
    """Tell whether a number is said to come on top of others, but not of those in its own sentence."""
    further = words_beside_numbers("further")
    first -= first > 0 and words[first - 1] in further
    said = words[first] in further or (end < len(words) and words[end] in further)
    return said and not (first > 0 and words[first - 1] in words_beside_numbers("and"))


def _is_exceeded(words: Sequence[str], first: int) -> bool:
    """Tell whether there are said to be more than a number: then it may stand for many others."""
    before = [word for word in words[max(0, first - 3) : first] if word != "a"]  # more than a hundred
    more, than = ("", "", *before)[-2:]
    return than in words_beside_numbers("over") or (
        more in words_beside_numbers("more") and than in words_beside_numbers("than")
    )


def _in_digits(tokens: Tokens, at: int, most: int) -> tuple[float, int] | None:
    """Read 52, 17-й, 2 000, 300.000 or 6,6 that begins at a word; return its value and the word behind it."""
    found = _DIGITS.match(tokens.words[at])
    if found is None:
        return None
    digits, end = found[0], at + 1
    is_whole = digits == tokens.words[at]
    while is_whole and end < most and tokens.words[end].isdecimal():
        between = tokens.gap(end)
        if len(tokens.words[end]) == _GROUP and between in _BETWEEN_GROUPS:
            digits += tokens.words[end]
            end += 1
        elif between in (".", ",") and len(tokens.words[end]) <= _MOST_DECIMALS and end == at + 1:
            return float(f"{digits}.{tokens.words[end]}"), end + 1
        else:
            break
    return float(digits), end


def _in_words(senses: Senses, at: int) -> tuple[float, int] | None:
    """Add up the words of a number: each must be smaller than the last zero of those before it."""
    if not _part(senses[at]):
        return None
    value, room, end = 0.0, 0, at
    while end < len(senses) and (part := _part(senses[end])) and (end == at or part < room):
        value += part
        room = next((room for least, room in _ROOM if part >= least), 0)
        end += 1
    return value, end


def _part(sense: Sense | None) -> float:
    return float(sense.key) if sense is not None and sense.kind == "number" else 0


def _exponent(senses: Senses, end: int) -> int:
    sense = senses[end] if end < len(senses) else None
    return _EXPONENTS.get(sense.key, 0) if sense is not None else 0


def _counted(senses: Senses, end: int) -> tuple[str, ...]:
    behind = [sense for sense in senses[end : end + _REACH] if sense is not None]
    kinds = [sense.kind for sense in behind]
    things = (sense.key for sense in behind if sense.kind in ("subject", "unit"))
    found = list(dict.fromkeys(PEOPLE if thing in _PERSONS else thing for thing in things))[:_MOST_COUNTED]
    if "place" in kinds and not {"subject", "unit"} & set(kinds[: kinds.index("place")]):
        place = behind[kinds.index("place")].key
        return tuple(thing + OF + place for thing in found or [PEOPLE])
    return tuple(found)
