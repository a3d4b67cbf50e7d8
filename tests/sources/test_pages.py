"""Saved HTML pages: their text and what they say about themselves."""

from datetime import UTC, datetime

import pytest

from monitor.sources.seeds import read_seed

BODY = "<p>" + "The delegation left on Friday without a statement. " * 6 + "</p><p>End.</p>"
PAGE = f"""<!DOCTYPE html><html lang="en-GB">
<head><meta charset="utf-8">
<title>Delegation leaves | Example News</title>
<link rel="canonical" href="https://news.example/delegation">
<meta property="og:title" content="Delegation leaves &amp; returns">
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2026-03-04T10:00:00+02:00">
<meta name="author" content="Jane Roe">
<meta name="keywords" content="talks, delegation">
<script type="application/ld+json">not json</script>
JSONLD</head><body><nav>Menu Menu Menu</nav><header>Top</header>
<article>short teaser</article>
<article><h1>Delegation leaves</h1>{BODY}<aside>Read also</aside>
<figure><img src="x"><figcaption>Photo</figcaption></figure></article>
<footer>Imprint</footer></body></html>"""
JSON_LD = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"NewsArticle","headline":"From the record","datePublished":"2026-03-05T00:00:00Z","inLanguage":"be",
"author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"The Record"}}]}</script>"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(page, encoding="utf-8"):
        path = tmp_path / "page.html"
        path.write_bytes(page.encode(encoding))
        return read_seed(path, folder=tmp_path)

    return write_and_read


def test_the_meta_elements_tell_about_the_article(read):
    seed = read(PAGE.replace("JSONLD", ""))
    assert seed.title == "Delegation leaves & returns"
    assert (seed.author, seed.source, seed.language) == ("Jane Roe", "Example News", "en-gb")
    assert seed.url == "https://news.example/delegation"
    assert seed.published_at == datetime(2026, 3, 4, 8, tzinfo=UTC)
    assert seed.tags == ("talks", "delegation")
    assert seed.guid == "page.html"


def test_a_record_in_json_ld_comes_first(read):
    seed = read(PAGE.replace("JSONLD", JSON_LD))
    assert (seed.title, seed.author, seed.source) == ("From the record", "A, B", "The Record")
    assert (seed.language, seed.published_at) == ("be", datetime(2026, 3, 5, tzinfo=UTC))


def test_the_text_is_the_article_without_the_page_around_it(read):
    html = read(PAGE.replace("JSONLD", "")).html
    assert "left on Friday" in html
    for furniture in ("Menu", "Top", "teaser", "Read also", "Photo", "Imprint", "<h1>"):
        assert furniture not in html


def test_a_page_without_marks_is_its_body(read):
    seed = read("<title>Plain</title><p>Just some words.</p>")
    assert (seed.title, seed.published_at, seed.url) == ("Plain", None, "")
    assert "Just some words." in seed.html


def test_a_page_in_the_encoding_it_names(read):
    seed = read('<html><head><meta charset="windows-1251"><title>Навіны</title></head><p>Тэкст</p>', "cp1251")
    assert seed.title == "Навіны"
    assert "Тэкст" in seed.html
