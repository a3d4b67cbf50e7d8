"""How fast items are matched: against the number of topics, against peers, on hostile texts.

    python tests/bench/query.py [speed | shipped | hostile | memory]...

All times are CPU time, so that another program on the machine disturbs little; medians over items that
have not been seen before, after many others have been. Those that are compared take turns. Words, names and
phrases are found in all forms.
The index (tantivy) is compared when it is installed (`pip install -e ".[bench]"`).
"""

import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from query_made import NOW, SOURCE, Maker, item, topics
from query_peers import HAS_TANTIVY, Expressions, Index
from query_turns import Measure, Took, take_turns

from monitor.model.items import Item
from monitor.model.topics import Name, Topic, WordList
from monitor.query.match import Matcher
from monitor.words.names.index import NameIndex
from monitor.words.stems import stem

CONFIG = Path(__file__).parents[2] / "config"
COUNTS = (3, 100, 1_000)
#: Characters of a text, items to measure with, and times as many that were matched before.
SIZES = ((600, 400, 8), (5_000, 100, 5))
#: So many times each contender is measured.
TURNS = 10
#: Expressions are slow: they are measured on so many items.
FEW = 40
#: An index is made for so many items at once; the fewer, the dearer each.
BATCH = 1_000
WHO = ("ours", "re", *("tantivy",) * HAS_TANTIVY)


def main() -> None:
    """Print the figures asked for."""
    if sys.argv[1:2] == ["peak"]:
        return _peak(sys.argv[2])
    sections = {"speed": speed, "shipped": shipped, "hostile": hostile, "memory": memory}
    for section in sys.argv[1:] or sections:
        sections[section]()
    return None


def speed() -> None:
    """Compare numbers of topics, and peers."""
    for length, count, before in SIZES:
        print(f"\ntexts of {length:,} characters, microseconds a text (median)")
        heads = "topics", "ours", "matches", "re", "re/ours", "tantivy", "ours/tantivy"
        print("{:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>13}".format(*heads))
        prepare = partial(_prepared, length=length, count=count, before=before)
        took = take_turns(prepare, product(WHO, COUNTS), turns=TURNS)
        us = {key: statistics.median(each.microseconds for each in some) for key, some in took.items()}
        for n in COUNTS:
            ours, matches = us["ours", n], statistics.mean(each.matches for each in took["ours", n])
            beside = f"{us['tantivy', n]:8.0f} {ours / us['tantivy', n]:13.1f}" if HAS_TANTIVY else ""
            print(f"{n:>8,} {ours:8.0f} {matches:8.2f} {us['re', n]:9.0f} {us['re', n] / ours:8.0f} {beside}")
        print(f"from 100 to 1,000 topics: {us['ours', 1_000] / us['ours', 100]:.1f} times slower")
    print(f"compiling 1,000 topics: {_compiled(topics(Maker(names()).topics(1_000)))[1]:.1f} s")
    if not HAS_TANTIVY:
        print("tantivy is not installed: not compared")


def _prepared(who: str, topic_count: int, *, length: int, count: int, before: int) -> Measure:
    """Return what measures a contender, in its own process, on texts that it has not met; it met others."""
    maker = Maker(names())
    made = maker.topics(max(COUNTS))[:topic_count]
    seen, new = maker.items(count * before, length), maker.items(count, length)
    if who == "tantivy":
        index, batch = Index(made), (seen + new)[-BATCH:]
        return lambda _: [_took(index.match, batch).each(of=len(batch))]
    if who == "re":
        expressions = Expressions(made)
        return lambda turn: [_took(expressions.match, each) for each in new[turn:FEW:TURNS]]
    matcher = _compiled(topics(made))[0]
    _meet(matcher, seen)
    return lambda turn: [_took(_counting(matcher), each) for each in new[turn::TURNS]]


def _took(count_matches: Callable[[Any], int], on: object) -> Took:
    started = time.process_time_ns()
    matches = count_matches(on)
    return Took((time.process_time_ns() - started) / 1e3, matches)


def shipped() -> None:
    """Measure the topics that come with the program, on their own examples among other news."""
    file = tomllib.loads((CONFIG / "topics.toml").read_text(encoding="utf-8"))
    raw = file["topics"]
    words = [WordList(key=key, lines=tuple(lines.items())) for key, lines in file["words"].items()]
    matcher, compile_s = _compiled(
        [Topic(key=key, name=key, query=each["query"]) for key, each in raw.items()], words
    )
    print(f"\nthe {len(raw)} shipped topics, texts of 600 characters (compiled in {compile_s:.1f} s)")
    before, others = (made := Maker(names()).items(3_600, 600))[:3_200], made[3_200:]
    examples = [
        _filled(example, by=before[number])
        for each in raw.values()
        for number, example in enumerate([*each["must_match"], *each["must_not_match"]])
    ]
    _meet(matcher, [*before, *examples])  # the other news is new, the words of the examples are known
    kinds: dict[str, list[Item]] = {"matching": [], "not matching": []}
    for example in examples:
        kinds["matching" if matcher.match(example, SOURCE, now=NOW) else "not matching"].append(example)
    for kind, items in ({"other news": others} | kinds).items():
        took = statistics.median(_took(_counting(matcher), each).microseconds for each in items)
        print(f"{kind:>16} {took:6.0f} us a text (median of {len(items)})")


