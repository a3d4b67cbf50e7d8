"""The query language once more, as slowly and plainly as possible: what the compiled engine must equal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Span
from monitor.query.format import format_query
from monitor.query.nodes import (
    And,
    AtLeast,
    CaseSensitive,
    Fact,
    In,
    NameRef,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TopicRef,
    Word,
)
from monitor.words.elision import without_article
from monitor.words.folding import fold, fold_keeping_case
from monitor.words.tokens import Tokens, tokenise

Hit = tuple[int, int, str]
Keep = Callable[[Hit], bool]


def everything(hit: Hit) -> bool:
    return True


@dataclass
class Found:
    """The hits of an operand of NEAR: pairs hold together in chains."""

    hits: set[Hit]
    heads: set[Hit]
    tails: set[Hit]
    extents: set[tuple[int, int]]
    pairs: set[tuple[Hit, Hit]]


class Naive:
    def __init__(self, trees: dict[str, Node], item: Item, source: Source, *, index, stem) -> None:
        self.trees, self.item, self.source, self.stem = trees, item, source, stem
        title, text = tokenise(item.title), tokenise(item.text)
        self.split = len(title.words)
        self.forms = title.forms + text.forms
        self.places = [("title", start, title.end(at)) for at, start in enumerate(title.starts)]
        self.places += [("text", start, text.end(at)) for at, start in enumerate(text.starts)]
        self.paragraph = _numbered("title", title, title.paragraphs) + _numbered(
            "text", text, text.paragraphs
        )
        self.sentence = _numbered("title", title, title.sentences) + _numbered("text", text, text.sentences)
        self.names = {(h.key, h.first, h.last) for h in index.find(title, item.language)}
        self.names |= {
            (h.key, h.first + self.split, h.last + self.split) for h in index.find(text, item.language)
        }

    def spans(self, topic: str) -> list[Span] | None:
        """Return the spans of a match in reading order; None when the topic does not match."""
        hits = self.hits(self.trees[topic])
        if hits is None:
            return None
        spans = set()
        for leaf in {leaf for _, _, leaf in hits}:
            covered = {(first, last) for first, last, each in hits if each == leaf}
            while overlap := next(
                ((a, b) for a, b in product(covered, covered) if a < b and b[0] <= a[1]), None
            ):
                covered -= set(overlap)
                covered.add((overlap[0][0], max(overlap[0][1], overlap[1][1])))
            for first, last in covered:
                field, start, _ = self.places[first]
                spans.add(Span(field=field, start=start, end=self.places[last][2], leaf=leaf))
        return sorted(spans, key=lambda span: (span.field != "title", span.start, span.end, span.leaf))

    def hits(self, node: Node, field: str | None = None, cased: bool = False) -> set[Hit] | None:
        found: set[Hit] | None = None
        match node:
            case And(parts=parts):
                each = [self.hits(part, field, cased) for part in parts]
                found = None if None in each else set().union(*each)
            case Or(parts=parts):
                each = [hits for part in parts if (hits := self.hits(part, field, cased)) is not None]
                found = set().union(*each) if each else None
            case Not(part=part):
                found = set() if self.hits(part, field, cased) is None else None
            case In(part=part) | CaseSensitive(part=part):
                found = self.hits(part, *self.scope(node, field, cased))
            case AtLeast(count=count, part=part):
                enough = len(self.extents(part, field, cased)) >= count
                found = self.hits(part, field, cased) if enough else None
            case Fact() | TopicRef():
                found = self.known(node)
            case _:
                found = self.cluster(node, field, cased, everything).hits or None
        return found

    def scope(self, node: In | CaseSensitive, field: str | None, cased: bool) -> tuple[str | None, bool]:
        return (node.field, cased) if isinstance(node, In) else (field, True)

    def known(self, node: Fact | TopicRef) -> set[Hit] | None:
        if isinstance(node, Fact):
            return set() if self.holds(node) else None
        hits = self.hits(self.trees[node.key])
        return None if hits is None else {(first, last, f"#{node.key}") for first, last, _ in hits}

    def extents(self, node: Node, field: str | None, cased: bool) -> set[tuple[int, int]]:
        match node:
            case And(parts=parts):
                found = [self.extents(part, field, cased) for part in parts]
                return set().union(*found) if all(found) else set()
            case Or(parts=parts):
                return set().union(*(self.extents(part, field, cased) for part in parts))
            case In(field=inner, part=part):
                return self.extents(part, inner, cased)
            case CaseSensitive(part=part):
                return self.extents(part, field, True)
            case AtLeast(count=count, part=part):
                found = self.extents(part, field, cased)
                return found if len(found) >= count else set()
            case _:
                return self.cluster(node, field, cased, everything).extents

    def holds(self, fact: Fact) -> bool:
        value = fold(fact.value)
        values = {
            "source": [self.source.key, self.source.name],
            "group": [self.source.group],
            "country": [self.source.country],
            "lang": [self.item.language],
            "author": [self.item.author],
            "tag": self.item.tags,
        }
        if fact.field == "url":
            return fact.value.casefold() in self.item.url.casefold()
        return any(fold(each) == value for each in values[fact.field] if each)

    def cluster(self, node: Node, field: str | None, cased: bool, keep: Keep) -> Found:
        match node:
            case In(field=inner, part=part):
                return self.cluster(part, inner, cased, keep)
            case CaseSensitive(part=part):
                return self.cluster(part, field, True, keep)
            case Or(parts=parts):
                found = [self.cluster(part, field, cased, keep) for part in parts]
                return Found(
                    *(set().union(*(getattr(each, name) for each in found)) for name in Found.__annotations__)
                )
            case Near(left=left, right=right, is_negated=True):
                others = self.cluster(right, field, cased, everything).hits
                return self.cluster(
                    left,
                    field,
                    cased,
                    lambda hit: keep(hit) and not any(self.disturbs(hit, o, node.within) for o in others),
                )
            case Near(left=left, right=right):
                one, other = (self.cluster(part, field, cased, keep) for part in (left, right))
                return self.near(one, other, node)
            case _:
                hits = set(filter(keep, self.leaf(node, field, cased)))
                return Found(hits, hits, hits, {hit[:2] for hit in hits}, set())

    def near(self, one: Found, other: Found, node: Near) -> Found:
        lefts, rights = (one.tails, other.heads) if node.is_ordered else (one.hits, other.hits)
        forward = {(u, v) for u, v in product(lefts, rights) if self.follows(u, v, node.within)}
        backward = {(v, u) for u, v in product(lefts, rights) if self.follows(v, u, node.within)}
        backward = set() if node.is_ordered else backward
        pairs = one.pairs | other.pairs | forward | backward
        kept = {hit for pair in forward | backward for hit in pair}
        while more := {hit for pair in pairs if kept & set(pair) for hit in pair} - kept:
            kept |= more
        used_left = {u for u, _ in forward} | {u for _, u in backward}
        used_right = {v for _, v in forward} | {v for v, _ in backward}
        left, right = {hit[:2] for hit in used_left}, {hit[:2] for hit in used_right}
        return Found(
            hits=kept,
            heads=kept & one.heads if node.is_ordered else {pair[0] for pair in forward | backward},
            tails=kept & other.tails if node.is_ordered else {pair[1] for pair in forward | backward},
            extents=left if len(left) <= len(right) else right,
            pairs=pairs,
        )

    def follows(self, u: Hit, v: Hit, within) -> bool:
        if u[1] >= v[0]:
            return False
        if within == "s":
            return len({self.sentence[place] for place in range(u[0], v[1] + 1)}) == 1
        same = len({self.paragraph[place] for place in range(u[0], v[1] + 1)}) == 1
        return same and (within == "p" or v[0] - u[1] - 1 <= within)

    def disturbs(self, u: Hit, v: Hit, within) -> bool:
        first, last = min(u[0], v[0]), max(u[1], v[1])
        overlap = u[0] <= v[1] and v[0] <= u[1]
        if u[:2] == v[:2]:
            return False
        if within in ("s", "p"):
            units = self.sentence if within == "s" else self.paragraph
            return len(set(units[first : last + 1])) == 1
        return overlap or self.follows(u, v, within) or self.follows(v, u, within)

    def leaf(self, node: Node, field: str | None, cased: bool) -> set[Hit]:
        if isinstance(node, NameRef):
            hits = {(first, last, f"@{node.key}") for key, first, last in self.names if key == node.key}
        else:
            hits = self.words(node, cased)
        low = self.split if field == "text" else 0
        high = {"title": self.split, "lead": self.split + 60}.get(field or "", len(self.forms))
        return {hit for hit in hits if low <= hit[0] and hit[1] < high}

    def words(self, node: Word | Phrase, cased: bool) -> set[Hit]:
        asked = re.findall(r"[\w*?]+(?:'[\w*?]+)*", node.text)
        leaf = f"cs({format_query(node)})" if cased else format_query(node)
        hits = set()
        for first in range(len(self.forms) - len(asked) + 1):
            last = first + len(asked) - 1
            together = len(set(self.paragraph[first : last + 1])) == 1
            pairs = zip(asked, self.forms[first : last + 1], strict=True)
            if together and all(self.is_any(a, form, node.is_exact, cased) for a, form in pairs):
                hits.add((first, last, leaf))
        return hits

    def is_any(self, asked: str, form: str, exact: bool, cased: bool) -> bool:
        written = {form, without_article(form, self.item.language)}
        return any(self.is_word(asked, each, exact, cased) for each in written)

    def is_word(self, asked: str, form: str, exact: bool, cased: bool) -> bool:
        level = fold_keeping_case if cased else fold
        asked, form = level(asked), level(form)
        if "*" in asked or "?" in asked:
            pattern = re.escape(asked).replace(r"\*", ".*").replace(r"\?", r"[^\W_]")
            return re.fullmatch(pattern, form) is not None
        if exact or cased:
            return asked == form
        return self.stem(asked, self.item.language) == self.stem(form, self.item.language)


def _numbered(field: str, tokens: Tokens, firsts: Sequence[int]) -> list[tuple[str, int]]:
    """Return the unit in which each word stands."""
    return [(field, sum(first <= place for first in firsts)) for place in range(len(tokens.words))]
