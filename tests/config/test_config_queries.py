"""Queries and their examples are checked with the rest; a mistake is shown in its line of the file."""

import pytest

from monitor.config.matching import index_of

TOPICS = """\
[topics.one]
name = "One"
query = '''
flood AND storm
    OR @nobdy
'''
[topics.two]
name = "Two"
query = "rain \\"heavy snow"
[topics.three]
name = "Three"
query = 'NOT rain'
"""

NAMES = """\
[names.nobody]
kind = "person"
name = "Jan Nobody"
"""

ANNA = "[names.anna]\nkind = 'person'\nname = 'Anna Ash'\n"


def test_each_wrong_query_is_shown_in_its_line_with_a_caret(folder):
    folder.write(topics=TOPICS, names=NAMES)
    one, two, three = folder.problems()
    assert one.startswith("topics.toml:5:8: ")
    assert "@nobody" in one
    assert one.endswith("\n        OR @nobdy\n           ^^^^^^")
    assert two.startswith("topics.toml:9:15: ")
    assert two.endswith('    query = "rain \\"heavy snow"\n' + " " * 18 + "^^")
    assert three.startswith("topics.toml:12:10: ")
    assert three.endswith("    query = 'NOT rain'\n             ^^^^^^^^")


def test_a_long_line_is_shown_around_the_place(folder):
    query = "rain OR " * 40 + "AND " + "OR snow" * 40
    folder.write(topics=f"[topics.a]\nname = 'A'\nquery = '{query}'\n")
    (problem,) = folder.problems()
    assert problem.startswith(f"topics.toml:3:{len(chr(39) + 'query = ' + 'rain OR ' * 40) + 1}: ")
    shown, caret = problem.splitlines()[1:]
    assert len(shown) <= 104
    assert shown[caret.index("^") :].startswith("AND ")


def test_examples_that_come_out_wrong_are_refused_at_their_place(folder):
    folder.write(
        topics="""\
[topics.floods]
name = 'Floods'
query = 'flood NOT drill'
must_match = ['A flood', 'A drought']
must_not_match = [
  { title = 'News', text = 'A flood.', language = 'en' },
  'A flood drill',
]
"""
    )
    assert folder.problems() == [
        "topics.toml:4:26: topic 'floods' must match 'A drought' and does not. Nothing speaks for it."
        " Perhaps the example should say its language.",
        "topics.toml:6:3: topic 'floods' must not match 'News' and does."
        " It matches by flood (“flood” in the text).",
    ]


def test_examples_of_good_topics_are_tried_beside_bad_topics_but_not_of_those_that_need_them(folder):
    folder.write(
        topics="[topics.bad]\nname = 'Bad'\nquery = '('\n"
        "[topics.needy]\nname = 'Needy'\nquery = '#bad'\nmust_match = ['x']\n"
        "[topics.needier]\nname = 'Needier'\nquery = '#needy'\nmust_match = ['x']\n"
        "[topics.good]\nname = 'Good'\nquery = 'flood'\nmust_match = ['rain']\n"
    )
    assert [problem.split(" ")[0] for problem in folder.problems()] == [
        "topics.toml:3:10:",
        "topics.toml:15:15:",
    ]


def test_names_and_topics_with_mistakes_of_their_own_are_not_called_unknown(folder):
    folder.write(
        names="[names.anna]\nname = 'Anna'\n",
        topics="[topics.a]\nname = 'A'\nquery = '@anna #b'\nmust_match = ['x']\n[topics.b]\nquery = 'rain'\n",
    )
    assert folder.problems() == [
        "names.toml:1:1: key 'kind' is missing; add it",
        "topics.toml:5:1: key 'name' is missing; add it",
    ]


def test_without_readable_names_only_the_queries_themselves_are_checked(folder):
    folder.write(
        names="[", topics="[topics.a]\nname = 'A'\nquery = '@anna'\n[topics.b]\nname = 'B'\nquery = '('\n"
    )
    assert [problem.split(" ")[0] for problem in folder.problems()] == [
        "names.toml:1:",
        "topics.toml:6:10:",
    ]


