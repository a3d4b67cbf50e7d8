"""Which topics an item can match is told by its words alone."""

from functools import reduce
from operator import or_

import pytest

from monitor.query.candidates import Candidates
from monitor.query.clauses import Clauses
from monitor.query.compile import Compiler
from monitor.query.lists import read_lists
from monitor.query.order import in_order_of_need
from monitor.query.parse import parse

#: More pairs than ways of one topic are told apart.
PAIRS = " OR ".join(f"(first{n} second{n})" for n in range(59))
TOPICS = {
    "either": "(alpha beta) OR (gamma delta)",
    "within": "omega ((alpha beta) OR (gamma NEAR delta) OR epsilon)",
    "elsewhere": "#either omega",
    "phrases": "(kappa NEAR lambda) OR (theta NEAR iota)",
    "lead": "(lead:mu OR title:nu OR lang:en) text:xi",
    "many": f"(zeta eta) OR (rho ({PAIRS})) OR (sigma ((tau phi) OR (chi psi)))",
}


def candidates(*words: str, below: tuple[str, ...] = ()) -> set[str]:
    lists = read_lists((), names=())
    trees = {key: lists.put_in(parse(query)) for key, query in TOPICS.items()}
    keys = in_order_of_need(trees)
    compiler = Compiler({key: number for number, key in enumerate(keys)})
    made = Candidates([compiler.compile(trees[key]) for key in keys], list(compiler.terms))
    masks = {term.text: made.masks[number] for term, number in compiler.terms.items()}
    lead, others = (reduce(or_, [masks[word] for word in each], 0) for each in (words, below))
    found = made.find(lead, below=others)
    return {key for number, key in enumerate(keys) if found >> number & 1}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ""),
        ("omega", ""),
        ("alpha beta", "either"),
        ("gamma delta", "either"),
        ("epsilon omega", "within"),
        ("alpha beta omega", "either within elsewhere"),
        ("gamma delta omega", "either within elsewhere"),
        ("kappa lambda", "phrases"),
        ("zeta eta", "many"),
        ("rho first1 second1", "many"),
        ("sigma chi psi", "many"),
    ],
)
def test_a_topic_can_match_that_has_a_word_of_each_clause(words: str, expected: str) -> None:
    assert candidates(*words.split()) == set(expected.split())


def test_a_word_asked_for_in_the_lead_must_stand_there() -> None:
    for asked in ("mu", "nu"):
        assert candidates(asked, below=("xi",)) == {"lead"}
        assert candidates(below=(asked, "xi")) == set()
    assert candidates("lang:en", below=("xi",)) == {"lead"}


@pytest.mark.parametrize(
    "words",
    [
        "alpha delta omega",
        "beta gamma omega",
        "alpha gamma omega",
        "kappa iota",
        "zeta rho first1",
        "zeta sigma tau second2",
    ],
)
def test_words_of_different_alternatives_do_not_add_up(words: str) -> None:
    assert candidates(*words.split()) == set()


def test_a_clause_is_one_number_wherever_it_is_asked_for_and_a_single_term_itself() -> None:
    clauses = Clauses()
    seven, either, other = (clauses.number(frozenset(each)) for each in ([7], [3, 4], [4, 5]))
    assert (seven, clauses.number(frozenset([4, 3]))) == (7, either)
    assert max(either, other) < 0
    assert {term: set(held) for term, held in clauses.of.items()} == {
        3: {either},
        4: {either, other},
        5: {other},
    }
