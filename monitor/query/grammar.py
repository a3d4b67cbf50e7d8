"""The grammar of the query language, for lark."""

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.words import folding
from monitor.words.boundaries import MARKS, UNSPACED

if TYPE_CHECKING:
    from lark import Lark

QUOTES = '"„“”‟＂«»'
DASHES = "-‐‑‒–—―−－"
#: A word as typed; wildcards are letters here, and what the letters are worth is judged later.
_RUN = rf"[\w*?{UNSPACED}][\w*?{MARKS}{UNSPACED}]*+"
WORD = rf"{_RUN}(?:[{re.escape(folding.APOSTROPHES + DASHES)}]{_RUN})*"
#: An operator ends where no word can go on.
_END = rf"(?![\w*?:{re.escape(folding.APOSTROPHES + DASHES)}])"
_PHRASE = r"[\"„“”‟＂][^\"“”‟＂]*[\"“”‟＂]|«[^»]*»|»[^«]*«"
_FACTS = "source|group|lang|author|url|tag|country"

_GRAMMAR = rf"""
start: either
alternatives: either (_COMMA either)* _COMMA?
?either: both (_OR both)*
?both: near (_AND? near)*
?near: unary
    | near NEAR unary -> proximity
?unary: primary
    | _NOT unary -> negation
?primary: WORD -> word
    | PHRASE -> phrase
    | "=" WORD -> exact_word
    | "=" PHRASE -> exact_phrase
    | NAME -> name
    | TOPIC -> topic
    | LIST -> word_list
    | FACT -> fact
    | "(" either ")" -> group
    | FIELD primary -> field
    | CASE "(" either ")" -> case
    | ATLEAST "(" either ")" -> at_least

COMMENT.20: /#(?=\s|\Z)[^\n]*/
BLANK.20: /[\s{folding.INVISIBLE}]+/
PHRASE.15: /{_PHRASE}/
ATLEAST.12: /(?i:atleast)\s*\d*\s*(?=\()/
CASE.12: /(?i:cs)\s*(?=\()/
NEAR.11: /(?:NOT\s+)?O?NEAR(?:\/[^\s(){QUOTES}]*)?{_END}/
_AND.10: /AND{_END}|&&?/
_OR.10: /OR{_END}|\|\|?/
_NOT.10: /NOT{_END}|!|(?<![^\s(|&!])[{re.escape(DASHES)}](?=\S)/
FACT.9: /(?i:{_FACTS}):(?:{_PHRASE}|[^\s(){QUOTES}]+)/
FIELD.9: /(?i:title|lead|text):(?=\S)/
NAME.9: /@[\w.\-*?]+/
TOPIC.9: /#[\w.\-*?]+/
LIST.9: /\$[\w.\-*?]+/
_COMMA.9: ","
WORD.1: /{WORD}(?![(:])/
%ignore COMMENT
%ignore BLANK
"""


@cache
def parser() -> "Lark":
    """Return the one parser; it is made when the first query is read, because lark is slow to load."""
    from lark import Lark

    # The contextual lexer would accept `a OR OR b`: where only a word can stand, it reads OR as one.
    return Lark(
        _GRAMMAR,
        start=["start", "alternatives"],
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        maybe_placeholders=False,
    )
