"""Every way to write a query wrong has its message, with the place and what to write instead."""

import pytest
from query_parts import matcher

from monitor.errors import QueryError
from monitor.model.topics import WordList
from monitor.query.check import mistakes_in
from monitor.query.format import format_query
from monitor.query.lists import read_lists
from monitor.query.parse import parse

NAME_KEYS = {"lukashenka", "tsikhanouski"}
TOPIC_KEYS = {"sanctions", "releases"}
LIST_KEYS = {"contact", "prison"}

FOLLOW = "; write a word, a phrase or a group after it, or leave it out."
FIELDS = "Fields are title, lead, text, source, group, lang, author, url, tag, country."
EVIDENCE = "is no evidence. Put beside it, with AND, what must be there."
WILD = "would match nearly every word; a wildcard needs at least two letters or digits."
DASH = "A dash means NOT only right before a word; write NOT, or join a compound without blanks."
NO_DISTANCE = (
    "is no distance; write NEAR/5 (words, 1 to 255), NEAR/s (one sentence) or NEAR/p (one paragraph)."
)
GLUED = "is no distance; leave a blank before the word: NEAR/5 us."
UNCLOSED = "This quote is never closed; write the closing quote after the phrase."
EMPTY_GROUP = "This group is empty; write a query between the parentheses, or leave them out."
CLOSES_NOTHING = "This ) closes nothing; leave it out, or write ( where the group begins."
NEVER_CLOSED = "This ( is never closed; write ) where the group ends."
EMPTY = "The query is empty; write at least one word."
NO_PLACE = "has no place of its own to be near to; NEAR takes words, phrases, names and groups of OR."
ATLEAST = "atleast needs a number from 1 to 255; write, for three hits, atleast3(...)."

