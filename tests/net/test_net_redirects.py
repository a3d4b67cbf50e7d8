"""Addresses and redirects, without a network."""

import pytest
from yarl import URL

from monitor.errors import FetchError
from monitor.net.redirects import carry_on, next_url, parse_url, shown

HOME = URL("https://example.org/a/feed")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://example.org/feed#top\n", "https://example.org/feed"),
        ("https://беларусь.example/навіны", "https://xn--80abmy0agn7e.example/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D1%8B"),
        ("HTTP://Example.ORG:8080", "http://example.org:8080"),
        ("https://example.org/a?q=%2F&r=a+b", "https://example.org/a?q=/&r=a+b"),
    ],
)  # fmt: skip
def test_an_address_is_brought_into_form(text: str, url: str) -> None:
    assert str(parse_url(text)) == url


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/passwd",
        "javascript:alert(1)", "http://", "http:///feed", "http://me@example.org/",
        "http://:secret@example.org/", "http://example.org:0/", "http://example.org:65536/",
        "http://[::1/", "http://example.org/" + "a" * 9000, "data:text/xml,<rss/>",
        "gopher://127.0.0.1/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_for_good(text: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_url(text)
    assert caught.value.permanent
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/rss", "https://example.org/rss"),
        ("rss", "https://example.org/a/rss"),
        ("//cdn.example.org/rss", "https://cdn.example.org/rss"),
        ("http://example.org/rss#x", "http://example.org/rss"),
        ("?page=1", "https://example.org/a/feed?page=1"),
    ],
)
def test_a_redirect_is_followed_relative_to_where_it_came_from(location: str, url: str) -> None:
    assert str(next_url([HOME], location, max_redirects=10)) == url


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("", "redirected without saying where to"),
        ("file:///etc/passwd", "redirected, but not an address of the web"),
        ("http://me:pw@example.org/", "redirected, but the address holds a user name"),
        ("http://[::1", "redirected to something that is no address"),
        ("feed", "redirects in a circle: https://example.org/a/feed -> https://example.org/a/feed"),
    ],
)
def test_a_redirect_to_nowhere_is_refused(location: str, text: str) -> None:
    with pytest.raises(FetchError) as caught:
        next_url([HOME], location, max_redirects=10)
    assert str(caught.value).startswith(text)


def test_the_circle_is_shown_without_the_way_to_it() -> None:
    trail = [URL(f"http://h/{name}") for name in "abc"]
    with pytest.raises(FetchError) as caught:
        next_url(trail, "/b", max_redirects=10)
    assert str(caught.value) == "redirects in a circle: http://h/b -> http://h/c -> http://h/b"


def test_as_many_redirects_as_allowed_and_no_more() -> None:
    trail = [URL(f"http://h/{number}") for number in range(10)]
    assert next_url(trail, "/last", max_redirects=10)
    with pytest.raises(FetchError, match="more than 10 redirects"):
        next_url([*trail, URL("http://h/last")], "/further", max_redirects=10)


def test_personal_headers_stay_with_the_server_they_are_meant_for() -> None:
    headers = {"Authorization": "Basic x", "cookie": "a=b", "Accept": "*/*"}
    assert carry_on(headers, old=HOME, new=URL("https://example.org/other")) == headers
    for new in ("http://example.org/", "https://example.org:8443/", "https://www.example.org/"):
        assert carry_on(headers, old=HOME, new=URL(new)) == {"Accept": "*/*"}


def test_untrusted_text_is_shown_in_one_printable_line() -> None:
    assert shown("a\r\nb\x1b[2J\u202e") == "a??b?[2J?"
    assert len(shown("x" * 5000)) == 203
