"""What is wrong with a query that the grammar refuses, and what to write instead."""

import re
from collections import deque
from collections.abc import Iterable
from itertools import takewhile
from typing import cast

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from monitor.errors import QueryError
from monitor.query.grammar import DASHES, QUOTES
from monitor.query.nearest import did_you_mean

FIELDS = ("title", "lead", "text", "source", "group", "lang", "author", "url", "tag", "country")
_FACTS = FIELDS[3:]
_UNCLOSED = "This quote is never closed; write the closing quote after the phrase."
_EMPTY_GROUP = "This group is empty; write a query between the parentheses, or leave them out."
_CLOSES_NOTHING = "This ) closes nothing; leave it out, or write ( where the group begins."
_COMMA = "A comma stands only between the words of a list; write OR, or put the words in quotes."
_OPERATORS = ("_AND", "_OR", "NEAR")
#: Terminals behind which something must stand.
_TAKES_ONE = {"_NOT", "FIELD", "EQUAL", "_COMMA", *_OPERATORS}
#: What belongs to a word before a stray character, and behind it.
_BEFORE = re.compile(r"[\w-]*\Z")
_AFTER = re.compile(r"\A[^\s()\"]*")
#: What is said of a character that can begin nothing.
_STRAY = {
    "@": "A name's key must follow @ at once, as in @lukashenka.",
    "#": "A topic's key must follow # at once, as in #sanctions; a comment needs a blank after #.",
    "$": "A list's key must follow $ at once, as in $contact.",
    "'": 'Phrases stand in double quotes: "prime minister".',
    "+": "There is no `+`; a blank between two words already asks for both.",
    "~": "There is no `~`; for words near each other write a NEAR/5 b.",
    "[": "Groups stand in round parentheses: (a OR b).",
    "{": "Groups stand in round parentheses: (a OR b).",
    ":": "A field and its colon stand right before what is looked for: title:word.",
    "/": "`/` belongs to NEAR/5 and ONEAR/5, in capitals; to search for it, put the words in quotes.",
}


def unreadable(text: str, error: UnexpectedCharacters) -> QueryError:
    """Explain a character at which no word or operator can begin."""
    place = cast(int, error.pos_in_stream)
    sign, rest = text[place], text[place + 1 :]
    if sign in QUOTES:
        return QueryError(_UNCLOSED, start=place)
    called = re.match(r"\w+(?=[(:])", text[place:])
    if called and text[place + called.end()] == "(":
        said = (
            f"`{called[0]}(` is nothing the language knows; leave a blank before ( to ask for both, "
            "or use atleast3(...) or cs(...)."
        )
        return QueryError(said, start=place, end=place + called.end() + 1)
    if called:
        return _unknown_field(called[0], place, rest=text[place + called.end() + 1 :])
    return QueryError(_stray(sign, rest, text[:place]), start=place)


def unexpected(text: str, error: UnexpectedToken, tokens: Iterable[Token]) -> QueryError:
    """Explain a word or operator that cannot stand where it does."""
    token = error.token
    if token.type == "$END":
        return _at_the_end(text, list(tokens))
    start, end = cast(int, token.start_pos), cast(int, token.end_pos)
    before = _last(takewhile(lambda each: cast(int, each.start_pos) < start, tokens))
    if token.type == "_COMMA" and before is not None and before.type not in (*_TAKES_ONE, "_COMMA"):
        return QueryError(_COMMA, start=start)
    if before is not None and before.type in _TAKES_ONE:
        return QueryError(_nothing_between(before, token), start=start, end=end)
    if token.type == "RPAR":
        if before is not None and before.type == "LPAR":
            return QueryError(_EMPTY_GROUP, start=cast(int, before.start_pos), end=end)
        return QueryError(_CLOSES_NOTHING, start=start)
    where = "A query" if before is None else "A group"
    said = f"{where} cannot begin with `{token}`; write a word before it, or leave it out."
    return QueryError(said, start=start, end=end)


def not_in_a_word(sign: str, around: str) -> str:
    """Say that a character is no part of a word."""
    return f'`{sign}` is no part of a word; write a blank, or put the words in quotes: "{around}".'


def _last(tokens: Iterable[Token]) -> Token | None:
    return next(iter(deque(tokens, maxlen=1)), None)


def _at_the_end(text: str, tokens: list[Token]) -> QueryError:
    before = _last(tokens)
    if before is None:
        return QueryError("The query is empty; write at least one word.", start=0, end=len(text) or 1)
    if before.type in _TAKES_ONE:
        said = f"Nothing follows `{before}`; write a word, a phrase or a group after it, or leave it out."
        return QueryError(said, start=cast(int, before.start_pos), end=before.end_pos)
    unclosed: list[int] = []
    for token in tokens:
        if token.type == "LPAR":
            unclosed.append(cast(int, token.start_pos))
        elif token.type == "RPAR":
            unclosed.pop()
    return QueryError("This ( is never closed; write ) where the group ends.", start=unclosed[-1])


def _nothing_between(before: Token, token: Token) -> str:
    if before.type == "EQUAL":
        return (
            f'`=` takes one word or phrase, not `{token}`; write, for instance, =sanctions or ="state visit".'
        )
    if before.type == "FIELD" and token.type == "_NOT":
        return f"`{token}` cannot follow `{before}`; write NOT before the field: NOT {before}word."
    if token.type == "RPAR":
        return f"Nothing follows `{before}` before this ); write a word or group after it, or leave it out."
    return f"`{token}` cannot follow `{before}`; write a word between them, or leave one of them out."


def _unknown_field(name: str, start: int, *, rest: str) -> QueryError:
    end = start + len(name) + 1
    if name.lower() in _FACTS and rest.startswith("("):
        either = f"({name}:a OR {name}:b)"
        said = f"`{name}:` takes one value, not a group; write {either}, with the field before each."
    elif name.lower() in _FACTS and rest and rest[0] in QUOTES:
        return QueryError(_UNCLOSED, start=end)
    elif name.lower() in FIELDS:
        said = f"Nothing stands after `{name}:`; write what to look for right after the colon."
    elif name[0].isdigit():
        said = not_in_a_word(":", f"{name}:{_part(_AFTER, rest)}")
    else:
        said = f"`{name}:` is no field.{did_you_mean(name, FIELDS)} Fields are {', '.join(FIELDS)}."
    return QueryError(said, start=start, end=end)


def _stray(sign: str, rest: str, before: str) -> str:
    if sign in DASHES:
        return "A dash means NOT only right before a word; write NOT, or join a compound without blanks."
    if sign in _STRAY:
        return _STRAY[sign]
    if not rest or rest[0].isspace():
        return f"`{sign}` means nothing here; delete it."
    return not_in_a_word(sign, f"{_part(_BEFORE, before)}{sign}{_part(_AFTER, rest)}")


def _part(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