COMMA = "A comma stands only between the words of a list; write OR, or put the words in quotes."
MALFORMED = [
    # nothing there
    ("", 0, 1, EMPTY),
    ("   ", 0, 3, EMPTY),
    ("# only a comment", 0, 16, EMPTY),
    # groups
    ("(a OR b", 0, 1, NEVER_CLOSED),
    ("a AND (b OR (c", 12, 13, NEVER_CLOSED),
    ("(a AND (b OR c)", 0, 1, NEVER_CLOSED),
    ("a OR b)", 6, 7, CLOSES_NOTHING),
    (")", 0, 1, CLOSES_NOTHING),
    ("()", 0, 2, EMPTY_GROUP),
    ("a AND ( )", 6, 9, EMPTY_GROUP),
    ("cs()", 2, 4, EMPTY_GROUP),
    ("(OR a)", 1, 3, "A group cannot begin with `OR`; write a word before it, or leave it out."),
    # operators
    ("OR a", 0, 2, "A query cannot begin with `OR`; write a word before it, or leave it out."),
    ("NEAR/5 a", 0, 6, "A query cannot begin with `NEAR/5`; write a word before it, or leave it out."),
    ("a OR", 2, 4, f"Nothing follows `OR`{FOLLOW}"),
    ("a AND", 2, 5, f"Nothing follows `AND`{FOLLOW}"),
    ("a NEAR/3", 2, 8, f"Nothing follows `NEAR/3`{FOLLOW}"),
    ("NOT", 0, 3, f"Nothing follows `NOT`{FOLLOW}"),
    ("=", 0, 1, f"Nothing follows `=`{FOLLOW}"),
    ("(a OR)", 5, 6, "Nothing follows `OR` before this ); write a word or group after it, or leave it out."),
    ("a OR OR b", 5, 7, "`OR` cannot follow `OR`; write a word between them, or leave one of them out."),
    ("a AND OR b", 6, 8, "`OR` cannot follow `AND`; write a word between them, or leave one of them out."),
    ("a | | b", 4, 5, "`|` cannot follow `|`; write a word between them, or leave one of them out."),
    (
        "a NEAR/3 AND b",
        9,
        12,
        "`AND` cannot follow `NEAR/3`; write a word between them, or leave one of them out.",
    ),
    (
        "=(a)",
        1,
        2,
        '`=` takes one word or phrase, not `(`; write, for instance, =sanctions or ="state visit".',
    ),
    (
        "=@lukashenka",
        1,
        12,
        '`=` takes one word or phrase, not `@lukashenka`; write, for instance, =sanctions or ="state visit".',
    ),
    # distances and numbers
    ("a NEAR/0 b", 2, 8, "`NEAR/0` leaves no room; NEAR/1 lets one word between, a phrase none."),
    ("a ONEAR/00 b", 2, 10, "`ONEAR/00` leaves no room; ONEAR/1 lets one word between, a phrase none."),
    ("a NEAR/999 b", 2, 10, f"`NEAR/999` {NO_DISTANCE}"),
    ("a NEAR/256 b", 2, 10, f"`NEAR/256` {NO_DISTANCE}"),
    ("a NEAR/00099999 b", 2, 15, f"`NEAR/00099999` {NO_DISTANCE}"),
    ("a NEAR/-1 b", 2, 9, f"`NEAR/-1` {NO_DISTANCE}"),
    ("a NEAR/word b", 2, 11, f"`NEAR/word` {NO_DISTANCE}"),
    ("a NEAR/ b", 2, 7, f"`NEAR/` {NO_DISTANCE}"),
    ("a NEAR/", 2, 7, f"`NEAR/` {NO_DISTANCE}"),
    ("a NEAR/5us b", 2, 10, f"`NEAR/5us` {GLUED}"),
    ("a NEAR/5us", 2, 10, f"`NEAR/5us` {GLUED}"),
    ("NEAR/5us", 0, 8, f"`NEAR/5us` {GLUED}"),
    ('(a NEAR/5us) "', 3, 11, f"`NEAR/5us` {GLUED}"),
    ("a) NEAR/5us b", 1, 2, CLOSES_NOTHING),
    ("a NOT ONEAR/5 b", 2, 13, "There is no NOT ONEAR; write NOT NEAR."),
    ("atleast(a)", 0, 7, ATLEAST),
    ("atleast0(a)", 0, 8, ATLEAST),
    ("atleast256(a)", 0, 10, ATLEAST),
    (
        "a near/5 b",
        6,
        7,
        "`/` belongs to NEAR/5 and ONEAR/5, in capitals; to search for it, put the words in quotes.",
    ),
    # quotes
    ('"prime minister', 0, 1, UNCLOSED),
    ('a "b" "', 6, 7, UNCLOSED),
    ("„Мінск", 0, 1, UNCLOSED),
    ("«Мінск“", 0, 1, UNCLOSED),
    ('""', 0, 2, "There is no word between these quotes; write the words of the phrase."),
    ('"!?."', 0, 5, f"`?` {WILD} For any word in between, use ONEAR/1."),
    ("'prime minister'", 0, 1, 'Phrases stand in double quotes: "prime minister".'),
    # wildcards
    ("*", 0, 1, f"`*` {WILD}"),
    ("a*", 0, 2, f"`a*` {WILD}"),
    ("b AND ?a?", 6, 9, f"`?a?` {WILD}"),
    ('"release * prisoners"', 0, 21, f"`*` {WILD} For any word in between, use ONEAR/1."),
    ("=sanct*", 0, 7, "`=` and wildcards exclude each other; leave out `=` or write `sanct*` in full."),
    # fields and facts
    ("titel:a", 0, 6, f"`titel:` is no field. Did you mean `title`? {FIELDS}"),
    ("foo:a", 0, 4, f"`foo:` is no field. {FIELDS}"),
    ("title: a", 0, 6, "Nothing stands after `title:`; write what to look for right after the colon."),
    ("source:", 0, 7, "Nothing stands after `source:`; write what to look for right after the colon."),
    ('author:""', 0, 9, "Nothing stands after `author:`; write the value right after the colon."),
    ("lang:russian", 0, 12, "`lang:` takes a code of two letters, such as `lang:ru`."),
    ("country:Belarus", 0, 15, "`country:` takes a code of two letters, such as `country:BY`."),
    ("12:30", 0, 3, '`:` is no part of a word; write a blank, or put the words in quotes: "12:30".'),
    ("title:NOT a", 6, 9, "`NOT` cannot follow `title:`; write NOT before the field: NOT title:word."),
    (
        "title:source:belta",
        6,
        18,
        "`source:belta` cannot stand inside title:; it takes words, phrases, names and groups of them.",
    ),
    (
        "title:(a OR text:b)",
        12,
        18,
        "`text:b` cannot stand inside title:; it takes words, phrases, names and groups of them.",
    ),
    (
        "lead:#sanctions",
        5,
        15,
        "`#sanctions` cannot stand inside lead:; it takes words, phrases, names and groups of them.",
    ),
    (
        "lang:(ru OR be)",
        0,
        5,
        "`lang:` takes one value, not a group; write (lang:a OR lang:b), with the field before each.",
    ),
    ('tag:"a', 4, 5, UNCLOSED),
    ("title :a", 6, 7, "A field and its colon stand right before what is looked for: title:word."),
    # names and topics
    ("@lukash*", 0, 8, "There is no name `@lukash*`. Did you mean `@lukashenka`?"),
    ("@lukashenko", 0, 11, "There is no name `@lukashenko`. Did you mean `@lukashenka`?"),
    ("a OR @nobody", 5, 12, "There is no name `@nobody`. Names are defined in names.toml."),
    ("#sanction", 0, 9, "There is no topic `#sanction`. Did you mean `#sanctions`?"),
    ("#weather", 0, 8, "There is no topic `#weather`. Topics are defined in topics.toml."),
    ("@ lukashenka", 0, 1, "A name's key must follow @ at once, as in @lukashenka."),
    ("#(a)", 0, 1, "A topic's key must follow # at once, as in #sanctions; a comment needs a blank after #."),
    # lists
    ("a OR $contct", 5, 12, "There is no list `$contct`. Did you mean `$contact`?"),
    ("$weather", 0, 8, "There is no list `$weather`. Lists are defined in topics.toml, under [words]."),
    ("$ contact", 0, 1, "A list's key must follow $ at once, as in $contact."),
    (
        "cs($contact)",
        3,
        11,
        "`$contact` cannot stand inside cs(); it takes words, phrases and groups of them.",
    ),
    (
        "NOT $contact",
        0,
        12,
        f"This could match an item that has nothing of what the query asks for: `NOT $contact` {EVIDENCE}",
    ),
    ("a, b", 1, 2, COMMA),
    ("(a, b)", 2, 3, COMMA),
    ("$conta?t", 0, 8, "There is no list `$conta?t`. Did you mean `$contact`?"),
    # stray characters
    ('"a b"~5', 5, 6, "There is no `~`; for words near each other write a NEAR/5 b."),
    ("[a TO b]", 0, 1, "Groups stand in round parentheses: (a OR b)."),
    ("{a}", 0, 1, "Groups stand in round parentheses: (a OR b)."),
    ("a - b", 2, 3, DASH),
    ("a — b", 2, 3, DASH),
    ("a-", 1, 2, DASH),
    ("--a", 1, 2, DASH),
    ("+a", 0, 1, "There is no `+`; a blank between two words already asks for both."),
    ("U.S.", 1, 2, '`.` is no part of a word; write a blank, or put the words in quotes: "U.S.".'),
    (
        "snake_case",
        5,
        6,
        '`_` is no part of a word; write a blank, or put the words in quotes: "snake_case".',
    ),
    ("a → b", 2, 3, "`→` means nothing here; delete it."),
    ("a\x07b", 1, 2, "Here stands an invisible control character (U+0007); delete it."),
    ('"a\x00b"', 2, 3, "Here stands an invisible control character (U+0000); delete it."),
    ("a \u202eb", 2, 3, "Here stands an invisible control character (U+202E); delete it."),
    (
        "within5(a)",
        0,
        8,
        "`within5(` is nothing the language knows; leave a blank before ( to ask for both, "
        "or use atleast3(...) or cs(...).",
    ),
    # evidence
    (
        "NOT a",
        0,
        5,
        f"This could match an item that has nothing of what the query asks for: `NOT a` {EVIDENCE}",
    ),
    (
        "-a !b",
        0,
        2,
        f"This could match an item that has nothing of what the query asks for: `NOT a` {EVIDENCE}",
    ),
    (
        "(a AND NOT b) OR NOT c",
        17,
        22,
        f"This could match an item that has nothing of what the query asks for: `NOT c` {EVIDENCE}",
    ),
    (
        "NOT NOT a",
        0,
        9,
        f"This could match an item that has nothing of what the query asks for: `NOT NOT a` {EVIDENCE}",
    ),
    # what cannot be near, counted or case-sensitive
    ("(a AND b) NEAR/5 c", 1, 8, f"`a AND b` {NO_PLACE}"),
    ("a NEAR/5 NOT b", 9, 14, f"`NOT b` {NO_PLACE}"),
    ("a NEAR/5 lang:ru", 9, 16, f"`lang:ru` {NO_PLACE}"),
    ("a NEAR/5 atleast2(b)", 9, 20, f"`atleast2(b)` {NO_PLACE}"),
    ("a NEAR/5 (b OR #sanctions)", 15, 25, f"`#sanctions` {NO_PLACE}"),
    (
        "atleast2(lang:ru)",
        9,
        16,
        "`lang:ru` has no hits to count; atleast takes words, phrases, names and groups of them.",
    ),
    (
        "cs(@lukashenka)",
        3,
        14,
        "`@lukashenka` cannot stand inside cs(); it takes words, phrases and groups of them.",
    ),
]


