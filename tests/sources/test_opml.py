"""Lists of feeds of other programs, whole and broken."""

import pytest

from monitor.errors import ParseError
from monitor.sources.opml import Outline, read, write

OUTLINES = [
    Outline(
        url="https://a.example/rss?a=1&b=2",
        title='He "A" <b>',
        homepage="https://a.example/",
        language="be",
        folders=("state",),
    ),
    Outline(url="https://b.example/", title="Б"),
    Outline(url="https://c.example/", title="C's", folders=("News", "Far & near")),
    Outline(url="https://d.example/", title="D", folders=("state",)),
]


def test_what_is_written_is_read_again() -> None:
    found = read(write(OUTLINES, title="A & B").encode())
    assert sorted(found, key=lambda each: each.url) == OUTLINES


def test_a_list_that_is_cut_off_anywhere_is_refused() -> None:
    whole = write(OUTLINES, title="A").rstrip().encode()
    for end in range(len(whole)):
        with pytest.raises(ParseError):
            read(whole[:end])


def test_what_no_list_of_ours_may_hold_is_left_out() -> None:
    outline = "<outline text='a&#x7f;b&#x9b;2J&#x202e;' xmlUrl='https://a.example/'/>"
    body = f"<opml><body><outline text='f&#x7f;g'>{outline}</outline></body></opml>"
    assert read(body.encode()) == [Outline(url="https://a.example/", title="a b 2J", folders=("f g",))]


def test_other_peoples_lists_are_read() -> None:
    body = """<?xml version="1.0" encoding="windows-1251"?><OPML version="1.1"><body>
    <outline title="Навіны">
    <outline type="RSS" TEXT="  Наша\n Ніва " xmlURL="https://n.example/rss" language="be-BY"/>
    <outline text="n"><outline xmlUrl="https://n.example/rss" text="again"/><outline text="note"/></outline>
    <outline xmlUrl=""/></outline></body></OPML>"""
    assert read(body.encode("cp1251")) == [
        Outline(url="https://n.example/rss", title="Наша Ніва", language="be", folders=("Навіны",))
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "breaks off"),
        (b"<html><body/></html>", "begins with <html>"),
        (b'{"feeds": []}', "line 1 is no OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "entities"),
        (b"<opml><body></outline></body></opml>", "mismatched tag"),
    ],
)
def test_what_is_no_list_is_told(body: bytes, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read(body)
