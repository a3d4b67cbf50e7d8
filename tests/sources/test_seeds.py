"""Documents of the seeds folder, good and bad."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.sources.seeds import list_seeds, read_seed

SHIPPED = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def read(tmp_path):
    def write_and_read(text, name="note.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_seed(path, folder=tmp_path)

    return write_and_read


HEADED = """---
Title: "A title: with a colon"
author: Jane Roe
published: 2025-07-16T12:00+03:00
url: https://news.example/a
source: zerkalo
language: EN
tags: prisoners, [x], sanctions
---
# The heading

First paragraph
goes on.

Second with *emphasis*, **strength**, [a link](https://ok.example/?a=1&b=2 "its title"),
[a bad one](javascript:alert(1)) and \\$1.2Bln of \\*stars\\*.
"""


def test_the_shipped_article_is_the_item_it_is():
    (path,) = list_seeds(SHIPPED)
    seed = read_seed(path, folder=SHIPPED)
    assert seed.guid == "2025-07-16-belarus-coming-in-from-the-cold.md"
    assert seed.title == "Is Belarus Coming In From the Cold Following a U.S. Visit?"
    assert (seed.author, seed.source, seed.language) == ("Artyom Shraibman", "The Moscow Times", "en")
    assert seed.published_at == datetime(2025, 7, 16, tzinfo=UTC)
    assert seed.url.endswith("/2025/07/16/is-belarus-coming-in-from-the-cold-following-a-us-visit-a89848")
    assert seed.html.count("<p>") == 19
    assert "prepared to make concessions. Releasing" in seed.html
    assert "Related article" not in seed.html
    assert seed.html.endswith("do not necessarily reflect the position of The Moscow Times.</em></p>")


def test_a_header_gives_every_field(read):
    seed = read(HEADED)
    assert seed.title == "A title: with a colon"
    assert (seed.author, seed.source, seed.language) == ("Jane Roe", "zerkalo", "en")
    assert seed.published_at == datetime(2025, 7, 16, 9, tzinfo=UTC)
    assert seed.url == "https://news.example/a"
    assert seed.tags == ("prisoners", "[x]", "sanctions")


def test_markdown_becomes_html(read):
    html = read(HEADED).html
    assert html.startswith(
        "<p>First paragraph goes on.</p>\n<p>Second with <em>emphasis</em>, <strong>strength</strong>"
    )
    assert '<a href="https://ok.example/?a=1&amp;b=2">a link</a>' in html
    assert "javascript" not in html
    assert "and $1.2Bln of *stars*." in html


def test_blocks_of_markdown(read):
    html = read(
        "Intro\n\n## Part *one*\nunder it\n\n- a\n- b\n  more\n\n1. c\n2) d\n\n"
        "> said\n> so\n\n***\n\nline  \nbreak"
    ).html
    assert html.split("\n") == [
        "<p>Intro</p>",
        "<h2>Part <em>one</em></h2>",
        "<p>under it</p>",
        "<ul><li>a</li><li>b more</li></ul>",
        "<ul><li>c</li><li>d</li></ul>",
        "<blockquote><p>said so</p></blockquote>",
        "<hr>",
        "<p>line<br>break</p>",
    ]


def test_html_within_markdown_is_shown_as_written(read):
    html = read("a <script>alert(1)</script> b_c_d 2*3*4 ![photo](p.png) <https://ok.example/x>").html
    assert "&lt;script&gt;" in html
    assert "b_c_d 2*3*4" in html
    assert "photo" not in html
    assert '<a href="https://ok.example/x">https://ok.example/x</a>' in html


def test_without_a_header_the_heading_or_the_file_is_the_title(read):
    assert read("# A *fine* heading & more\n\nText.").title == "A fine heading & more"
    seed = read("\ufeffOnly text.\r\n\r\nMore.", "sub/my-own_note.txt")
    assert (seed.title, seed.guid) == ("my own note", "sub/my-own_note.txt")
    assert seed.html == "<p>Only text.</p>\n<p>More.</p>"
    assert seed.published_at is None


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.md", "---\ntitel: x\n---\ntext", "a.md: line 2 of the header has an unknown key 'titel'; did"),
        ("a.md", "---\ntitle x\n---\ntext", "line 2 of the header is not `key: value`"),
        ("a.md", "---\ntitle: x\n", "has no end"),
        ("a.md", "---\npublished: 16 July 2025\n---\ntext", "is no date; write it as 2025-07-16"),
        ("a.md", "---\ntitle: x\n---\n\n", "holds no text"),
        ("a.md", "", "holds no text"),
        ("a.txt", b"caf\xe9\n", "is not UTF-8 (line 1); save it in that encoding"),
        ("a.txt", b"a\0b", "binary data"),
        ("a.pdf", b"%PDF-1.7", "a.pdf: files of this kind are not read; save it as .md"),
        ("a.md", b"x" * 5_000_001, "larger than 5 MB"),
        ("a.html", "<html><body><script>x</script></body></html>", "holds no text that could be an article"),
        ("a.html", b'<meta charset="no-such">\xff\xfe', "save the page again as UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_document_is_named_with_its_remedy(read, name, body, said):
    with pytest.raises(ParseError) as caught:
        read(body, name)
    assert said in str(caught.value)
    assert str(caught.value).startswith(name)


def test_the_listing_is_sorted_and_leaves_out_what_is_no_document(tmp_path):
    for name in (
        "b.md",
        "a.txt",
        "sub/c.html",
        "README.md",
        "sub/readme.txt",
        ".hidden.md",
        ".git/x.md",
        "d.md~",
        "e.pdf",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    listed = [path.relative_to(tmp_path).as_posix() for path in list_seeds(tmp_path)]
    assert listed == ["a.txt", "b.md", "e.pdf", "sub/c.html"]
    assert list_seeds(tmp_path / "not-there") == []


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "broken.md").symlink_to(tmp_path / "gone.md")
    (folder / "in.md").write_text("inside")
    (folder / "twin.md").symlink_to(folder / "in.md")
    broken, inside, out, twin = list_seeds(folder)
    assert read_seed(inside, folder=folder).html == read_seed(twin, folder=folder).html
    with pytest.raises(ParseError, match=r"out\.md: is a link to a file outside"):
        read_seed(out, folder=folder)
    with pytest.raises(ParseError, match=r"broken\.md: is a link to a file outside"):
        read_seed(broken, folder=folder)