#: Linear work takes twice as long on twice the text; a little more where it outgrows the processor's caches.
MILLION = 1_000_000
HOSTILE_TEXTS = {
    "one word": "aa ",
    "two words": "aa bb ",
    "sentences": "Aa bb. ",
    "paragraphs": "aa\n\nbb ",
    "one long word": "aab",
}
HOSTILE_QUERIES = {
    "near": "aa NEAR/255 bb NEAR/255 aa NEAR/p bb",
    "nested": "(aa NEAR/255 (aa OR bb)) ONEAR/255 ((aa NEAR/s bb) NEAR/p (bb OR aa*))",
    "away": "aa NOT NEAR/255 bb OR (aa NEAR bb) NOT NEAR/p cc",
    "phrase": '"aa aa aa aa aa aa aa aa bb"',
    "count": "atleast255(aa AND atleast200(aa OR bb AND atleast100(aa NEAR bb)))",
    "wildcard": "*aa* OR ?a*a*a*b OR *a*b*c*d",
}
NEWS, SENTENCE_QUERY = "The US and Minsk hold a talk again. ", "us NEAR/s talk NEAR/10 minsk"


def hostile() -> None:
    """Measure how time grows with a text that is made to take long."""
    print("\nhostile texts: seconds on a quarter, a half and a whole million characters, and the growth")
    for text, unit in HOSTILE_TEXTS.items():
        for query in HOSTILE_QUERIES:
            _grow(text, unit, query, MILLION)
    print("the same on two and a half, five and ten million")
    _grow("one word", HOSTILE_TEXTS["one word"], "wildcard", 10 * MILLION)
    _grow("one long word", HOSTILE_TEXTS["one long word"], "wildcard", 10 * MILLION)
    _grow("news", NEWS, "sentence", 10 * MILLION)


def _grow(text: str, unit: str, query: str, size: int) -> None:
    written = (HOSTILE_QUERIES | {"sentence": SENTENCE_QUERY})[query]
    match = _counting(_compiled([Topic(key="t", name="t", query=written)])[0])
    match(item("x", unit * 1_000))
    sizes = (size // 4, size // 2, size)
    took = [_took(match, item("x", unit * (length // len(unit)))).microseconds / 1e6 for length in sizes]
    figures = " ".join(f"{each:8.2f}" for each in took)
    print(f"{text:>14} {query:>9} {figures} {took[1] / took[0]:6.1f} {took[2] / took[1]:6.1f}")


def memory() -> None:
    """Compare the most memory that each needs for 1,000 topics; each in a process of its own."""
    print("\nmost memory with 1,000 topics, in MB: resident, and address space asked for")
    print("`neither` is Python with the topics and items only; `tantivy` an index of 1,000 texts with the")
    print(
        "writer that it makes unless told otherwise; `tantivy each` an index for each of 100 texts, as when"
    )
    print("each is tagged as it arrives")
    for who in ("neither", "ours", "tantivy", "tantivy each")[: 2 + 2 * HAS_TANTIVY]:
        command = [sys.executable, __file__, "peak", who]
        peaks = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        print(f"{who:>12}", *(f"{int(peak) / 1024:6.0f}" for peak in peaks))


def _peak(who: str) -> None:
    maker = Maker(names())
    made = maker.topics(1_000)
    items = maker.items(BATCH, 600)
    if who == "ours":
        _meet(_compiled(topics(made))[0], [*items, *items])
    elif who == "tantivy":
        Index(made).match(items)
    elif who == "tantivy each":
        index = Index(made)
        for each in items[:100]:
            index.match([each])
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(*(status[kind].split()[0] for kind in ("VmHWM", "VmPeak")))


def names() -> list[Name]:
    """Return the names that come with the program."""
    raw = tomllib.loads((CONFIG / "names.toml").read_text(encoding="utf-8"))["names"]
    return [
        Name(key=key, **{field: tuple(v) if isinstance(v, list) else v for field, v in each.items()})
        for key, each in raw.items()
    ]


def _compiled(of: Sequence[Topic], words: Sequence[WordList] = ()) -> tuple[Matcher, float]:
    started = time.process_time()
    matcher = Matcher(of, names(), words=words, index=NameIndex(names()), stem=stem)
    return matcher, time.process_time() - started


def _meet(matcher: Matcher, items: Iterable[Item]) -> None:
    count = _counting(matcher)
    for each in items:
        count(each)


def _counting(matcher: Matcher) -> Callable[[Item], int]:
    """Return what matches an item and counts the topics found."""
    return lambda each: len(matcher.match(each, SOURCE, now=NOW))


def _filled(example: Any, *, by: Item) -> Item:
    """Return an example of a topic, made as long as a short text by other news."""
    known = {"title": example} if isinstance(example, str) else example
    text = f"{known.get('text', '')}\n\n{by.text}"[: 600 - len(known["title"])]
    return item(known["title"], text, language=known.get("language", "en"))


if __name__ == "__main__":
    main()
