"""How well items are clustered: B-cubed over articles whose stories are known. Pure.

For each article, precision is the share of its cluster that is of its story, recall the share of its story
that is in its cluster (A. Bagga, B. Baldwin, 1998). Two articles under one umbrella that are of different
stories are no mistake together and none apart: they do not count for each other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from monitor.model.items import Item
from monitor.model.stories import Placement
from monitor.story.cluster import Clusterer

#: Articles without a date are all of one moment.
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article and the story it belongs to, as a person sees it."""

    #: Whatever finds it again in its file.
    id: str
    #: ISO 639-1 code; empty when unknown.
    language: str
    title: str
    text: str
    story: str
    #: Stories so entangled that nobody can say where one ends: those under one umbrella.
    umbrella: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bcubed:
    """B-cubed figures, each 0..1."""

    articles: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of recall and precision."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongMerge:
    """A cluster that holds articles of stories that have nothing to do with each other."""

    #: Sorted by story; each with why it was placed there.
    articles: tuple[tuple[Article, Placement], ...]
    #: Sum over the articles of what is missing to full precision: by this the worst come first.
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSplit:
    """A story whose articles lie in several clusters."""

    #: The largest cluster first; only what is of the story.
    parts: tuple[tuple[Article, ...], ...]
    #: Sum over the articles of what is missing to full recall.
    lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvaluation:
    """The result over a file of articles."""

    overall: Bcubed
    #: By language code, sorted; the articles of a language among themselves.
    by_language: Mapping[str, Bcubed]
    clusters: int
    #: The worst first.
    merges: tuple[WrongMerge, ...]
    splits: tuple[WrongSplit, ...]


def evaluate_stories(articles: Sequence[Article], clusterer: Clusterer) -> StoryEvaluation:
    """Cluster the articles as if they came in when they were published, and compare with their stories."""
    placements = _cluster(articles, clusterer)
    labelled = [(article, placement.story) for article, placement in zip(articles, placements, strict=True)]
    languages = sorted({article.language for article in articles})
    return StoryEvaluation(
        overall=bcubed(labelled),
        by_language={
            code: bcubed([pair for pair in labelled if pair[0].language == code]) for code in languages
        },
        clusters=len({story for _, story in labelled}),
        merges=tuple(sorted(_merges(articles, placements), key=lambda wrong: -wrong.lost)),
        splits=tuple(sorted(_splits(labelled), key=lambda wrong: -wrong.lost)),
    )


def bcubed(labelled: Collection[tuple[Article, int]]) -> Bcubed:
    """Return the figures of articles with the clusters they were put in."""
    precision = recall = 0.0
    for article, cluster in labelled:
        precision += _precision(article, [other for other, its in labelled if its == cluster])
        recall += _share(its == cluster for other, its in labelled if other.story == article.story)
    count = len(labelled)
    return Bcubed(articles=count, precision=precision / count, recall=recall / count)


def _precision(article: Article, cluster: Iterable[Article]) -> float:
    counting = (
        other for other in cluster if other.story == article.story or other.umbrella != article.umbrella
    )
    return _share(other.story == article.story for other in counting)


def _share(holds: Iterable[bool]) -> float:
    each = tuple(holds)
    return sum(each) / len(each)


def _cluster(articles: Sequence[Article], clusterer: Clusterer) -> list[Placement]:
    """Return the placements of the articles; they come in by date, those of one moment together."""
    items = [_item(number, article) for number, article in enumerate(articles, start=1)]
    by_date = attrgetter("published_at")
    placed: dict[int, Placement] = {}
    for now, batch in groupby(sorted(items, key=by_date), key=by_date):
        clustering = clusterer.add(list(batch), now=now)
        for merging in clustering.mergings:
            gone = (item for item, its in placed.items() if its.story == merging.gone)
            placed |= {item: replace(placed[item], story=merging.stays) for item in gone}
        placed |= {placement.item_id: placement for placement in clustering.placements}
        for placement in clustering.moved:
            copies = (item for item, its in placed.items() if _copied(its) == placement.item_id)
            placed |= {item: replace(placed[item], story=placement.story) for item in copies}
            placed[placement.item_id] = placement
    return [placed[item.id] for item in items]


def _copied(placement: Placement) -> int | None:
    return placement.because.nearest if placement.sameness == "copy" and placement.because else None


def _item(number: int, article: Article) -> Item:
    published_at = article.published_at or _WHENEVER
    return Item(
        id=number,
        source="",
        feed="",
        guid=article.id,
        url="",
        title=article.title,
        text=article.text,
        language=article.language,
        published_at=published_at,
        first_seen_at=published_at,
        content_hash="",
    )


def _merges(articles: Sequence[Article], placements: Sequence[Placement]) -> Iterable[WrongMerge]:
    clusters: dict[int, list[tuple[Article, Placement]]] = {}
    for article, placement in zip(articles, placements, strict=True):
        clusters.setdefault(placement.story, []).append((article, placement))
    for members in clusters.values():
        inside = [article for article, _ in members]
        lost = sum(1 - _precision(article, inside) for article in inside)
        if lost:
            yield WrongMerge(articles=tuple(sorted(members, key=lambda member: member[0].story)), lost=lost)


def _splits(labelled: Sequence[tuple[Article, int]]) -> Iterable[WrongSplit]:
    stories: dict[str, list[tuple[Article, int]]] = {}
    for article, cluster in labelled:
        stories.setdefault(article.story, []).append((article, cluster))
    for members in stories.values():
        sizes = Counter(cluster for _, cluster in members)
        if len(sizes) > 1:
            parts = [tuple(a for a, its in members if its == cluster) for cluster, _ in sizes.most_common()]
            yield WrongSplit(
                parts=tuple(parts), lost=sum(len(part) * (1 - len(part) / len(members)) for part in parts)
            )
