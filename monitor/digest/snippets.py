"""The words that made an item match, in their sentences. Pure.

What comes out are pieces of plain text with a flag, never markup: the template escapes each and puts the
marks around the hits. Work is bounded by the hits looked at, not by the length of the article.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.model.topics import Span

#: Longest snippet in characters, the dots that stand for what was left out not counted.
SNIPPET_LENGTH = 420
#: How far a sentence is followed on either side of a hit.
_REACH = 600
#: Evidence beyond this many hits changes no snippet.
_MOST_HITS = 100
_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”’)\]]*[ \t]+|\s*\n\s*")
_OPENING = "\"'«“„‘(["
#: A lone letter before the stop: an initial or an abbreviation (`A. Smith`, `U.S.`, `г.`).
_INITIAL = re.compile(r"(?:^|[\W\d_])[^\W\d_]\.[\"'»”’)\]]*[ \t]+$")
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Piece(NamedTuple):
    """A run of plain text that is wholly a hit or wholly not."""

    text: str
    is_hit: bool = False


Range = tuple[int, int]


def clean(text: str) -> str:
    """Return text with a blank for every control, line end or bidi override; offsets stay true."""
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def mark_title(title: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Return a whole title, its hits marked."""
    return _pieces(title, (0, len(title)), _ranges(title, spans))


def snippet(text: str, spans: Iterable[Span], *, limit: int = SNIPPET_LENGTH) -> tuple[Piece, ...]:
    """Return the sentences of `text` that hold the most evidence, hits marked; its beginning without hits.

    Sentences with more distinct leaves win, earlier ones among equals; they are shown in reading order.
    """
    inside = (s for s in spans if 0 <= s.start < s.end <= len(text))
    within = sorted(inside, key=lambda s: (s.start, s.end, s.leaf))[:_MOST_HITS]
    if not within:
        return _beginning(text, limit)
    hits = _ranges(text, within)
    pieces: list[Piece] = []
    previous = 0
    for start, end in _best_sentences(text, within, limit=limit):
        if text[previous:start].strip():
            pieces.append(Piece("… " if not pieces else " … "))
        elif pieces:
            pieces.append(Piece(" "))
        pieces.extend(_pieces(text, (start, end), hits))
        previous = end
    if previous and not _is_end(text, previous):
        pieces.append(Piece(" …"))
    return tuple(pieces)


def _best_sentences(text: str, spans: Sequence[Span], *, limit: int) -> list[Range]:
    """Return the sentences worth showing, together at most `limit` long, in reading order."""
    leaves: dict[Range, set[str]] = {}
    for span in spans:
        known = (s for s in leaves if s[0] <= span.start and span.end <= s[1])
        sentence = next(known, None) or _sentence_around(text, span, limit=limit)
        leaves.setdefault(sentence, set()).add(span.leaf)
    chosen: list[Range] = []
    for start, end in sorted(leaves, key=lambda sentence: (-len(leaves[sentence]), sentence)):
        apart = all(end <= other_start or other_end <= start for other_start, other_end in chosen)
        if apart and sum(e - s for s, e in chosen) + end - start <= limit:
            chosen.append((start, end))
    return sorted(chosen)


def _sentence_around(text: str, span: Span, *, limit: int) -> Range:
    """Return the sentence in which a hit begins, cropped around the hit when it is too long."""
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    start, end = low, high
    for stop in _SENTENCE_END.finditer(text, low, high):
        if not _ends_sentence(text, stop):
            continue
        if stop.end() <= span.start:
            start = stop.end()
        elif stop.start() >= span.end:
            end = stop.end()
            break
    start, end = _stripped(text, (start, end))
    return (start, end) if end - start <= limit else _cropped(text, (start, end), span=span, limit=limit)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Tell a full stop from one after an abbreviation or before a small letter."""
    if "\n" in stop.group():
        return True
    following = text[stop.end() : stop.end() + 3].lstrip(_OPENING)
    before = text[max(0, stop.start() - 2) : stop.end()]
    return not following[:1].islower() and not _INITIAL.search(before)


def _cropped(text: str, sentence: Range, *, span: Span, limit: int) -> Range:
    """Return the part of a long sentence around a hit, whole words where there are any."""
    start = max(sentence[0], min(span.start - limit // 3, sentence[1] - limit))
    end = min(sentence[1], start + limit)
    if start > sentence[0]:
        blank = text.find(" ", start, span.start)
        start = blank + 1 if blank >= 0 else start
    if end < sentence[1]:
        blank = text.rfind(" ", span.end, end)
        end = blank if blank >= 0 else end
    return start, end


def _beginning(text: str, limit: int) -> tuple[Piece, ...]:
    """Return the first sentences of a text that holds no hit itself."""
    start, end = _stripped(text, (0, min(len(text), 4 * limit)))
    if end - start <= limit * 2 // 3:
        return (Piece(clean(text[start:end])),) if end > start else ()
    limit = limit * 2 // 3
    stops = [s.end() for s in _SENTENCE_END.finditer(text, start, start + limit) if _ends_sentence(text, s)]
    if stops and stops[-1] - start >= limit // 3:
        return (Piece(clean(text[start : stops[-1]]).rstrip()),)
    cut = text.rfind(" ", start, start + limit)
    return (Piece(clean(text[start : cut if cut > start else start + limit]) + " …"),)


def _is_end(text: str, position: int) -> bool:
    """Tell whether a sentence, or the text, ends at a position."""
    return not text[position:].strip() or text[position - 1] in ".!?…»”\"')" or text[position] == "\n"


def _stripped(text: str, part: Range) -> Range:
    start, end = part
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _ranges(text: str, spans: Iterable[Span]) -> list[Range]:
    """Return the hits as ranges that neither overlap nor touch."""
    ranges: list[Range] = []
    for start, end in sorted([(s.start, s.end) for s in spans if 0 <= s.start < s.end <= len(text)]):
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(end, ranges[-1][1])
        else:
            ranges.append((start, end))
    return ranges


def _pieces(text: str, part: Range, hits: Iterable[Range]) -> tuple[Piece, ...]:
    """Return one part of a text, cut at the edges of the hits."""
    position, end = part
    pieces: list[Piece] = []
    for hit_start, hit_end in hits:
        start, stop = max(hit_start, position), min(hit_end, end)
        if start >= stop:
            continue
        pieces += [Piece(clean(text[position:start])), Piece(clean(text[start:stop]), is_hit=True)]
        position = stop
    pieces.append(Piece(clean(text[position:end])))
    return tuple([piece for piece in pieces if piece.text])
