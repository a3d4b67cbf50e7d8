"""`monitor story`: which items it has, why each joined, what was merged and split."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from monitor.cli.arguments import NUMBER
from monitor.cli.output import safe, say_json, when, when_published
from monitor.cli.session import Session
from monitor.digest.stories import backing_label
from monitor.model.standing import Standing, Voice
from monitor.model.stories import Evidence, Member, MergingTrace, SplittingTrace
from monitor.model.tellings import Telling
from monitor.model.topics import Match
from monitor.story.leading import lead_member
from monitor.story.standing import standing_of
from monitor.words.countries import country_called
from monitor.words.counts import count

_SAMENESS = {
    "opens": "opened a story",
    "copy": "a copy",
    "words": "the same event in other words",
    "language": "the same event in another language",
}

#: Items that are named as those by which a story belongs to a topic.
_CARRIERS = 5
#: Places that are called by their letters.
_SHORT = frozenset({"eu", "un", "nato"})


@click.command()
@click.argument("story_id", metavar="STORY", type=NUMBER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def story(session: Session, story_id: int, as_json: bool) -> None:
    """Show one story: who stands behind it, its topics, its items and why each joined, what told it.

    STORY is the number that `monitor stories` prints. A number stays valid when stories are merged. What was
    folded wrongly is corrected with `monitor stories split` and `monitor stories merge`. Scores, similarities
    and ranks go from 0 to 1; `monitor help query` says what a score is made of, README.md what a rank is.
    """
    config = session.load()
    with session.store(config) as store, store.read() as tx:
        number = tx.stories.resolve(story_id)
        members = tx.stories.members([number])[number]
        mergings, splittings = tx.traces.mergings(number), tx.traces.splittings(number)
        tellings = tx.tellings.list_tellings(number)
        matches = [match for member in members for match in tx.matches.list_of_item(member.item_id)]
        sources = tx.tellings.sources_of(members)
    standing, lead = standing_of(members, sources), lead_member(members, sources)
    if as_json:
        say_json(
            {
                "id": number,
                "lead": lead.item_id,
                "standing": standing,
                "groups": standing.groups,
                "topics": _topics_json(matches),
                "items": members,
                "mergings": mergings,
                "splittings": splittings,
                "issues": tellings,
            }
        )
        return
    click.echo(click.style(safe(lead.title), bold=True))
    click.echo(f"story {number}  {count(len(members), 'item')}  {safe(backing_label(standing))}")
    _say_standing(standing)
    for topic, by in _carriers(matches).items():
        click.echo(safe(f"belongs to {topic} by {_listed(by)}"))
    called = {name.key: name.name for name in config.names}
    for member in members:
        _say_member(member, is_lead=member is lead, called=called)
    _say_changes(number, mergings, splittings)
    for _, of_issue in groupby(tellings, key=lambda telling: (telling.digest, telling.number)):
        _say_issue(tuple(of_issue))


def _carriers(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Return what makes the story belong to each of its topics: its items that match it, the best first."""
    found: dict[str, list[Match]] = {}
    for match in sorted(matches, key=lambda match: (match.topic, -match.score, match.item_id)):
        found.setdefault(match.topic, []).append(match)
    return found


def _topics_json(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [
        {"topic": topic, "by": [{"item_id": match.item_id, "score": match.score} for match in by]}
        for topic, by in _carriers(matches).items()
    ]


def _listed(by: Sequence[Match]) -> str:
    """Return the best items by which a story belongs to a topic, and how many more there are."""
    named = ", ".join(f"item {match.item_id} (score {match.score:.2f})" for match in by[:_CARRIERS])
    return named + (f" and {len(by) - _CARRIERS} more" if len(by) > _CARRIERS else "")


def _say_standing(standing: Standing) -> None:
    """Print when it was told, by whom first, and who confirmed it."""
    first, voices = standing.voices[0], standing.voices
    click.echo(f"first told {_told_by(first)}; last {when_published(standing.last_at)}")
    official = next((voice for voice in voices if voice.source.is_official), None)
    if official is not None and official is not first:
        click.echo(f"first official statement {_told_by(official)}")
    free = next((voice for voice in voices[1:] if not voice.source.is_power), None)
    if free is not None:
        what = "first independent confirmation" if first.source.is_power else "second source"
        click.echo(f"{what} {_told_by(free)}")


def _told_by(voice: Voice) -> str:
    group = f" ({voice.source.group})" if voice.source.group else ""
    return f"{when_published(voice.published_at)} by {safe(voice.source.name + group)}"


def _say_issue(tellings: Sequence[Telling]) -> None:
    """Print how one issue told it, and what was new then."""
    one = tellings[0]
    news = f": {'; '.join(delta.text for delta in one.deltas)}" if one.deltas else ""
    head = f"{when(one.made_at)}  told in {one.digest} No. {one.number} as {one.state}{news}"
    click.echo("\n" + safe(head))
    for telling in tellings:
        parts = (
            f"{part.share:.2f} × {part.value:.2f} {part.name} ({part.why})" for part in telling.rank.parts
        )
        click.echo(safe(f"  rank {telling.rank.total:.2f} under {telling.topic} = {' + '.join(parts)}"))


def _say_member(member: Member, *, is_lead: bool, called: Mapping[str, str]) -> None:
    published, language = when_published(member.published_at), member.language or "-"
    click.echo("\n" + safe(f"{member.item_id}  {published}  {member.source}  {language}  {member.title}"))
    if is_lead:
        click.echo("  the lead: by this item the story is known")
    if member.moved_from:
        click.echo(f"  out of story {member.moved_from}, when new items showed it to be of another event")
    by_hand = "put into this story by the operator; before: " if member.is_fixed else ""
    why = by_hand + _SAMENESS[member.sameness]
    click.echo(safe(f"  {why}{_because(member.because, called) if member.because else ''}"))


def _because(because: Evidence, called: Mapping[str, str]) -> str:
    found = {
        "names": [called.get(name, name) for name in because.names],
        "places": [_place(place) for place in because.places],
        "numbers": [_number(number) for number in because.numbers],
        "speaks of": because.subjects,
    }
    shared = "".join(f"\n  {what}: {', '.join(these)}" for what, these in found.items() if these)
    return f": nearest to item {because.nearest}, similarity {because.similarity:.2f}{shared}"


def _number(written: str) -> str:
    """Return a number of the evidence, which may be followed by what it counts, as people write it."""
    from monitor.story.mentions import counted

    value, _, thing = written.partition(" ")
    return counted(float(value), thing)


def _place(key: str) -> str:
    return country_called(key) or (key.upper() if key in _SHORT else key.capitalize())


def _say_changes(number: int, mergings: Sequence[MergingTrace], splittings: Sequence[SplittingTrace]) -> None:
    """Print what was merged and split, oldest first."""
    changes = [(merging.merged_at, _merged(merging, number)) for merging in mergings]
    changes += [(splitting.split_at, _split(splitting, number)) for splitting in splittings]
    for at, what in sorted(changes):
        click.echo(f"\n{when(at)}  {what}")


def _merged(merging: MergingTrace, number: int) -> str:
    other = merging.gone if merging.stays == number else merging.stays
    verb = "took in" if merging.stays == number else "was taken into"
    by = "by the operator" if merging.similarity is None else f"similarity {merging.similarity:.2f}"
    return f"{verb} story {other}, {by}"


def _split(splitting: SplittingTrace, number: int) -> str:
    what = f"story {splitting.opened} was split from it"
    if splitting.opened == number:
        what = f"was split from story {splitting.story}"
    return f"{what}, {'by the operator' if splitting.by_operator else 'as new items showed'}"
