"""Matching: one pass over an item's words for all topics."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.topics import Match, Name, Topic, WordList
from monitor.query.candidates import Candidates, numbers
from monitor.query.compile import Compiler
from monitor.query.document import Document, Hit, mask_of, present_entries, present_facts
from monitor.query.explain import Explanation, explain
from monitor.query.lists import read_lists
from monitor.query.names import NameFinder
from monitor.query.order import in_order_of_need
from monitor.query.parse import parse
from monitor.query.spans import places, score, spans
from monitor.query.terms import Lexicon, Stem
from monitor.query.topics import problems
from monitor.query.version import versions


class Matcher:
    """All topics, compiled once."""

    def __init__(
        self,
        topics: Sequence[Topic],
        names: Sequence[Name],
        *,
        words: Sequence[WordList] = (),
        index: NameFinder,
        stem: Stem,
    ) -> None:
        """Compile the topics; raise QueryError for the first one that is wrong.

        `words` are the lists that queries call by $; a line of them that is wrong is left out. `index`
        finds the names in texts, `stem` reduces a folded word of a language to what all its forms have
        in common.
        """
        lists = read_lists(words, names={name.key for name in names})
        for key, problem in problems(topics, names, lists):
            problem.add_note(f"in the query of topic {key}")
            raise problem
        trees = {topic.key: lists.put_in(parse(topic.query)) for topic in topics}
        self._names = index
        #: Keys of the topics, those that others refer to before them.
        self._keys = in_order_of_need(trees)
        self._versions = versions(trees, names)
        compiler = Compiler({key: number for number, key in enumerate(self._keys)})
        self._plans = [compiler.compile(trees[key]) for key in self._keys]
        self._leaf_texts = compiler.leaf_texts
        self._candidates = Candidates(self._plans, list(compiler.terms))
        self._lexicon = Lexicon(
            compiler.terms,
            self._candidates.masks,
            clauses=compiler.clauses.of,
            names=index,
            stem=stem,
        )

    @property
    def versions(self) -> Mapping[str, str]:
        """Return each topic's version, which changes when what it matches may have changed."""
        return dict(self._versions)

    @property
    def names(self) -> NameFinder:
        """Return who finds the names in texts."""
        return self._names

    def match(
        self, item: Item, source: Source, *, now: datetime, forms: Iterable[str] | None = None
    ) -> list[Match]:
        """Return the topics that the item belongs to, with the evidence, sorted by key.

        `forms`: the distinct words of title and text as written, if they are at hand: they tell of most items
        that they belong to none, without their texts being cut into words.
        """
        if forms is not None and not self._may_match(item, source, forms):
            return []
        document = self._read(item, source)
        lead, below = document.masks(self._candidates.masks)
        topics = self._candidates.find(lead, below=below)
        if not topics:
            return []
        document.locate(topics)
        for topic in numbers(topics):
            self._evaluate(topic, document)
        found = sorted((self._keys[topic], hits) for topic, hits in document.topics.items())
        return [self._match(key, document, hits, now=now) for key, hits in found]

    def _may_match(self, item: Item, source: Source, forms: Iterable[str]) -> bool:
        entries = present_entries(forms, item.language, self._lexicon)
        facts = present_facts(item, source, self._lexicon)
        return bool(self._candidates.find(mask_of(entries, facts, self._candidates.masks)))

    def why(self, item: Item, source: Source, topic: str) -> Explanation:
        """Return why the item belongs to the topic, or what it lacks; KeyError for an unknown topic."""
        document = self._read_all(item, source)
        for number, key in enumerate(self._keys):
            self._evaluate(number, document)
            if key == topic:
                return explain(topic, self._plans[number], document, self._leaf_texts)
        raise KeyError(topic)

    def near_misses(self, item: Item, source: Source) -> list[Explanation]:
        """Return, by topic, which clause is missing where it is only one; sorted by key."""
        document = self._read_all(item, source)
        found = []
        for number, key in enumerate(self._keys):
            self._evaluate(number, document)
            found.append(explain(key, self._plans[number], document, self._leaf_texts))
        return sorted((each for each in found if each.is_near_miss), key=lambda each: each.topic)

    def _read(self, item: Item, source: Source) -> Document:
        return Document(item, source, lexicon=self._lexicon, names=self._names)

    def _read_all(self, item: Item, source: Source) -> Document:
        """Read an item on which every topic is to be evaluated, whether or not it can match."""
        document = self._read(item, source)
        document.locate(self._candidates.all)
        return document

    def _evaluate(self, topic: int, document: Document) -> None:
        hits = self._plans[topic].find(document)
        if hits is not None:
            document.topics[topic] = hits

    def _match(self, key: str, document: Document, hits: Sequence[Hit], *, now: datetime) -> Match:
        found = places(hits, self._leaf_texts)
        return Match(
            item_id=document.item.id,
            topic=key,
            score=score(document, found),
            spans=spans(document, found),
            version=self._versions[key],
            matched_at=now,
        )
