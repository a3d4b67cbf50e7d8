"""Where sentences and paragraphs begin."""

import re
from collections.abc import Iterator
from heapq import merge

# The second is rare, and without it the first is found several times as fast.
_EMPTY_LINE = re.compile("\n[^\\S\n]*\n")
_PARAGRAPH_END = re.compile(f"{_EMPTY_LINE.pattern}|\u2029")
# The look-behind keeps a long run of marks from being tried from each of its characters.
_SENTENCE_END = re.compile(
    "(?:(?<![.!?…])[.!?…]++[\"'’”“»)\\]]*+(?=\\s)|[。！？])\\s*+(?P<opening>[\"'‘“„«(\\[—–-]*+)(?P<next>\\w?)"
)
_WORD_BEFORE = re.compile(r"\w+\Z")
#: Written with a full stop inside a sentence, before a capital.
_ABBREVIATED = (
    "mr mrs ms dr prof gen col lt sgt capt sen rep gov pres st no vs inc ltd co jr sr "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "гг ул им тов гр пр св зам ген проф акад см стр руб тыс млн млрд вул імя праф тав "
    "art ust tzw płk gen ks dz nr ul św hab inż min mjr kpt hr fr bzw ca str bd pl mme mlle mm"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
#: How far back the word before a full stop is looked for.
_LONGEST_ABBREVIATION = 8


def has_paragraphs(text: str) -> bool:
    """Tell whether the end of a paragraph is in a text."""
    return "\u2029" in text or ("\n" in text and _EMPTY_LINE.search(text) is not None)


def paragraph_starts(text: str) -> Iterator[int]:
    """Yield the offset after the end of each paragraph: behind an empty line."""
    pattern = _PARAGRAPH_END if "\u2029" in text else _EMPTY_LINE
    return (end.end() for end in pattern.finditer(text))


def sentence_starts(text: str) -> Iterator[int]:
    """Yield the offset after the end of each sentence; a paragraph's end is one."""
    ends = (m.start("opening") for m in _SENTENCE_END.finditer(text) if _ends_sentence(text, m))
    return merge(ends, paragraph_starts(text))


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    """Tell a sentence's end from an abbreviation or initial: `Mr. Smith`, `А. Лукашенко`, `2025 г. в`."""
    if end["next"].islower():
        return False
    if text[end.start()] != "." or text[end.start() + 1 : end.start() + 2] == ".":
        return True
    before = _WORD_BEFORE.search(text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start()])
    if before is None:
        return True
    is_initial = len(before[0]) == 1 and not before[0].isdigit()
    return not is_initial and before[0].lower() not in _ABBREVIATIONS