def first_mistake(query: str) -> QueryError:
    try:
        return next(mistakes_in(parse(query), names=NAME_KEYS, topics=TOPIC_KEYS, lists=LIST_KEYS))
    except QueryError as error:
        return error


@pytest.mark.parametrize(
    ("query", "start", "end", "message"), MALFORMED, ids=[repr(row[0]) for row in MALFORMED]
)
def test_a_malformed_query_is_refused_with_place_and_remedy(query, start, end, message):
    error = first_mistake(query)
    assert (str(error), error.start, error.end) == (message, start, end)


IN_LIST = "cannot stand in a list; it takes words, phrases in quotes and names, with commas between."
WRONG_LISTS = [
    ("", 0, 1, "The query is empty; write at least one word."),
    ("a,, b", 2, 3, "`,` cannot follow `,`; write a word between them, or leave one of them out."),
    (", a", 0, 1, "A query cannot begin with `,`; write a word before it, or leave it out."),
    (
        "a, (b, c)",
        5,
        6,
        "A comma stands only between the words of a list; write OR, or put the words in quotes.",
    ),
    ("a, phone call", 3, 13, f"`phone AND call` {IN_LIST}"),
    ("a, NOT b", 3, 8, f"`NOT b` {IN_LIST}"),
    ("a, lang:ru", 3, 10, f"`lang:ru` {IN_LIST}"),
    ("a, #sanctions", 3, 13, f"`#sanctions` {IN_LIST}"),
    ("title:a", 0, 7, f"`title:a` {IN_LIST}"),
    ("a, atleast2(b)", 3, 14, f"`atleast2(b)` {IN_LIST}"),
    ("a, @lukashenko", 3, 14, "There is no name `@lukashenko`. Did you mean `@lukashenka`?"),
    ("a, $b", 3, 5, "There is no list `$b`. Lists are defined in topics.toml, under [words]."),
    ("a, b NEAR/0 c", 5, 11, "`NEAR/0` leaves no room; NEAR/1 lets one word between, a phrase none."),
    ('a, "b', 3, 4, UNCLOSED),
]


@pytest.mark.parametrize(("line", "start", "end", "message"), WRONG_LISTS)
def test_a_malformed_list_is_refused_with_place_and_remedy(line, start, end, message):
    lists = [WordList(key="talks", lines=(("en", "x"), ("be", line)))]
    (mistake,) = read_lists(lists, names=NAME_KEYS).mistakes
    assert (mistake.key, mistake.line) == ("talks", "be")
    assert (str(mistake.error), mistake.error.start, mistake.error.end) == (message, start, end)


def test_a_list_may_end_in_a_comma_hold_comments_and_stand_on_lines():
    text = 'a, "b c",  # both\n @lukashenka, (d NEAR/2 e), cs(US) OR f,'
    (found,) = read_lists([WordList(key="talks", lines=(("en", text),))], names=NAME_KEYS).words.values()
    assert format_query(found) == 'a OR "b c" OR @lukashenka OR d NEAR/2 e OR cs(US) OR f'


def test_a_matcher_refuses_a_wrong_topic_and_names_it():
    with pytest.raises(QueryError) as caught:
        matcher(fine="a", wrong="a OR")
    assert caught.value.__notes__ == ["in the query of topic wrong"]