def test_topics_in_a_circle_are_refused(folder):
    folder.write(
        topics="[topics.a]\nname = 'A'\nquery = '#b'\n[topics.b]\nname = 'B'\nquery = '#a'\n",
    )
    (problem,) = folder.problems()
    assert "circle" in problem


LISTS = """\
[words.talks]
en = '''
  talk, visit trip'''
be = "размова, $tlks"
[words.fine]
all = 'rain, visіt'
[topics.a]
name = 'A'
query = '@nobody NEAR/0 $fin AND $talks'
must_match = ['x']
[topics.b]
name = 'B'
query = 'lead:$fine'
must_match = ['No rain']
must_not_match = ['Snow']
"""


def test_mistakes_in_lists_are_shown_in_their_lines_and_all_those_of_a_query_at_once(folder):
    folder.write(topics=LISTS)
    assert [problem.splitlines()[0].partition(";")[0] for problem in folder.problems()] == [
        "topics.toml:3:9: `visit AND trip` cannot stand in a list",
        "topics.toml:4:16: There is no list `$tlks`. Did you mean `$talks`?",
        "topics.toml:9:10: There is no name `@nobody`. Names are defined in names.toml.",
        "topics.toml:9:18: `NEAR/0` leaves no room",
        "topics.toml:9:25: There is no list `$fin`. Did you mean `$fine`?",
    ]


def test_a_list_serves_the_examples_and_is_warned_of_as_queries_are(folder):
    folder.write(topics=LISTS[LISTS.index("[words.fine]") :].replace("@nobody NEAR/0 $fin AND $talks", "x"))
    assert [(warning.line, warning.column) for warning in folder.load().warnings] == [(2, 14)]


def test_what_may_not_be_meant_is_a_warning(folder):
    folder.write(topics="[topics.a]\nname = 'A'\nquery = 'rain OR snow AND ice'\n")
    (warning,) = folder.load().warnings
    assert (warning.line, warning.column > 9) == (3, True)


def test_sources_and_groups_that_there_are_not_are_warned_of(folder):
    query = 'rain source:Herald source:"THE herald" NOT source:herold NOT group:state'
    folder.write(topics=f"[topics.a]\nname = 'A'\nquery = '{query}'\n")
    assert [str(warning).splitlines()[0].split(": ", 1)[1] for warning in folder.load().warnings] == [
        "feeds.toml has no source `herold`. Did you mean `herald`?",
        "feeds.toml has no group `state`.",
    ]


@pytest.mark.parametrize("refused", ["query = '('", "query = 'snow'\nmust_match = ['Rain']"])
def test_what_is_refused_does_not_take_the_place_of_what_is_compiled_and_kept(folder, refused):
    good = "[topics.a]\nname = 'A'\nquery = 'rain'\n"
    folder.write(topics=good)
    kept = folder.load()
    folder.write(topics=f"{good}[topics.b]\nname = 'B'\n{refused}\n", names=ANNA)
    assert len(folder.problems()) == 1
    folder.write(topics=good, names="")
    assert folder.load().matcher is kept.matcher
    assert index_of(kept.names) is kept.matcher.names, "names are not made ready again either"


@pytest.mark.parametrize(("title", "found"), [("A flood in Minsk", ["floods"]), ("A drought", [])])
def test_the_configuration_brings_its_topics_compiled(folder, title, found, example_item):
    folder.write(topics="[topics.floods]\nname = 'Floods'\nquery = 'flood'\n")
    config = folder.load()
    matches = config.matcher.match(
        example_item(title), config.sources[0], now=example_item(title).published_at
    )
    assert [match.topic for match in matches] == found


def test_topics_are_compiled_anew_only_when_their_files_change(folder):
    before = folder.load().matcher
    folder.write(monitor='[poll]\nevery = "2m"\n')
    assert folder.load().matcher is before
    folder.write(names=ANNA)
    assert folder.load().matcher is not before
