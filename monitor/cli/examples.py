"""`monitor topics test`: what the examples say of the queries."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.draft import FILE, brief, load_draft, pick_topics
from monitor.cli.output import say_json
from monitor.cli.session import Session

if TYPE_CHECKING:
    from monitor.model.topics import Example, Topic
    from monitor.query.match import Matcher


@click.command()
@click.argument("keys", metavar="[TOPIC]...", nargs=-1)
@click.option("--edit", "edited", type=FILE, help="Test a changed topics.toml instead of the configured one.")
@click.option("--json", "as_json", is_flag=True, help="Print every example with its result as JSON.")
@click.pass_obj
def test(session: Session, keys: tuple[str, ...], edited: Path | None, as_json: bool) -> None:
    """Try topics on their examples; tell each that fails, and why.

    The exit code is 1 when one fails.
    """
    config = load_draft(session, edited)
    wanted = pick_topics(keys, [topic.key for topic in config.topics])
    tried = [
        result
        for topic in config.topics
        if topic.key in wanted
        for result in _try_examples(topic, config.matcher)
    ]
    failed = [result for result in tried if not result["passes"]]
    if as_json:
        say_json(tried)
    else:
        for result in failed:
            _say_failed(result)
        click.echo(f"{len(tried)} examples of {len(wanted)} topics, {len(failed)} failed")
    if failed:
        sys.exit(1)


def _try_examples(topic: "Topic", matcher: "Matcher") -> list[dict[str, Any]]:
    wanted = [(example, True) for example in topic.must_match]
    unwanted = [(example, False) for example in topic.must_not_match]
    return [_try_example(topic, example, matcher, must=must) for example, must in wanted + unwanted]


def _try_example(topic: "Topic", example: "Example", matcher: "Matcher", *, must: bool) -> dict[str, Any]:
    from monitor.query.evaluate import try_query

    why = try_query(matcher, topic.key, title=example.title, text=example.text, language=example.language)
    return {
        "topic": topic.key,
        "example": example,
        "must_match": must,
        "passes": why.is_match == must,
        "why": why.sentence,
    }


def _say_failed(result: dict[str, Any]) -> None:
    example: Example = result["example"]
    wrong = "must match and does not" if result["must_match"] else "must not match and does"
    click.echo(f"{click.style(result['topic'], bold=True)} {wrong}: {brief(example.title)}")
    hint = "" if example.language else " Perhaps the example should say its language."
    click.echo(f"    {brief(result['why'])}{hint if result['must_match'] else ''}")
