"""What is left of HTML: nothing that runs, nothing that loads, all that reads."""

import re
import time

import pytest

from monitor.normalise.markup import clean, says_more
from monitor.normalise.text_of import text_of

TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>")
REL = ' rel="noopener noreferrer nofollow"'
LINK = re.compile(rf'( href="(?:https?:|mailto:)[^"<>]*")?{REL}', re.IGNORECASE)

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/pixel.gif' width=1 height=1>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='https://evil.example/x.swf'>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<video poster='https://evil.example/p.png' autoplay></video>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&#58;alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='https://ok.example/' onclick=alert(1) style='position:fixed' target=_top>x</a>",
    "<a href='https://ok.example/\"onmouseover=alert(1)'>x</a>",
    '<a href="https://ok.example/?><script>alert(1)</script>">x</a>',
    "<p style='background:url(https://evil.example/x)'>x</p>",
    "<style>body{background:url(https://evil.example/x)}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<form action='javascript:alert(1)'><input type=submit autofocus onfocus=alert(1)></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "&lt;img src=x onerror=alert(1)&gt;&lt;/p&gt;",
    "<p/onmouseover=alert(1)>x",
    "<table background='https://evil.example/x'><td background=javascript:alert(1)>x",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<b " + "x" * 20_000 + " onclick=alert(1)>x</b>",
    "<input type=image src='https://evil.example/x'>",
    "<picture><source srcset='https://evil.example/x'><img></picture>",
    "<a ping='https://evil.example/p' href='https://ok.example/'>x</a>",
    # Composed with this mark, the end of the tag would be a letter of its own, and the text attributes.
    "<p>\u0338 onmouseover=alert(1) x=</p>",
    "<a href='https://ok.example/'>\u200b\u0301&#x338; onclick=alert(1) x=</a>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_left_that_runs_or_loads(attack):
    for html in (attack, f"<p>before {attack} after</p>", f"<ul><li>{attack}", attack.upper()):
        got = clean(html)
        for _, name, attributes in TAG.findall(got):
            assert name not in {
                "script",
                "style",
                "img",
                "svg",
                "iframe",
                "object",
                "form",
                "input",
                "link",
                "meta",
            }
            assert attributes == "" or (name == "a" and LINK.fullmatch(attributes)), got
        assert "<" not in TAG.sub("", got)
        assert clean(got) == got


def test_a_mark_that_would_end_no_tag_is_composed_with_its_letter():
    assert clean("<p>1 =\u0338 2</p>") == "<p>1 \u2260 2</p>"


def test_links_to_the_web_and_to_mail_stay():
    html = '<a href="https://ok.example/?a=1&amp;b=2">x</a> <a href="mailto:desk@ok.example">mail</a>'
    assert clean(html).count("nofollow") == 2
    assert 'href="https://ok.example/?a=1&amp;b=2"' in clean(html)


def test_links_that_lead_nowhere_become_text():
    assert clean('See <a href="#note">note</a> and <a name="x">this</a>.') == "See note and this."
    assert clean('<p>x<a href="https://ok.example/"><img src="p.png"></a></p>') == "<p>x</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("One", "One"),
        ("<p>One\n two</p><p>Three</p>", "One two\n\nThree"),
        ("<div>One</div><div>Two<div>Three</div></div>", "One\n\nTwo\n\nThree"),
        ("One<br>two<br/><br>three", "One\ntwo\n\nthree"),
        ("<h2>Head</h2>Body<hr>End", "Head\n\nBody\n\nEnd"),
        ("Things:<ul><li>one<li><p>two</p></ul>", "Things:\n\n• one\n\n• two"),
        ("<ol><li>one</li><li>two</li></ol>", "• one\n• two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("in<b>line</b> <i>tags</i>", "inline tags"),
        ("a&nbsp;b &lt;c&gt; &amp;amp; d", "a b <c> &amp; d"),
        ("<blockquote>Said</blockquote>he", "Said\n\nhe"),
        ("x<figure><img><figcaption>Caption</figcaption></figure>y", "x\n\nCaption\n\ny"),
        ("a<script>b</script><style>c</style>d<noscript>e</noscript>", "ad"),
        ("&lt;p&gt;Encoded &lt;b&gt;twice&lt;/b&gt;&lt;/p&gt;", "Encoded twice"),
        ("3 &lt; 4 and 5 &gt; 4", "3 < 4 and 5 > 4"),
        ("<p>soft&shy;hyphen\u202e</p>", "softhyphen"),
        ("<p> </p><p>&nbsp;</p><div><p></p></div>", ""),
        ("", ""),
    ],
)
def test_text_keeps_the_ends_of_paragraphs(html, text):
    got = text_of(clean(html))
    assert re.sub(r"\n+• ", "\n• ", got) == re.sub(r"\n+• ", "\n• ", text)
    assert "\n\n\n" not in got


def test_html_is_worth_keeping_only_when_it_says_more_than_its_text():
    assert not says_more(clean("<div><p>One</p><p>Two<br>three</p></div>"))
    assert says_more(clean("<p>One <b>two</b></p>"))
    assert says_more(clean('<p><a href="https://ok.example/">x</a></p>'))


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000,
        "<b><p>" * 150_000,
        "<p><b></p>" * 100_000,
        "<a " + "x=1 " * 250_000 + ">",
        "<a href=" * 100_000,
        "<" * 300_000,
        "<!--" * 200_000,
        "<svg><math>" * 90_000,
        "<table>" * 140_000,
        "a" + "\u0316\u0301" * 250_000,
    ],
    ids=lambda bomb: bomb[:10],
)
def test_a_megabyte_made_to_be_slow_takes_seconds_at_most(bomb):
    begun = time.monotonic()
    fragment = clean(f"{bomb} tail")
    assert len(text_of(fragment)) <= len(bomb) + len(" tail")
    assert time.monotonic() - begun < 5
