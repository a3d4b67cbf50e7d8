"""Random queries and texts of few words, so that they often meet."""

from hypothesis import strategies as st

from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    Fact,
    In,
    ListRef,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TopicRef,
    Word,
)

VOCABULARY = [
    "us",
    "US",
    "Belarus",
    "minsk",
    "sanction",
    "sanctions",
    "Sanctioned",
    "санкции",
    "Łukaszenka",
    "п'ять",
]
GLOBS = ["sanc*", "*tion", "s*t*n", "?инск", "*an*", "m??sk", "us?", "са*ии", "sanction*"]
NAMES = ["lukashenka", "minsk"]

_words = st.builds(Word, text=st.sampled_from([*VOCABULARY, "us-belarus"]), is_exact=st.booleans())
_globs = st.builds(Word, text=st.sampled_from(GLOBS))
_phrases = st.builds(
    Phrase,
    text=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join),
    is_exact=st.booleans(),
)
_glob_phrases = st.builds(
    Phrase, text=st.tuples(st.sampled_from(GLOBS), st.sampled_from(VOCABULARY)).map(" ".join)
)
_names = st.builds(NameRef, key=st.sampled_from(NAMES))
_cased = st.builds(CaseSensitive, part=st.one_of(_words, _globs, _phrases))
_lists = st.builds(ListRef, key=st.sampled_from(["places", "measures"]))
_leaves = st.one_of(_words, _words, _globs, _phrases, _glob_phrases, _names, _cased, _lists)
_within = st.one_of(st.integers(1, 4), st.sampled_from(["s", "p"]))


def _flat(kind: type[Node], parts: list[Node]) -> Node:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return kind(parts=tuple(flat))


def _nears(operands: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Near, left=operands, right=operands, within=_within, is_ordered=st.booleans()),
        st.builds(Near, left=operands, right=operands, within=_within, is_negated=st.just(True)),
        st.lists(operands, min_size=2, max_size=3).map(lambda parts: _flat(Or, parts)),
    )


operands = st.recursive(_leaves, _nears, max_leaves=5)
_fields = st.sampled_from(["title", "lead", "text"])
_counted = st.builds(AtLeast, count=st.integers(1, 3), part=operands)
_facts = st.sampled_from(
    [Fact(field="lang", value="en"), Fact(field="lang", value="ru"), Fact(field="source", value="belta"),
     Fact(field="url", value="News"), Fact(field="author", value="A B"), Fact(field="tag", value="Politics")]
)  # fmt: skip
_atoms = st.one_of(operands, operands, st.builds(In, field=_fields, part=operands), _counted, _facts)


def _logic(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda each: _flat(And, each)),
        st.lists(parts, min_size=2, max_size=3).map(lambda each: _flat(Or, each)),
        st.builds(Not, part=parts),
    )


#: Any query that can be read; it need not ask for evidence.
queries = st.recursive(_atoms, _logic, max_leaves=6)
#: Queries that ask for evidence, so that they may be a topic's.
positive = st.one_of(operands, st.tuples(operands, queries).map(lambda both: _flat(And, list(both))))
#: Queries that may refer to another topic.
referring = st.one_of(
    positive, st.tuples(operands, st.just(TopicRef(key="other"))).map(lambda both: And(parts=both)),
    st.tuples(operands, st.just(Not(part=TopicRef(key="other")))).map(lambda both: And(parts=both)),
)  # fmt: skip

#: Two of these, and a word stands below the lead.
_FAR = " " + "foo " * 28
_separators = st.sampled_from([" ", " ", " ", ", ", ". ", "! ", "\n\n", "-", " - ", _FAR])
_text_words = st.sampled_from(
    [*VOCABULARY, "Minsk", "Alaksandr", "foo", "США", "l'us", "dell'US", "d'sanctions"]
)
texts = st.lists(st.tuples(_text_words, _separators), max_size=14).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
