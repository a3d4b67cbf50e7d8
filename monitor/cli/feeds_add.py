"""`monitor feeds discover` and `monitor feeds add`: from a web address to a line of feeds.toml."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

from monitor.cli.arguments import Whole
from monitor.cli.output import safe, say_json, say_table, when_published
from monitor.cli.session import Session
from monitor.errors import ConfigError, FeedError, MonitorError, WorkerError

if TYPE_CHECKING:
    from monitor.config.adding import Addition
    from monitor.config.settings import Config
    from monitor.pipeline.looking import Found


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def discover(session: Session, url: str, as_json: bool) -> None:
    """Find the feeds at URL, a home page or any other, and say what they hold.

    Looks at what the page names as its feeds, at its links, and in the usual places; asks no more than
    25 addresses. A page without a feed is searched for a list of articles, and selectors for it are
    proposed. Nothing is stored or written.
    """
    config = session.load()
    found = _discover(config, _complete(url))
    if as_json:
        say_json([{"feed": one, "listed_under": _owner(one, config)} for one in found])
    else:
        _tell(found, config)
        click.echo("\n`monitor feeds add` with one of these addresses writes it into feeds.toml.")


@click.command()
@click.argument("url")
@click.option("--source", "key", help="Short name of the source it belongs to, old or new; absent: guessed.")
@click.option("--name", default="", help="The source's name for readers, if it is new; absent: the feed's.")
@click.option("--number", type=Whole(1), help="Which of several; absent: the first new one.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def add(session: Session, url: str, key: str | None, name: str, number: int | None, yes: bool) -> None:
    """Find the feeds at URL, show them, and write one into feeds.toml.

    The file keeps its comments and its layout. A feed that stands in it already is refused.
    """
    from monitor.config.editing import add_feeds, as_toml
    from monitor.config.values import check_key

    if key is not None:
        _refuse_wrong(check_key, key, hint="--source")
    config, url = session.load(), _complete(url)
    _refuse_listed(url, config)
    found = _discover(config, url)
    _tell(found, config)
    chosen = _choose(found, config, number)
    addition = _addition(chosen, url, config, key=key, name=name)
    path = config.config_dir / "feeds.toml"
    click.echo(f"\nTo be written into {path}:\n\n{safe(as_toml(addition)).strip()}\n")
    if not yes:
        click.confirm("Write this?", default=True, abort=True)
    add_feeds(path, [addition])
    click.echo("Written. A running service takes it in by itself; otherwise the next `monitor once` asks it.")


def _complete(url: str) -> str:
    """Return the address with its scheme; refuse what is no web address."""
    from monitor.config.values import check_url

    url = url.strip() if "://" in url else f"https://{url.strip()}"
    _refuse_wrong(check_url, url, hint="URL")
    return url


def _refuse_wrong(check: Callable[[str], None], text: str, *, hint: str) -> None:
    try:
        check(text)
    except ValueError as exc:
        raise click.BadParameter(str(exc), param_hint=hint) from exc


def _discover(config: "Config", url: str) -> "list[Found]":
    from monitor.app.asking import discover_feeds

    try:
        found = asyncio.run(discover_feeds(config, url))
    except (FeedError, WorkerError) as error:
        raise MonitorError(f"{url}: {error}") from error
    if not found:
        raise MonitorError(
            f"{url}: neither a feed nor a list of articles was found; look for a link to RSS on the page, "
            "or write a feed of kind page with selectors of your own"
        )
    return found


def _tell(found: "Sequence[Found]", config: "Config") -> None:
    rows = (
        (
            number,
            one.kind,
            one.title,
            one.items,
            when_published(one.newest_at),
            one.language or "-",
            one.url + (f" (in feeds.toml under {owner})" if (owner := _owner(one, config)) else ""),
        )
        for number, one in enumerate(found, start=1)
    )
    say_table(["number", "kind", "title", "items", "newest", "language", "url"], rows)
    for one in found:
        if one.select:
            parts = ", ".join(f'{part} = "{selector}"' for part, selector in one.select.items())
            click.echo(f"Selectors of the page: {safe(parts)}")


def _owner(found: "Found", config: "Config") -> str | None:
    from monitor.config.adding import source_of

    return source_of(found.url, config.feeds)


def _refuse_listed(url: str, config: "Config") -> None:
    from monitor.config.adding import source_of

    if owner := source_of(url, config.feeds):
        raise ConfigError(f"{url} stands in feeds.toml already, under source '{owner}'")


def _choose(found: "Sequence[Found]", config: "Config", number: int | None) -> "Found":
    if number is not None and number > len(found):
        raise click.BadParameter(f"there are only {len(found)}", param_hint="--number")
    new = [one for one in found if not _owner(one, config)]
    chosen = found[number - 1] if number is not None else next(iter(new), found[0])
    _refuse_listed(chosen.url, config)
    return chosen


def _addition(found: "Found", url: str, config: "Config", *, key: str | None, name: str) -> "Addition":
    from monitor.config.adding import addition

    feed: dict[str, object] = {"url": found.url}
    if found.kind in ("sitemap", "page", "telegram", "json"):
        feed["kind"] = found.kind
    if found.select:
        feed["select"] = found.select
    return addition(
        feed,
        language=found.language,
        name=" ".join(name.split()) or found.title,
        homepage=found.url if found.kind == "telegram" else urljoin(url, "/"),
        key=key,
        sources=config.sources,
        feeds=config.feeds,
    )
