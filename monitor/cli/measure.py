"""`monitor topics evaluate` and `monitor names evaluate`: how good topics and names are, in figures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.arguments import pick
from monitor.cli.draft import FILE, brief, load_draft
from monitor.cli.figures import say_figures, say_figures_json
from monitor.cli.jsonlines import (
    Fields,
    is_text,
    is_text_or_none,
    is_texts,
    read_lines,
    read_text,
    wrong_fields,
)
from monitor.cli.output import safe
from monitor.cli.session import Session
from monitor.errors import ConfigError, Problem

if TYPE_CHECKING:
    from monitor.model.topics import Name
    from monitor.query.evaluate import Article, WrongTag
    from monitor.words.names.evaluate import Sentence, WrongSentence

_ARTICLE: Fields = {
    "title": ("a text", is_text),
    "text": ("a text", is_text_or_none),
    "lang": ("a language code such as ru", is_text_or_none),
    "topics": ("a list of topics", is_texts),
}
_SENTENCE: Fields = {
    "text": ("a text", is_text),
    "lang": ("a language code such as ru", is_text),
    "entity": ("a name of the names file, or null", is_text_or_none),
    "near": ("a name of the names file", is_text_or_none),
}
_NAME: Fields = {
    "kind": ("person, org or place", lambda kind: kind in ("person", "org", "place")),
    "also": ("a list of spellings", lambda also: also is None or is_texts(also)),
    "not_with": ("a list of words", lambda words: words is None or is_texts(words)),
    "surname_alone": ("true or false", lambda alone: alone is None or isinstance(alone, bool)),
}


@click.command(name="evaluate")
@click.argument("file", type=FILE)
@click.option(
    "--edit", "edited", type=FILE, help="Measure a changed topics.toml instead of the configured one."
)
@click.option("--topic", "only", multiple=True, help="Measure this topic only; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def evaluate_topics(
    session: Session, file: Path, edited: Path | None, only: tuple[str, ...], as_json: bool
) -> None:
    """Measure topics on articles whose topics are known: precision, recall, F1, and what is wrong.

    FILE has a JSON object a line with title, text, lang, and topics, a list of the keys of the topics
    to which the article belongs; an id is shown where it is given.
    """
    from monitor.query.evaluate import evaluate_topics as evaluate

    articles = _read_articles(file)
    config = load_draft(session, edited)
    known = [topic.key for topic in config.topics]
    labels = {label for article in articles for label in article.topics}
    for label in sorted(labels.difference(known)):
        click.echo(safe(f"monitor: {file}: there is no topic '{label}'; it is left out"), err=True)
    result = evaluate(articles, config.matcher, topics=pick(only, known, "topic", hint="--topic"))
    groups = {"topic": result.by_topic, "language": result.by_language}
    if as_json:
        say_figures_json(result.overall, groups, [_wrong_tag(wrong) for wrong in result.wrong])
        return
    say_figures(result.overall, groups)
    for wrong in result.wrong:
        _say_wrong_tag(wrong)


@click.command(name="evaluate")
@click.argument("sentences", type=FILE)
@click.argument("names", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def evaluate_names(sentences: Path, names: Path, as_json: bool) -> None:
    """Measure how well names are found in sentences, with nothing known but the names file given.

    SENTENCES has a JSON object a line with text, lang, and entity, the name in it or null; near may say
    who is not meant. NAMES is a JSON object that gives each name its kind and, as also, its spellings.
    """
    from monitor.words.names.evaluate import evaluate_names as evaluate

    result = evaluate(_read_sentences(sentences), _read_names(names))
    groups = {"language": result.by_language}
    if as_json:
        say_figures_json(result.overall, groups, [_wrong_name(wrong) for wrong in result.wrong])
        return
    say_figures(result.overall, groups)
    for wrong in result.wrong:
        _say_wrong_name(wrong)


def _read_articles(path: Path) -> "list[Article]":
    from monitor.query.evaluate import Article

    return [
        Article(
            id=line["id"],
            language=line.get("lang") or "",
            title=line["title"],
            text=line.get("text") or "",
            topics=frozenset(line["topics"]),
        )
        for line in read_lines(path, _ARTICLE)
    ]


def _read_sentences(path: Path) -> "list[Sentence]":
    from monitor.words.names.evaluate import sentences_from

    return sentences_from({"entity": None} | line for line in read_lines(path, _SENTENCE))


def _read_names(path: Path) -> "list[Name]":
    from monitor.words.names.evaluate import names_from

    try:
        document = json.loads(read_text(path))
    except (ValueError, RecursionError) as exc:
        raise ConfigError(Problem(text=f"is no JSON: {exc}", file=str(path))) from exc
    if not isinstance(document, dict):
        raise ConfigError(Problem(text="must be an object that gives each name its kind", file=str(path)))
    problems = [
        Problem(text=f"name '{name}': {wrong}", file=str(path))
        for name, entry in document.items()
        for wrong in wrong_fields(entry, _NAME)
    ]
    if problems:
        raise ConfigError(*problems)
    entries = {name: {k: v for k, v in entry.items() if v is not None} for name, entry in document.items()}
    return names_from(entries)


def _wrong_tag(wrong: "WrongTag") -> dict[str, Any]:
    article = wrong.article
    return {
        "id": article.id,
        "lang": article.language,
        "title": article.title,
        "topic": wrong.topic,
        "mistake": "missed" if wrong.is_missed else "wrong",
        "why": wrong.why.sentence,
        "clause": wrong.why.failed,
    }


def _say_wrong_tag(wrong: "WrongTag") -> None:
    article = wrong.article
    mistake = "missed" if wrong.is_missed else "wrong "
    click.echo(
        f"\n{mistake}  {wrong.topic}  {safe(article.language)}  {brief(article.title)}  [{safe(article.id)}]"
    )
    click.echo(f"        {brief(wrong.why.sentence)}")


def _wrong_name(wrong: "WrongSentence") -> dict[str, Any]:
    sentence = wrong.sentence
    return {
        "id": sentence.id,
        "lang": sentence.language,
        "text": sentence.text,
        "entity": sentence.entity,
        "found": wrong.found,
    }


def _say_wrong_name(wrong: "WrongSentence") -> None:
    sentence = wrong.sentence
    click.echo(f"\n{safe(sentence.language)}  {brief(sentence.text)}  [{safe(sentence.id)}]")
    found = ", ".join(wrong.found) or "nobody"
    click.echo(safe(f"        there is {sentence.entity or 'nobody'}; found is {found}"))
