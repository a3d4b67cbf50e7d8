"""One story as a reader meets it: its lead, who else tells it, what is new in it, why it is here. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.digest import labels
from monitor.digest.entries import Entry, view_entry
from monitor.digest.snippets import clean
from monitor.model.issues import Issue
from monitor.model.standing import Standing
from monitor.model.tellings import IssueItem, IssueStory, Rank, StoryState


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story."""

    anchor: str
    #: By this `monitor story` finds it.
    number: int
    state: StoryState
    #: What is new since it was sent, ready to be read.
    news: tuple[str, ...]
    #: `No. 12: Envoy returns to Minsk`: the last issue that told of it; empty for a new story.
    before: str
    #: The lead first; a part of a mail may hold only some of them.
    entries: tuple[Entry, ...]
    #: Who stands behind it (`backing_label`), from when to when, in which languages: what a lone article does
    #: not say.
    standing: tuple[str, ...]
    #: Names of its other topics.
    also: tuple[str, ...]
    #: Name of a topic, the evidence for it, and the source whose item has it, unless that is the lead.
    whys: tuple[tuple[str, str, str], ...]
    #: Its place in the section, and the parts of that: name, value, share of the whole, reason.
    rank: str
    rank_parts: tuple[tuple[str, str, str, str], ...]
    #: `alerted at 14:02`; empty when readers were not alerted to anything of it.
    alerted: str = ""
    #: Whether an earlier part of the issue has begun it.
    is_continued: bool = False

    @property
    def lead(self) -> Entry:
        """Return the item by which it is known; in a later part the first that is there."""
        return self.entries[0]


def view_story(
    issue: Issue, story: IssueStory, *, names: Mapping[str, str], home: str, snippet: int
) -> StoryView:
    """Return the view of a story that stands under the topic `home`; `names` has those of all topics."""
    return StoryView(
        anchor=f"story-{story.id}",
        number=story.id,
        state=story.state,
        news=tuple(clean(delta.text) for delta in story.deltas),
        before=f"No. {story.before[0]}: {clean(story.before[1])}" if story.before else "",
        entries=(
            view_entry(issue, story.lead, snippet=snippet),
            *(view_entry(issue, member) for member in story.items[1:]),
        ),
        standing=tuple(_standing(issue, story)),
        also=tuple(names[topic] for topic in story.topics if topic != home),
        whys=tuple(_whys(story, names)),
        rank=f"{story.rank.total:.2f}" if story.rank else "",
        rank_parts=_parts(story.rank),
        alerted=labels.alerted_label(story.alerts, issue.made_at, zone=issue.zone),
    )


def _standing(issue: Issue, story: IssueStory) -> Iterator[str]:
    """Yield who stands behind a story, and since when, as far as the lead does not say it."""
    standing = story.standing
    if standing.sources > 1:
        yield backing_label(standing)
    elif standing.powers_only:
        yield f"So far {standing.powers_only} only"
    if standing.last_at > standing.first_at:
        until = issue.window.until_at.astimezone(issue.zone)
        first, last = (
            labels.published_label(at, zone=issue.zone, beside=until)
            for at in (standing.first_at, standing.last_at)
        )
        yield f"First told {first}, last {last}"
    spoken = [item.item.language or item.source.language for item in story.items]
    if len(set(spoken)) > 1 and "," in (languages := labels.languages_label(spoken)):
        # The others belong to the whole story; earlier issues told of more articles, in more languages.
        yield f"In {languages}" if story.state == "new" else f"New articles in {languages}"


def backing_label(standing: Standing) -> str:
    """Return who stands behind a story, of several groups how many of each, and how many copy them.

    Such as `3 separate sources (2 western, 1 state media), copied by 2 more`, or `2 separate sources, both
    western`; where nobody confirms it, `2 separate sources, so far state media only`.
    """
    groups, number = standing.groups, len(standing.voices)
    if standing.powers_only:
        of_whom = f", so far {standing.powers_only} only"
    elif len(groups) > 1:
        of_whom = f" ({', '.join(f'{count} {_called(group, count)}' for group, count in groups.items())})"
    else:
        [group] = groups
        every = {1: "", 2: "both "}.get(number, "all ")
        of_whom = f", {every}{_called(group, number)}" if group else ""
    copied = standing.sources - number
    copies = f", copied by {copied} more" if copied else ""
    return f"{labels.separate_sources(number)}{of_whom}{copies}"


def _called(group: str, count: int) -> str:
    """Return what some sources of a group are called: by the operator's word, but for state media."""
    if not group:
        return "other" if count == 1 else "others"
    return "state media" if group.casefold() == "state" else clean(group)


def _whys(story: IssueStory, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the topics with the evidence of the lead, or of the item that has the strongest."""
    for topic in story.topics:
        found = _carrier(story.items, topic)
        if found is None:
            yield names[topic], "by an item of an earlier issue", ""
        else:
            spans = next(match.spans for match in found.matches if match.topic == topic)
            source = "" if found is story.lead else found.source.name
            yield names[topic], labels.why(found.item, spans), source


def _carrier(items: Sequence[IssueItem], topic: str) -> IssueItem | None:
    """Return the item that carries a topic: the lead if it does, else the one that does so most."""
    scores = [
        (item is items[0], match.score, -place, item)
        for place, item in enumerate(items)
        for match in item.matches
        if match.topic == topic
    ]
    return max(scores, key=lambda found: found[:3])[3] if scores else None


def _parts(rank: Rank | None) -> tuple[tuple[str, str, str, str], ...]:
    parts = rank.parts if rank else ()
    return tuple((part.name, f"{part.value:.2f}", f"{part.share:.0%}", part.why) for part in parts)
