"""The places of keys and values agree with what tomllib reads."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.positions import KeyPath, find_positions

EVERYTHING = '''\
# [no.table] and no = "key"
a.b."c d" = 1 # x = 2
'q.q' . "\\u0041" = 'back\\'
[x.y]   # "
k = [ "a]", { u = 'b', v = [1,2,], "w.w" = 1979-05-27 07:32:00 }, # ]
  """m
]""" , 07:32:00]
e = """"""
e2 = \'\'\'\'\'\'
[[z]]
q = \'\'\'
foo""\'\'\'\'\'
[[z]]
q = """\\"" one ""\\\\"""""
[[z.inner]]
[z.r]
t = "a\\u0041\\n\\"b#"
[[z.inner]]
n = -inf
[x]
l = { }
'''


def _paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(_paths(held, (*path, key)) for key, held in inner))


def _all_paths(text: str) -> set[KeyPath]:
    return _paths(tomllib.loads(text)) - {()}


def test_every_key_and_value_has_its_place():
    assert set(find_positions(EVERYTHING).values) == _all_paths(EVERYTHING)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("a", "b", "c d"), (2, 5), (2, 13)),
        (("q.q", "A"), (3, 9), (3, 20)),
        (("x",), (20, 2), (20, 1)),
        (("x", "y"), (4, 4), (4, 1)),
        (("x", "y", "k", 1, "w.w"), (5, 36), (5, 44)),
        (("x", "y", "k", 2), (6, 3), (6, 3)),
        (("x", "y", "k", 3), (7, 8), (7, 8)),
        (("z", 1), (13, 3), (13, 1)),
        (("z", 1, "q"), (14, 1), (14, 5)),
        (("z", 1, "inner", 1), (18, 5), (18, 1)),
        (("z", 1, "r", "t"), (17, 1), (17, 5)),
    ],
)
def test_places_are_exact(path, key, value):
    found = find_positions(EVERYTHING)
    assert found.line_and_column(found.key(path)) == key
    assert found.line_and_column(found.value(path)) == value


def test_what_has_no_place_is_where_the_table_around_it_is():
    found = find_positions("[a]\nb = [{ c = 1 }]\n")
    assert found.line_and_column(found.value(("a", "b", 0, "d"))) == (2, 6)
    assert found.line_and_column(found.key(("a", "z"))) == (1, 1)
    assert found.line_and_column(found.value(("nothing",))) == (1, 1)


@pytest.mark.parametrize(
    "literal",
    ["'plain'", '"plain"', "'''\nfirst\nsecond'''", "'''same line'''", '"""\nfirst\nsecond"""', '"a ż Б"'],
)
def test_a_character_of_a_text_without_escapes_is_found_where_it_is_written(literal):
    text = f"k = {literal}\n"
    value, found = tomllib.loads(text)["k"], find_positions(text)
    assert [text[found.inside(("k",), index)] for index in range(len(value))] == list(value)


def test_a_character_after_escapes_is_found_where_it_is_written():
    text = 'k = """\\\n  a\\u0041\\"b \\\n\n   c\\\\d"""\n'
    value, found = tomllib.loads(text)["k"], find_positions(text)
    assert value == 'aA"b c\\d'
    starts = [text[found.inside(("k",), index)] for index in range(len(value))]
    assert "".join(starts) == "a\\\\b c\\d"


_KEYS = st.text("ab-1 .\"'#é", min_size=1, max_size=4)
_TEXTS = st.text("a\"'\\#[]{}=,\n é", max_size=8)
_VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False), _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=12,
)


def _written(value: Any, draw: st.DataObject) -> str:
    """Write a value in one of the ways TOML allows."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)} = {_written(v, draw)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        comma = draw.draw(st.sampled_from([",", ", # ]\n", "\n,"]))
        return "[" + comma.join(_written(inner, draw) for inner in value) + "\n]"
    if isinstance(value, str):
        return draw.draw(
            st.sampled_from([_quoted(value), '"""\n' + _escaped(value).replace("\\n", "\n") + '"""'])
        )
    return str(value).lower()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


@settings(max_examples=60)
@given(tables=st.dictionaries(_KEYS, st.dictionaries(_KEYS, _VALUES, max_size=4), max_size=4), data=st.data())
def test_whatever_tomllib_reads_has_a_place_for_all_of_it(tables, data):
    lines = []
    for number, (name, table) in enumerate(tables.items()):
        lines.append(f"[[{_quoted(name)}]] # x" if number % 2 else f"[ {_quoted(name)} ]")
        lines += [f"{_quoted(key)}={_written(value, data)}" for key, value in table.items()]
    text = "\n".join(lines)
    found = find_positions(text)
    assert set(found.values) == _all_paths(text)
    assert set(found.keys) <= set(found.values)
