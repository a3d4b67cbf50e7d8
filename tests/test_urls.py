"""One spelling and one key for every address."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import urls
from monitor.urls import canonical, host, identity

BASE = "https://news.example/section/feed.xml"


@pytest.mark.parametrize(
    ("url", "want"),
    [
        ("https://news.example", "https://news.example/"),
        ("HTTPS://News.Example:443/A/b?q=1#top", "https://news.example/A/b?q=1"),
        ("http://news.example:80/", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://news.example:443/a", "http://news.example:443/a"),
        ("/a/../b/./c", "https://news.example/b/c"),
        ("next.html", "https://news.example/section/next.html"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("https://news.example/a?utm_source=rss&id=7&UTM_Medium=x&fbclid=1&yclid=2&gclid=&mc_cid=3", "https://news.example/a?id=7"),
        ("https://news.example/a?ref=rss&from=feed", "https://news.example/a"),
        ("https://news.example/a?ref=homepage", "https://news.example/a?ref=homepage"),
        ("https://news.example/?c=ar&i=123", "https://news.example/?c=ar&i=123"),
        ("https://news.example/?371111", "https://news.example/?371111"),
        ("https://news.example/?z=1&a=2", "https://news.example/?z=1&a=2"),
        ("https://news.example/#!/page/1", "https://news.example/#!/page/1"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://www.bank.example\\@evil.example/", "https://www.bank.example/@evil.example/"),
        ("  https://news.example/a b\n", "https://news.example/a%20b"),
        ("https://news.ex\nample/a", "https://news.example/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://пошта.example/навіны?q=ў", "https://xn--80a1acn3a.example/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D1%8B?q=%D1%9E"),
        ("https://news.example/%d0%b0%2f%7e", "https://news.example/%D0%B0%2F~"),
        ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("mailto:a@news.example", ""),
        ("ftp://news.example/a", ""),
        ("http://", ""),
        ("http:///a", ""),
        ("http://a b/", ""),
        ("http://news.example:99999/", ""),
        ("http://news.example:x/", ""),
        ("http://[::1", ""),
        ("http://.../", ""),
        ("http://-/", ""),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(url, want):
    assert canonical(url, base=BASE) == want


def test_a_relative_address_without_base_is_none():
    assert canonical("/a") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a", "https://news.example/a"),
        ("https://www.news.example/a", "https://news.example/a/"),
        ("https://m.news.example/a", "https://mobile.news.example/a"),
        ("https://amp.news.example/a", "https://news.example/a?amp=1"),
        ("https://news.example/a/amp/", "https://news.example/a"),
        ("https://news.example/amp/a", "https://news.example/a"),
        ("https://news.example/a.amp.html", "https://news.example/a.html"),
        ("https://news.example/a?outputType=amp", "https://news.example/a?utm_campaign=x"),
        ("https://news.example/a?m=1", "https://news.example/a"),
        ("https://news.example/mobile/a", "https://news.example/m/a"),
        ("https://news.example/m/a?view=amp", "https://news.example/a"),
        ("https://news.example/?b=2&a=1", "https://news.example/?a=1&b=2"),
        ("https://www.google.com/amp/s/news.example/a", "https://news.example/a"),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a/amp", "https://www.news.example/a"),
    ],
)
def test_twins_have_one_key(one, other):
    assert identity(one) == identity(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/?id=1", "https://news.example/?id=2"),
        ("https://be.news.example/a", "https://ru.news.example/a"),
        ("https://news.example/amplifier", "https://news.example/lifier"),
        ("https://news.example/m", "https://news.example/"),
        ("https://news.example/a?m=2", "https://news.example/a"),
        ("https://m.example/a", "https://mobile.example/a"),
        ("https://news.example/#!/1", "https://news.example/#!/2"),
        ("https://news.example:8080/", "https://news.example/"),
    ],
)
def test_different_articles_have_different_keys(one, other):
    assert identity(one) != identity(other)


def test_what_is_no_address_has_no_key_and_no_host():
    assert identity("mailto:x@news.example") == identity("") == ""
    assert host("") == host("nonsense") == host("http://[") == ""


def test_the_host_is_in_lower_case_and_without_port():
    assert host("https://User@News.Example.:8443/a") == "news.example"


ADDRESS = st.one_of(
    st.text(max_size=60),
    st.text(max_size=40).map("https://news.example/".__add__),
    st.text(max_size=40).map("http://".__add__),
    st.text(alphabet="/.%2eé?&=#!;:@[]\\~+ aA1ў", max_size=40).map("HTTP://a.example:80".__add__),
    st.from_regex(
        r"https?://[A-Za-z.:\[\]0-9-]{1,20}(/[ -~]{0,20})?(\?[ -~]{0,20})?(#[ -~]{0,9})?", fullmatch=True
    ),
)


@given(ADDRESS)
def test_the_canonical_address_is_canonical(url):
    once = canonical(url)
    assert canonical(once) == once
    assert once == "" or once.startswith(("http://", "https://"))
    assert once.isascii()
    assert once.isprintable()
    assert not set(once) & set(' "<>\\')


@given(ADDRESS)
def test_the_key_of_an_address_is_that_of_its_canonical_spelling(url):
    assert identity(canonical(url)) == identity(url)


@given(
    st.from_regex(r"https?://(www\.|m\.|amp\.|x\.cdn\.)?[a-z]{1,9}\.[a-z]{2,3}", fullmatch=True),
    st.lists(st.sampled_from(["amp", "m", "mobile", "a.amp", "AMP.html", "news", "M", "camp", "c", "a.b"])),
    st.sampled_from(["", "/"]),
)
def test_a_plain_address_has_the_key_of_one_that_needs_thought(site, path, slash):
    url = "/".join([site, *path]) + slash
    assert identity(url) == identity(f"{url}?utm_source=feed")


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_it_fail(url, base):
    canonical(url, base=base)
    identity(url)
    host(url)


@settings(max_examples=50)
@given(st.from_regex(urls._PLAIN, fullmatch=True))
def test_a_plain_address_is_spelt_as_any_other_would_be(url):
    assert canonical(url, base=BASE) == urls._canonical(url, BASE)
    assert urls._parts(url) == urlsplit(url)
