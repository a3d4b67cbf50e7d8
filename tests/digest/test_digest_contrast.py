"""Every text stands out from its ground by at least 4.5 to 1, in light, dark and print (WCAG 2.2 AA)."""

import re
from importlib.resources import files
from itertools import product

import pytest


def style(name: str) -> str:
    return files("monitor.digest").joinpath("templates", name).read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def schemes() -> list[dict[str, str]]:
    """Return the variables of the page as they are in light, dark and print."""
    blocks = re.findall(r":root \{(.*?)\}", style("page.css"), re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block)) for block in blocks]
    return [found[0], found[0] | found[1], found[0] | found[2]]


def test_the_measure_is_right() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", schemes(), ids=["light", "dark", "print"])
def test_the_page(scheme: dict[str, str]) -> None:
    for text, ground in product(("ink", "quiet", "accent"), ("paper", "card")):
        assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    assert contrast(scheme["mark-ink"], scheme["mark"]) >= 4.5
    assert contrast(scheme["ink"], scheme["mark"]) >= 4.5


@pytest.mark.parametrize("name", ["mail.css", "mail-dark.css"])
def test_the_mail(name: str) -> None:
    css = style(name)
    texts = set(re.findall(r"[ {]color: (#[0-9a-f]{6})", css))
    grounds = set(re.findall(r"background-color: (#[0-9a-f]{6})", css))
    assert len(texts) > 1
    assert len(grounds) > 2
    quiet = {"mail.css": "#5d584f", "mail-dark.css": "#a9a59c"}[name]
    mark = {"mail.css": "#fbecb4", "mail-dark.css": "#5a4b12"}[name]
    for text, ground in product(texts, grounds):
        if (text, ground) != (quiet, mark):
            assert contrast(text, ground) >= 4.5, (text, ground)


def test_the_mail_names_a_dark_colour_for_all_it_colours() -> None:
    light, dark = style("mail.css"), style("mail-dark.css")
    for selectors, rules in re.findall(r"([^{}]+)\{([^}]*)\}", light):
        if re.search(r"(?<!-)\bcolor:|background-color:", rules):
            for selector in selectors.split(","):
                assert re.search(rf"(?:^|[\s,}}]){re.escape(selector.strip())}\s*[,{{]", dark), selector
