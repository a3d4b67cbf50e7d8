"""Postings count like a dictionary of dictionaries, whatever is added and removed in whatever order."""

from collections import Counter
from random import Random

from monitor.story.postings import Postings


def test_postings_count_who_has_what() -> None:
    chance, postings, plain = Random(7), Postings[str](), Counter[tuple[str, int]]()
    for _ in range(2_000):
        key, holder = chance.choice("abcdef"), chance.randrange(4)
        if plain[key, holder] and chance.random() < 0.6:
            postings.remove([key], holder)
            plain[key, holder] -= 1
        else:
            postings.add([key], holder)
            plain[key, holder] += 1
        held = {its: count for (other, its), count in plain.items() if other == key and count}
        assert postings.of(key) == held
        if held:
            assert postings.shared(key) in ([None, held] if list(held.values()) == [1] else [held])


def test_what_nobody_has_takes_no_room() -> None:
    postings = Postings[str]()
    for holder in (1, 2, 2):
        postings.add("ab", holder)
    for holder in (2, 1, 2):
        postings.remove("ab", holder)
    assert postings.of("a") == postings.of("b") == {}
    assert not postings._holders
