"""One item as a reader meets it: headline, labels, snippet, evidence. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.digest import labels
from monitor.digest.snippets import Piece, clean, mark_title, snippet
from monitor.model.issues import Issue
from monitor.model.items import Item
from monitor.model.tellings import IssueItem
from monitor.model.times import in_zone, is_day, latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item, whole as the lead of a story, or in a line below it."""

    anchor: str
    #: Empty when the item has no address that may be opened.
    url: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    #: For a `lang` attribute; empty when unknown.
    language: str
    source: str
    #: Group of the source and language of the item, as far as they are known.
    labels: tuple[str, ...]
    #: `a copy`, `matches no topic itself`; empty for most.
    how: str
    #: ISO 8601 with offset, for machines; a date when only the day is known.
    machine_time: str
    day: str
    #: Empty when only the day is known.
    clock: str
    #: `By Ada Lovelace`; empty when nobody is named.
    byline: str
    #: What is unusual about the time: guessed, before the window, revised.
    remarks: tuple[str, ...]
    #: The strongest over its topics, two decimals.
    score: str

    @property
    def headline(self) -> str:
        """Return the title in one piece."""
        return "".join([piece.text for piece in self.title])

    @property
    def excerpt(self) -> str:
        """Return the snippet in one piece."""
        return "".join([piece.text for piece in self.snippet])

    @property
    def when(self) -> str:
        """Return the day and the time, as far as they are known."""
        return f"{self.day} {self.clock}".rstrip()

    @property
    def facts(self) -> tuple[str, ...]:
        """Return who told it and when, and what it is labelled, as the text part of a mail says it."""
        return (self.source, self.when, *self.labels, *((self.how,) if self.how else ()))


def view_entry(issue: Issue, member: IssueItem, *, snippet: int = 0) -> Entry:
    """Return the view of an item of a story; only a lead is given a snippet, of so many characters."""
    item, source = member.item, member.source
    spans = [span for match in member.matches for span in match.spans]
    published, has_time = in_zone(item.published_at, issue.zone), not is_day(item.published_at)
    return Entry(
        anchor=f"item-{item.id}",
        url=labels.link(item.url),
        title=mark_title(item.title, [s for s in spans if s.field == "title"]) or (Piece("Untitled"),),
        snippet=_snippet(member, limit=snippet) if snippet else (),
        language=labels.language_tag(item.language),
        source=source.name,
        labels=_labels(member),
        how=_how(member),
        machine_time=published.isoformat(timespec="minutes") if has_time else f"{published:%Y-%m-%d}",
        day=labels.day_label(published, beside=issue.window.until_at.astimezone(issue.zone)),
        clock=f"{published:%H:%M}" if has_time else "",
        byline=f"By {author}" if (author := clean(item.author).strip()) else "",
        remarks=tuple(_remarks(issue, member)),
        score=f"{max([match.score for match in member.matches], default=0.0):.2f}",
    )


def _how(member: IssueItem) -> str:
    """Return what sets an item apart from the others of its story, empty when nothing does."""
    if member.copy_of is not None:
        return "a copy"
    return "" if member.matches else "matches no topic itself"


def _snippet(member: IssueItem, *, limit: int) -> tuple[Piece, ...]:
    """Return the snippet over the evidence of all topics, without what would repeat the headline."""
    start = _behind_title(member.item)
    spans = [
        span._replace(start=span.start - start, end=span.end - start)
        for match in member.matches
        for span in match.spans
        if span.field == "text"
    ]
    pieces = snippet(member.item.text[start:], spans, limit=limit)
    same = _bare("".join([piece.text for piece in pieces])) == _bare(member.item.title)
    return () if same else pieces


def _behind_title(item: Item) -> int:
    """Return where a text goes on whose first line is the title: a message without one is called by it."""
    first, _, others = item.text.partition("\n")
    return len(first) + 1 if others.strip() and _bare(first) == _bare(item.title) else 0


def _bare(text: str) -> str:
    return text.strip(" .…")


def _labels(member: IssueItem) -> tuple[str, ...]:
    language = member.item.language or member.source.language
    known = (member.source.group, labels.language_name(language))
    return tuple(label for label in known if label)


def _remarks(issue: Issue, member: IssueItem) -> Iterator[str]:
    """Yield what stands in small print under an item, ready to be read."""
    item = member.item
    if item.is_date_guessed:
        yield "Date guessed: the time is when we first saw it"
    elif _is_late(issue, item.published_at):
        seen = ", first seen now" if item.first_seen_at >= issue.window.from_at else ""
        yield f"Published before the time of this issue{seen}"
    if item.revisions and item.revised_at:
        published, revised = in_zone(item.published_at, issue.zone), item.revised_at.astimezone(issue.zone)
        day = "" if revised.date() == published.date() else f"{labels.day_label(revised, beside=published)} "
        yield f"Revised {day}{revised:%H:%M}"


def _is_late(issue: Issue, published_at: datetime) -> bool:
    """Tell whether an item is from before the window; before a first issue everything is."""
    return latest(published_at) < issue.window.from_at and issue.number > 1
