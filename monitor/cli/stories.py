"""`monitor stories`: items folded into stories, and how well that is done."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli import correcting
from monitor.cli.arguments import DAYS, LIMIT
from monitor.cli.draft import FILE, brief
from monitor.cli.jsonlines import Fields, is_text, is_text_or_none, read_lines
from monitor.cli.listing import ListingGroup
from monitor.cli.output import safe, say_json, say_table, when_published
from monitor.cli.session import Session
from monitor.model.stories import StorySummary
from monitor.model.times import utc_time
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.story.evaluate import Article, Bcubed, StoryEvaluation, WrongMerge, WrongSplit

#: Wrong merges and splits that people are shown; JSON has all.
_WORST = 10


def _is_moment_or_none(value: object) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and bool(utc_time(value))
    except ValueError:
        return False


_ARTICLE: Fields = {
    "title": ("a text", is_text),
    "text": ("a text", is_text_or_none),
    "lang": ("a language code such as ru", is_text_or_none),
    "story": ("the story to which the article belongs", is_text),
    "umbrella": ("a text", is_text_or_none),
    "published": ("a date and time in ISO 8601", _is_moment_or_none),
}


@click.group(cls=ListingGroup, invoke_without_command=True)
@click.option(
    "--days", type=DAYS, default=3, show_default=True, help="Stories with an item of the last so many days."
)
@click.option(
    "--limit", type=LIMIT, default=50, show_default=True, help="At most so many, newest first; 0: all."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def stories(ctx: click.Context, days: int, limit: int, as_json: bool) -> None:
    """List stories, items about one event in whatever words and language; correct and measure them."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    with session.store(session.load()) as store, store.read() as tx:
        since = datetime.now(UTC) - timedelta(days=days)
        found = tx.stories.list_stories(since=since, limit=limit or None)
    if as_json:
        say_json(found)
        return
    columns = ["story", "last item", "items", "sources", "languages", "first headline"]
    say_table(columns, (_story_row(each) for each in found))


def _story_row(story: StorySummary) -> Sequence[object]:
    last, languages = when_published(story.last_at), " ".join(story.languages)
    return story.id, last, story.items, len(story.sources), languages, story.title


stories.add_command(correcting.split)
stories.add_command(correcting.merge)


@stories.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with every mistake.")
@click.pass_obj
def evaluate(session: Session, file: Path, as_json: bool) -> None:
    """Measure how well articles are folded into stories: B-cubed precision, recall, F1, the worst mistakes.

    FILE has a JSON object a line with title, text, lang and story, whatever names the event. Articles of
    different stories under one umbrella, if that is given, do not count for each other. With published,
    articles come in in that order; without it, all at once.
    """
    from monitor.config.matching import index_of
    from monitor.story.cluster import Clusterer
    from monitor.story.evaluate import evaluate_stories

    articles = _read_articles(file)
    result = evaluate_stories(articles, Clusterer(index_of(session.load().names)))
    if as_json:
        say_json(_figures_json(result))
        return
    rows = [("all", result.overall), *((code or "-", score) for code, score in result.by_language.items())]
    say_table(["language", "articles", "precision", "recall", "F1"], [_score_row(*row) for row in rows])
    stories_there = len({article.story for article in articles})
    click.echo(f"\n{count(stories_there, 'story', 'stories')}; found are {result.clusters}")
    for merge in result.merges[:_WORST]:
        _say_merge(merge)
    for split in result.splits[:_WORST]:
        _say_split(split)


def _read_articles(path: Path) -> "list[Article]":
    from monitor.story.evaluate import Article

    return [
        Article(
            id=line["id"],
            language=line.get("lang") or "",
            title=line["title"],
            text=line.get("text") or "",
            story=line["story"],
            umbrella=line.get("umbrella") or line["story"],
            published_at=utc_time(line["published"]) if line.get("published") else None,
        )
        for line in read_lines(path, _ARTICLE)
    ]


def _score_row(language: str, score: "Bcubed") -> Sequence[object]:
    return language, score.articles, *(f"{part:.3f}" for part in (score.precision, score.recall, score.f1))


def _figures_json(result: "StoryEvaluation") -> dict[str, Any]:
    return {
        "overall": _score_json(result.overall),
        "by_language": {code: _score_json(score) for code, score in result.by_language.items()},
        "clusters": result.clusters,
        "merges": [
            {
                "lost": merge.lost,
                "articles": [
                    _article_json(article) | {"because": placement.because}
                    for article, placement in merge.articles
                ],
            }
            for merge in result.merges
        ],
        "splits": [
            {
                "lost": split.lost,
                "parts": [[_article_json(article) for article in part] for part in split.parts],
            }
            for split in result.splits
        ],
    }


def _score_json(score: "Bcubed") -> dict[str, Any]:
    return {
        "articles": score.articles,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _article_json(article: "Article") -> dict[str, Any]:
    return {
        "id": article.id,
        "lang": article.language,
        "title": article.title,
        "story": article.story,
        "umbrella": article.umbrella,
    }


def _say_merge(merge: "WrongMerge") -> None:
    click.echo("\nmerged, and are several:")
    for article, _ in merge.articles:
        _say_article(article)


def _say_split(split: "WrongSplit") -> None:
    click.echo("\nsplit, and is one:")
    for number, part in enumerate(split.parts, start=1):
        click.echo(f"  part {number}")
        for article in part:
            _say_article(article)


def _say_article(article: "Article") -> None:
    click.echo(
        safe(f"    {article.language or '-'}  {brief(article.title)}  [{article.id}: {article.story}]")
    )
