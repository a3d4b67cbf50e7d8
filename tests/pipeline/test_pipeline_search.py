"""Searching stored items: the index of words only saves work, it never changes the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from nouns import FEED, NOW, an_item

from monitor.errors import QueryError
from monitor.model.feeds import Feed, Source
from monitor.model.topics import Name, Topic, WordList
from monitor.pipeline.search import INDEX_VERSION, QUERY, Search, index_batch, prepare
from monitor.query.match import Matcher
from monitor.store.search import Bounds
from monitor.store.store import Store
from monitor.words.keys import ANY_END, text_keys
from monitor.words.names.index import NameIndex
from monitor.words.stems import RULES, stem
from monitor.words.tokens import tokenise

WORDS = [WordList(key="talks", lines=(("en", "talk, $visits"), ("be", "размова"))),
         WordList(key="visits", lines=(("en", "visit, @minsk, \"state visit\""),))]  # fmt: skip
NAMES = [
    Name(key="lukashenka", kind="person", name="Alaksandr Łukaszenka", also=("Александр Лукашенко",)),
    Name(key="minsk", kind="place", name="Minsk", also=("Минск",)),
]
TOPICS = [
    Topic(key="penalties", name="Penalties", query="sanction OR fine OR =embargo"),
    Topic(key="talks", name="Talks", query="#penalties AND (talk* OR @lukashenka)"),
]
LANGUAGES = [*RULES, "", "ja"]
#: Forms of few words, so that they often meet; among them what folds and cuts in odd ways.
_WRITTEN = """
    sanction sanctions Sanctioned SANCTIONS embargo embargoes fine fines fined talk talks Talking US us U.S.
    санкция санкций санкциями Санкции санкцыі санкцыямі szankcje sankcje sankcji sankcjami sankcijos
    Łukaszenka Łukaszenki Лукашенко Лукашенку Лукашэнку Minsk Минске Мінску Mińsk więźniów więźniowie
    п'ять п’яти don't US-Belarus ещё еще Ёлка naïve Straße STRASSE été ЎЛАДА ўлада ﬁne ⑴ ½ Ⅳ日本 L'État
