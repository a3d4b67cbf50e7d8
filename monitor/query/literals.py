"""The pieces of a query that the grammar takes whole: distances, counts, quoted text and facts."""

import re
from typing import cast

from lark import Token

from monitor.errors import QueryError
from monitor.query.grammar import DASHES, QUOTES
from monitor.query.mistakes import not_in_a_word
from monitor.query.nodes import Fact, FactField, Unit
from monitor.words.folding import APOSTROPHES, INVISIBLE

#: The widest NEAR and the highest atleast.
LARGEST_NUMBER = 255
#: What NEAR without a number means.
USUAL_DISTANCE = 5

_LEVEL = str.maketrans(
    dict.fromkeys(DASHES, "-") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(INVISIBLE, "")
)
_VISIBLE = str.maketrans("", "", INVISIBLE)
_NUMBER = re.compile("0*([0-9]{1,3})")
#: A distance, and a word right behind it.
_GLUED = re.compile(r"([0-9]{1,3})([^\W\d_].*)")
_CODE = re.compile("[A-Za-z]{2,3}")


def word_text(token: Token) -> str:
    """Return a word with plain hyphens and apostrophes."""
    if "_" in token:
        place = cast(int, token.start_pos) + token.index("_")
        raise QueryError(not_in_a_word("_", str(token)), start=place)
    return token.translate(_LEVEL)


def unquoted(text: str) -> str:
    """Return what stands between quotes, or the text itself, with single blanks and nothing invisible."""
    return " ".join(re.sub(f"[{QUOTES}]", " ", text.translate(_VISIBLE)).split())


def distance(operator: Token) -> int | Unit:
    """Return how near a proximity operator asks for."""
    name, slash, given = operator.partition("/")
    if "NOT" in name and "ONEAR" in name:
        raise refused(operator, "There is no NOT ONEAR; write NOT NEAR.")
    if not slash:
        return USUAL_DISTANCE
    if given in ("s", "p"):
        return cast(Unit, given)
    number = _number(given)
    if 1 <= number <= LARGEST_NUMBER:
        return number
    if number == 0:
        text = f"`{operator}` leaves no room; {name}/1 lets one word between, a phrase none."
    elif glued := _GLUED.fullmatch(given):
        text = f"`{operator}` is no distance; leave a blank before the word: {name}/{glued[1]} {glued[2]}."
    else:
        text = (
            f"`{operator}` is no distance; write {name}/5 (words, 1 to {LARGEST_NUMBER}), "
            f"{name}/s (one sentence) or {name}/p (one paragraph)."
        )
    raise refused(operator, text)


def count(operator: Token) -> int:
    """Return the number of atleast."""
    number = _number(re.sub("[^0-9]", "", operator))
    if not 1 <= number <= LARGEST_NUMBER:
        text = f"atleast needs a number from 1 to {LARGEST_NUMBER}; write, for three hits, atleast3(...)."
        raise refused(operator, text)
    return number


def fact(token: Token) -> Fact:
    """Return what `source:belta` and its kin ask for."""
    name, _, given = token.partition(":")
    field, value = cast(FactField, name.lower()), unquoted(given)
    if not value:
        raise refused(token, f"Nothing stands after `{field}:`; write the value right after the colon.")
    if field in ("lang", "country") and not _CODE.fullmatch(value):
        example = "lang:ru" if field == "lang" else "country:BY"
        raise refused(token, f"`{field}:` takes a code of two letters, such as `{example}`.")
    return Fact(field=field, value=value, start=cast(int, token.start_pos), end=cast(int, token.end_pos))


def refused(token: Token, text: str) -> QueryError:
    """Return an error at the place of a token."""
    return QueryError(text, start=cast(int, token.start_pos), end=token.end_pos)


def _number(given: str) -> int:
    """Return a number of up to three digits; -1 for anything else."""
    found = _NUMBER.fullmatch(given)
    return int(found[1]) if found else -1
