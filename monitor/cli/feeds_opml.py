"""`monitor feeds import` and `monitor feeds export`: lists of feeds as other programs know them (OPML)."""

import asyncio
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

import click

from monitor.cli.output import safe, say_table
from monitor.cli.session import Session
from monitor.errors import ParseError
from monitor.words.counts import count

if TYPE_CHECKING:
    from monitor.config.adding import Addition
    from monitor.config.settings import Config
    from monitor.sources.opml import Outline

#: Longer lists are no lists of feeds.
_MAX_BYTES = 20_000_000


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--yes", is_flag=True, help="Write without asking; needed when FILE is -.")
@click.pass_obj
def import_(session: Session, file: str, yes: bool) -> None:
    """Add the feeds of an OPML FILE (- for standard input) to feeds.toml.

    Shows what it adds, leaves out what is there already, and keeps the file's comments and layout. The
    folders of the list become groups. The feeds are not asked: `monitor feeds check` does that.
    """
    from monitor.app.asking import read_opml
    from monitor.config.editing import add_feeds

    if file == "-" and not yes:
        raise click.UsageError("a list on standard input needs --yes: nobody could answer the question")
    config = session.load()
    try:
        with click.open_file(file, "rb") as stream:
            outlines = asyncio.run(read_opml(_read(stream)))
    except ParseError as exc:
        raise ParseError(f"{file}: {exc}") from exc
    additions, left_out = _additions(outlines, config)
    for line in left_out:
        click.echo(safe(line), err=True)
    if not additions:
        click.echo("Nothing to add.")
        return
    say_table(
        ["source", "new", "url"], ((a.source, "yes" if a.about else "", a.feed["url"]) for a in additions)
    )
    path = config.config_dir / "feeds.toml"
    if not yes:
        click.confirm(f"Write {count(len(additions), 'feed')} into {path}?", default=True, abort=True)
    add_feeds(path, additions)
    click.echo(f"{len(additions)} written, {len(left_out)} left out.")


def _read(stream: IO[bytes]) -> bytes:
    body = stream.read(_MAX_BYTES + 1)
    if len(body) > _MAX_BYTES:
        raise ParseError(f"is longer than {_MAX_BYTES // 10**6} MB, which no list of feeds is")
    return body


def _additions(outlines: "Sequence[Outline]", config: "Config") -> "tuple[list[Addition], list[str]]":
    """Return what is to be written, and a line for each feed that is not."""
    from dataclasses import replace

    from monitor.config.adding import addition, slug, source_of, with_source
    from monitor.config.values import check_url
    from monitor.model.feeds import Feed

    found: list[Addition] = []
    left_out: list[str] = []
    sources, feeds = list(config.sources), list(config.feeds)
    for outline in outlines:
        try:
            check_url(outline.url)
        except ValueError as exc:
            left_out.append(f"left out: {exc}")
            continue
        if owner := source_of(outline.url, feeds):
            left_out.append(f"left out: {outline.url} is there already, under source {owner}")
            continue
        one = addition(
            {"url": outline.url},
            language=outline.language,
            name=outline.title,
            homepage=outline.homepage if outline.homepage.startswith(("http://", "https://")) else "",
            group=slug(outline.folders[0]) if outline.folders else "",
            sources=sources,
            feeds=feeds,
        )
        if len(outline.folders) > 1:
            one = replace(one, comment=" / ".join(outline.folders))
        found.append(one)
        sources = with_source(one, sources)
        feeds.append(Feed(url=outline.url, source=one.source))
    return found, left_out


@click.command()
@click.argument("file", type=click.File("w", encoding="utf-8", atomic=True), default="-")
@click.pass_obj
def export(session: Session, file: IO[str]) -> None:
    """Write the feeds as OPML to FILE, or to standard output, for other programs.

    A folder is a group. Pages and channels, which no other program can read, are left out.
    """
    from monitor.sources.opml import Outline, write

    config = session.load()
    sources = {source.key: source for source in config.sources}
    others = [feed for feed in config.feeds if feed.kind not in ("rss", "json")]
    outlines = [
        Outline(
            url=feed.url,
            title=sources[feed.source].name,
            homepage=sources[feed.source].homepage,
            language=feed.language or sources[feed.source].language,
            folders=tuple(filter(None, [sources[feed.source].group])),
        )
        for feed in config.feeds
        if feed not in others
    ]
    file.write(write(outlines, title="Feeds of Monitor"))
    for feed in others:
        click.echo(f"left out: {feed.url} ({feed.kind})", err=True)
