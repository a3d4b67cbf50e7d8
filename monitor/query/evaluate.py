"""How well topics are tagged: on their examples, and on articles whose topics are known, in figures. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.model.feeds import Source
from monitor.model.items import Item
from monitor.model.scores import Score, total
from monitor.model.topics import Example, Topic
from monitor.query.explain import Explanation
from monitor.query.match import Matcher

#: Articles to be tried have no date; no query asks for one.
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)
_SOURCE = Source(key="example", name="Example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article and the topics that it belongs to, as a person sees it."""

    #: Whatever finds it again in its file.
    id: str
    #: ISO 639-1 code; empty when unknown.
    language: str
    title: str
    text: str
    #: Keys of topics.
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongTag:
    """A topic that was missed, or found where it is not."""

    article: Article
    topic: str
    #: What was found and must not be, or what is missing.
    why: Explanation

    @property
    def is_missed(self) -> bool:
        """Tell whether the article belongs to the topic and was not found."""
        return not self.why.is_match


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedExample:
    """What a topic's query makes of one of its examples."""

    example: Example
    #: Its place among those that must match, or among those that must not; from 0.
    number: int
    must_match: bool
    why: Explanation

    @property
    def passes(self) -> bool:
        """Tell whether it comes out as it must."""
        return self.why.is_match == self.must_match

    @property
    def hint(self) -> str:
        """Return what may be wrong with the example itself, a blank before it; empty for nothing."""
        is_in_doubt = self.must_match and not self.passes and not self.example.language
        return " Perhaps the example should say its language." if is_in_doubt else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEvaluation:
    """The result over a file of articles: each pair of article and topic counts once."""

    overall: Score
    #: In the order in which the topics were given.
    by_topic: Mapping[str, Score]
    #: By language code, sorted.
    by_language: Mapping[str, Score]
    #: In the order of the articles, then of the topics.
    wrong: tuple[WrongTag, ...]


def try_examples(matcher: Matcher, topic: Topic) -> Iterator[TriedExample]:
    """Try a topic of the matcher on its examples, those that it must match first."""
    for must_match, examples in ((True, topic.must_match), (False, topic.must_not_match)):
        for number, example in enumerate(examples):
            item = _item(example.title, example.text, example.language)
            why = matcher.why(item, _SOURCE, topic.key)
            yield TriedExample(example=example, number=number, must_match=must_match, why=why)


def evaluate_topics(
    articles: Iterable[Article], matcher: Matcher, *, topics: Collection[str]
) -> TagEvaluation:
    """Try the topics on every article and compare what is found with what is there.

    Other topics that an article may belong to are passed over.
    """
    by_topic = {topic: Score() for topic in topics}
    by_language: dict[str, Score] = {}
    wrong: list[WrongTag] = []
    for article in articles:
        item = _item(article.title, article.text, article.language)
        found = {match.topic for match in matcher.match(item, _SOURCE, now=_WHENEVER)}
        for topic in topics:
            score = _score(is_there=topic in article.topics, is_found=topic in found)
            by_topic[topic] = total([by_topic[topic], score])
            by_language[article.language] = total([by_language.get(article.language, Score()), score])
            if score.missed or score.wrong:
                why = matcher.why(item, _SOURCE, topic)
                wrong.append(WrongTag(article=article, topic=topic, why=why))
    return TagEvaluation(
        overall=total(by_topic.values()),
        by_topic=by_topic,
        by_language=dict(sorted(by_language.items())),
        wrong=tuple(wrong),
    )


def _item(title: str, text: str, language: str) -> Item:
    return Item(
        source=_SOURCE.key,
        feed="",
        guid="example",
        url="",
        title=title,
        text=text,
        language=language,
        published_at=_WHENEVER,
        first_seen_at=_WHENEVER,
        content_hash="",
    )


def _score(*, is_there: bool, is_found: bool) -> Score:
    return Score(
        right=int(is_there and is_found),
        missed=int(is_there and not is_found),
        wrong=int(is_found and not is_there),
    )
