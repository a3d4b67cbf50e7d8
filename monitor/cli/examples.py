"""`monitor topics test`: what the examples say of the queries."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.arguments import pick
from monitor.cli.draft import FILE, brief, load_draft
from monitor.cli.output import say_json
from monitor.cli.session import Session
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.query.evaluate import TriedExample


@click.command()
@click.argument("keys", metavar="[TOPIC]...", nargs=-1)
@click.option("--edit", "edited", type=FILE, help="Test a changed topics.toml instead of the configured one.")
@click.option("--json", "as_json", is_flag=True, help="Print every example with its result as JSON.")
@click.pass_obj
def test(session: Session, keys: tuple[str, ...], edited: Path | None, as_json: bool) -> None:
    """Try topics on their examples; tell each that fails, and why.

    The exit code is 1 when one fails.
    """
    from monitor.query.evaluate import try_examples

    config = load_draft(session, edited)
    wanted = pick(keys, [topic.key for topic in config.topics], "topic", hint="TOPIC")
    topics = [topic for topic in config.topics if topic.key in wanted]
    results = [(topic.key, tried) for topic in topics for tried in try_examples(config.matcher, topic)]
    failed = [result for result in results if not result[1].passes]
    if as_json:
        say_json([_json(*result) for result in results])
    else:
        for result in failed:
            _say_failed(*result)
        click.echo(f"{count(len(results), 'example')} of {count(len(wanted), 'topic')}, {len(failed)} failed")
    if failed:
        sys.exit(1)


def _json(topic: str, tried: "TriedExample") -> dict[str, Any]:
    return {
        "topic": topic,
        "example": tried.example,
        "must_match": tried.must_match,
        "passes": tried.passes,
        "why": tried.why.sentence,
    }


def _say_failed(topic: str, tried: "TriedExample") -> None:
    wrong = "must match and does not" if tried.must_match else "must not match and does"
    click.echo(f"{click.style(topic, bold=True)} {wrong}: {brief(tried.example.title)}")
    click.echo(f"    {brief(tried.why.sentence)}{tried.hint}")
