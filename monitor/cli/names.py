"""`monitor names`: who and what queries may name, and the spellings by which they are found."""

import click

from monitor.cli.arguments import pick
from monitor.cli.draft import load_draft
from monitor.cli.listing import ListingGroup
from monitor.cli.measure import evaluate_names
from monitor.cli.output import safe, say_json, say_table
from monitor.cli.session import Session

_BESIDE = "only where a given name, an initial or a title stands beside the surname"


@click.group(cls=ListingGroup, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every field.")
@click.pass_context
def names(ctx: click.Context, as_json: bool) -> None:
    """List the names that queries may use."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    listed = load_draft(session).names
    if as_json:
        say_json(listed)
        return
    rows = ((f"@{name.key}", name.kind, name.name, ", ".join(name.also)) for name in listed)
    say_table(["name", "kind", "usual spelling", "also"], rows)


@names.command()
@click.argument("key")
@click.option("--language", help="Only the forms in texts of this language, such as uk or be-latn.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def show(session: Session, key: str, language: str | None, as_json: bool) -> None:
    """Show the spellings and cases by which a name is found, by language.

    KEY is the short name in names.toml, with or without @. These are the forms that the program derives;
    texts may have others that sound alike, and they are found too. Behind `any` stand spellings in scripts
    without capitals, which are found as they are written, in texts of every language.
    """
    from monitor.words.names.spelling import forms

    known = {name.key: name for name in load_draft(session).names}
    [picked] = pick([key.removeprefix("@")], known, "name", hint="KEY")
    name, found = known[picked], forms(known[picked])
    wanted = [] if language is None else [language]
    shown = {each: found[each] for each in pick(wanted, found, "forms in", hint="--language")}
    if as_json:
        say_json({"name": name, "forms": shown})
        return
    click.echo(safe(f"{name.name} ({name.kind}): {', '.join(name.also) or 'no other spelling is given'}"))
    if name.kind == "person":
        needed = "by the surname alone, too" if name.surname_alone else _BESIDE
        click.echo(f"found {needed}")
    for each, spellings in shown.items():
        click.echo(f"{each:<9}{', '.join(map(safe, spellings))}")


names.add_command(evaluate_names)
