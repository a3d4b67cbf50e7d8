"""Names and the index of words: whatever text has a name has one of the keys that stand for it."""

import json
from pathlib import Path

from desk import shipped_names

from monitor.words.keys import ANY_END, name_keys, text_keys
from monitor.words.names.index import NameIndex
from monitor.words.tokens import tokenise

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "tests" / "data" / name for name in ("stories.jsonl", "topics-own.jsonl")]


def test_every_name_that_is_found_could_have_been_asked_for() -> None:
    names = NameIndex(shipped_names())
    clauses = {owner.key: name_keys(names.anchors(owner.key)) for owner in names.owners}
    found = 0
    for line in (line for path in FILES for line in path.read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        for text in (item["title"], item["text"]):
            keys = text_keys([text], item["lang"])
            for hit in names.find(tokenise(text), item["lang"]):
                found += 1
                assert any(_has(keys, key) for key in clauses[hit.key]), (hit, text)
    assert found > 250


def _has(keys: set[str], asked: str) -> bool:
    if asked.endswith(ANY_END):
        return any(key.startswith(asked.removesuffix(ANY_END)) for key in keys)
    return asked in keys