"""
FORMS = _WRITTEN.split()

leaves = st.one_of(
    st.sampled_from(FORMS),
    st.sampled_from(FORMS).map(lambda form: f'="{form}"'),
    st.sampled_from(FORMS).map(lambda form: f'cs("{form}")'),
    st.tuples(st.sampled_from(FORMS), st.integers(2, 5)).map(lambda cut: f'"{cut[0][: cut[1]]}*"'),
    st.tuples(st.sampled_from(FORMS), st.integers(1, 3)).map(lambda cut: f'cs("{cut[0][: cut[1]]}?*")'),
    st.sampled_from(FORMS).map(lambda form: f'"*{form[1:]}"'),
    st.lists(st.sampled_from(FORMS), min_size=2, max_size=2).map(lambda forms: f'"{" ".join(forms)}"'),
    st.sampled_from(["@lukashenka", "@minsk"]),
)
nears = st.tuples(leaves, st.sampled_from(["NEAR", "ONEAR/9", "NEAR/s", "NOT NEAR/3"]), leaves).map(" ".join)
operands = st.one_of(
    leaves,
    leaves,
    nears.map("({})".format),
    leaves.map("title:{}".format),
    leaves.map("atleast2({})".format),
    st.sampled_from(["lang:ru", "#penalties", "#talks", "source:paper"]),
)
queries = st.recursive(
    operands,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda each: f"({' AND '.join(each)})"),
        st.lists(parts, min_size=2, max_size=4).map(lambda each: f"({' OR '.join(each)})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} NOT {pair[1]})"),
    ),
    max_leaves=7,
)


@pytest.fixture(scope="module")
def archive() -> Iterator[Store]:
    """Items of a few random words in many languages; some of them revised, the oldest not indexed."""
    store, chance = Store.open("sqlite://"), Random(7)
    with store.write() as tx:
        tx.feeds.save_sources([Source(key="paper", name="The Paper")])
        tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
        items = [
            an_item(
                str(n),
                title=" ".join(chance.choices(FORMS, k=2)),
                text=". ".join(chance.choices(FORMS, k=chance.randrange(12))),
                language=chance.choice(LANGUAGES),
            )
            for n in range(250)
        ]
        stored = tx.items.add(FEED, [(item, item.url) for item in items])
        tx.search.save_version(INDEX_VERSION, last_item_id=stored[-1].id)
    assert index_batch(store) == 200
    with store.write() as tx:
        for item in chance.sample(stored, 60):
            text = " ".join(chance.choices(FORMS, k=5))
            tx.items.revise(replace(item, text=text, language=chance.choice(LANGUAGES)), now=NOW)
    yield store
    store.close()


#: Made once: it takes longer than all the rest of a search.
INDICES = {True: NameIndex(NAMES), False: NameIndex(())}


def build(topics: Sequence[Topic], names: Sequence[Name], words: Sequence[WordList]) -> Matcher:
    return Matcher(topics, names, words=words, index=INDICES[bool(names)], stem=stem)


def ready(query: str) -> Search:
    try:
        return prepare(query, topics=TOPICS, names=NAMES, words=WORDS, build=build)
    except QueryError:
        assume(False)
        raise


@settings(max_examples=30)
@given(query=queries)
@example(query="sanction")
@example(query="(sanction AND @minsk) OR #talks")
def test_with_and_without_the_index_the_answers_are_equal(archive: Store, query: str) -> None:
    search = ready(query)
    with archive.read() as tx:
        with_index = list(search.find(tx, Bounds(), now=NOW))
        without = list(replace(search, clauses=()).find(tx, Bounds(), now=NOW))
    assert with_index == without


def test_the_index_does_save_work(archive: Store) -> None:
    with archive.read() as tx:
        every = list(tx.search.find((), Bounds(), version=INDEX_VERSION))
        for query in ("embargoes", "=talks", "cs(US) AND talk*", "#talks", "@minsk", '"fine talk"'):
            ids = list(tx.search.find(ready(query).clauses, Bounds(), version=INDEX_VERSION))
            # Those that are not indexed yet are candidates for everything.
            assert 50 < len(ids) < len(every) - 50, query


@settings(max_examples=150)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    language=st.sampled_from(LANGUAGES),
    shape=st.sampled_from(['"{}"', '="{}"', 'cs("{}")', '"{}*"', 'cs("{}*")', '"{}" AND NOT nothing']),
    cut=st.integers(0, 4),
)
@example(text="ŉ", language="", shape='cs("{}")', cut=0)
@example(text="Ёѐ̆лка", language="ru", shape='cs("{}*")', cut=1)
@example(text="각하", language="", shape='"{}*"', cut=0)
def test_whatever_a_word_is_made_of_its_item_is_a_candidate(
    text: str, language: str, shape: str, cut: int
) -> None:
    forms = tokenise(text).forms
    assume(forms)
    word = forms[0][: len(forms[0]) - cut] if "*" in shape else forms[0]
    assume(word and not set(word) & set('"“”„«»*?'))
    search = ready(shape.format(word))
    keys = text_keys(["", text], language)
    item = an_item(title="", text=text, language=language)
    if search.matcher.match(item, Source(key="paper", name="The Paper"), now=NOW):
        assert all(any(_is_there(key, keys) for key in clause) for clause in search.clauses)


def _is_there(key: str, keys: set[str]) -> bool:
    if key.endswith(ANY_END):
        return any(each.startswith(key.removesuffix(ANY_END)) for each in keys)
    return key in keys


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("=talks", [{"talks"}]),
        ("=talks AND cs(Fines)", [{"talks"}, {"fines"}]),
        ("=talks OR =fines", [{"fines", "talks"}]),
        ("=talks NOT fine", [{"talks"}]),
        ("=talks NOT NEAR/3 =fines", [{"talks"}]),
        ('="fine talks"', [{"talks"}, {"fine"}]),
        ("talk* AND lang:ru", [{"talk*"}]),
        ("atleast2(title:=talks)", [{"talks"}]),
        ("(=embargo AND =talks) OR =fines", [{"embargo", "fines"}, {"talks", "fines"}]),
        ("@minsk AND =talks", [{"talks"}, {"\ue080mnsk*"}]),
        ("@minsk OR =talks", [{"talks", "\ue080mnsk*"}]),
        ("*alks", []),
        ("lang:ru", []),
    ],
)
def test_what_an_index_is_asked(query: str, clauses: list[set[str]]) -> None:
    assert sorted(map(sorted, ready(query).clauses)) == sorted(map(sorted, clauses))


def test_a_word_is_asked_for_by_its_stems_in_all_languages() -> None:
    [clause] = ready("fines").clauses
    assert "fine" in clause or "fin" in clause
    for language in LANGUAGES:
        assert clause & text_keys(["fines"], language)


def test_a_long_list_of_alternatives_is_not_put_to_the_index() -> None:
    query = " OR ".join(f"=word{n}" for n in range(1001))
    assert ready(query).clauses == ()
    assert ready(f"({query}) AND =fine").clauses == ({"fine"},)


def test_a_topic_or_name_that_there_is_not_is_refused_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="mean `#penalties`"):
        prepare("#penaltis", topics=TOPICS, names=NAMES, words=WORDS, build=build)
    with pytest.raises(QueryError, match="mean `@minsk`"):
        prepare("@minks", topics=TOPICS, names=NAMES, words=WORDS, build=build)


def test_only_the_query_itself_is_found_not_the_topics_it_refers_to(store: Store) -> None:
    with store.write() as tx:
        tx.items.add(FEED, [(an_item("1", title="Fine talks"), None), (an_item("2", title="Fine"), None)])
    with store.read() as tx:
        found = list(ready("#talks").find(tx, Bounds(), now=NOW))
    assert [(each.item.id, each.match.topic) for each in found] == [(1, QUERY)]


def test_filling_the_index_goes_on_where_it_was(store: Store) -> None:
    guids = map(str, count())
    with store.write() as tx:
        tx.items.add(FEED, [(an_item(next(guids), title="Fine"), None) for _ in range(450)])
        tx.search.save_version(INDEX_VERSION, last_item_id=450)
    assert index_batch(store) == 200
    with store.write() as tx:
        # The same rules again, as after a restart: nothing is forgotten.
        tx.search.save_version(INDEX_VERSION, last_item_id=450)
        tx.items.add(FEED, [(an_item(next(guids), title="Fine"), None)])
    assert [index_batch(store), index_batch(store), index_batch(store)] == [200, 50, 0]
    with store.read() as tx:
        assert len(list(tx.search.find(ready("=fine").clauses, Bounds(), version=INDEX_VERSION))) == 451
        assert list(tx.search.find(ready("=talks").clauses, Bounds(), version=INDEX_VERSION)) == []
