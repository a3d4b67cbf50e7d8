"""Selectors for a page without a feed: blocks that repeat and hold one link with a headline each. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Where a site has its menus, not its news.
_FURNITURE = {"nav", "header", "footer", "aside", "form"}
#: A link with fewer letters is no headline.
_MIN_HEADLINE = 20
#: Fewer blocks alike are no list.
_MIN_BLOCKS = 4
_MAX_LINKS = 2_000
_MAX_CLIMB = 6
#: Longer texts hold more than a date.
_MAX_DATE = 60
_DATE_TAGS = "span, div, p, small, em, i, b, td, li, strong"
#: Class names made by people; those made by programs change with every release of the site.
_STABLE = re.compile(r"[A-Za-z][A-Za-z_-]*\d{0,2}")
_STATES = {"active", "first", "last", "odd", "even", "new", "current", "clearfix", "row", "col"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    node: LexborNode
    headline: str


def propose(page: LexborHTMLParser, *, is_date: Callable[[str], bool]) -> list[dict[str, str]]:
    """Return selectors of the lists on a page, the likeliest list of news first.

    Each has `item`, and `date` when the blocks hold dates that are in no time element.
    """
    groups: defaultdict[str, list[_Block]] = defaultdict(list)
    for block in _blocks(page):
        groups[_selector(block.node)].append(block)
    best = sorted(groups.items(), key=lambda group: _worth(group[1]), reverse=True)
    lists = ((selector, blocks) for selector, blocks in best if len(blocks) >= _MIN_BLOCKS)
    return [{"item": selector} | _date(blocks, is_date) for selector, blocks in lists][:3]


def _worth(blocks: list[_Block]) -> int:
    """Return how many letters the headlines have: news have many long ones, menus few short ones."""
    has_time = sum(1 for block in blocks if block.node.css_first("time"))
    return sum(min(len(block.headline), 120) for block in blocks) * (2 if 2 * has_time > len(blocks) else 1)


def _blocks(page: LexborHTMLParser) -> Iterator[_Block]:
    """Yield, for each headline, the largest element that has no other headline."""
    links = [link for link in page.css("a[href]")[:_MAX_LINKS] if _is_headline(link)]
    addresses: defaultdict[int, set[str]] = defaultdict(set)
    for link in links:
        for node in _upwards(link):
            addresses[node.mem_id].add(_address(link))
    seen: set[str] = set()
    for link in links:
        alone = [node for node in _upwards(link) if len(addresses[node.mem_id]) == 1]
        if alone and _address(link) not in seen:
            seen.add(_address(link))
            yield _Block(node=alone[-1], headline=_said(link))


def _upwards(link: LexborNode) -> Iterator[LexborNode]:
    """Yield the link and what it stands in, up to the body."""
    node: LexborNode | None = link
    for _ in range(_MAX_CLIMB + 1):
        if node is None or node.tag in ("body", "html", "main"):
            return
        yield node
        node = node.parent


def _is_headline(link: LexborNode) -> bool:
    if len(_said(link)) < _MIN_HEADLINE or " " not in _said(link):
        return False
    node: LexborNode | None = link
    while node is not None:
        if node.tag in _FURNITURE:
            return False
        node = node.parent
    return True


def _address(link: LexborNode) -> str:
    return (link.attributes.get("href") or "").partition("#")[0]


def _said(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _selector(node: LexborNode) -> str:
    """Return a selector of blocks like this one: by its own classes, and else by those it stands in."""
    own = _named(node)
    parent = node.parent
    if "." in own or parent is None or parent.tag in ("body", "html"):
        return own
    above = _named(parent)
    return f"{above} > {own}"


def _named(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    stable = [name for name in classes if _STABLE.fullmatch(name) and name.lower() not in _STATES]
    name = node.attributes.get("id") or ""
    mark = f"#{name}" if _STABLE.fullmatch(name) and not name[-1].isdigit() and not stable else ""
    return f"{node.tag}{mark}" + "".join(f".{each}" for each in stable[:1])


def _date(blocks: list[_Block], is_date: Callable[[str], bool]) -> dict[str, str]:
    """Return the selector of the elements that hold nothing but a date in most blocks."""
    lengths: defaultdict[str, list[int]] = defaultdict(list)
    for block in blocks:
        if block.node.css_first("time"):
            return {}
        inside = (node for node in block.node.css(_DATE_TAGS) if node.mem_id != block.node.mem_id)
        dates = (node for node in inside if len(_said(node)) <= _MAX_DATE and is_date(_said(node)))
        for selector, length in {_named(node): len(_said(node)) for node in dates}.items():
            lengths[selector].append(length)
    # In most blocks, and with the least beside the date.
    best = max(lengths, key=lambda each: (len(lengths[each]), -sum(lengths[each])), default="")
    return {"date": best} if best and 2 * len(lengths[best]) > len(blocks) else {}
