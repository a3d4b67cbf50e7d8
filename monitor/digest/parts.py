"""One issue in several parts: which articles stand in which. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from monitor.digest.entries import Entry
from monitor.digest.stories import StoryView
from monitor.digest.view import IssueView

#: What a mail has around the words of an article, in bytes: labels, styles. Measured.
_LOOKS = {"stories": 800, "continued": 550, "alerted": 400, "elsewhere": 60}
#: So much more where an article leads a story.
_LOOKS_OF_LEAD = 900


class Unit(NamedTuple):
    """An article where it is read; of a story that is told elsewhere the lead stands for all."""

    #: Number of the topic, from 0, and its list that has the story: `stories`, `continued`, ...
    section: int
    where: str
    story: StoryView
    entry: Entry

    @property
    def place(self) -> tuple[int, str, int]:
        """Return what the articles of one story under one topic have in common."""
        return self.section, self.where, self.story.number


def units_of(view: IssueView) -> list[Unit]:
    """Return the articles of an issue in the order in which they are read."""
    return list(_units(view))


def _units(view: IssueView) -> Iterator[Unit]:
    for number, section in enumerate(view.sections):
        for where, stories in (("stories", section.stories), ("continued", section.continued)):
            for story in stories:
                yield from (Unit(number, where, story, entry) for entry in story.entries)
        for where, stories in (("alerted", section.alerted), ("elsewhere", section.elsewhere)):
            yield from (Unit(number, where, story, story.lead) for story in stories)


def weigh(unit: Unit) -> int:
    """Return about how large an article is in a mail, in bytes: its words, twice, and what is around them."""
    entry, story = unit.entry, unit.story
    is_lead = unit.where == "stories" and entry is story.lead
    more = (entry.excerpt, *story.news, *(reason for _, reason, _ in story.whys)) if is_lead else ()
    words = sum(len(word.encode()) for word in (entry.headline, entry.url, *more))
    return _LOOKS[unit.where] + (_LOOKS_OF_LEAD if is_lead else 0) + 2 * words


def part_of(view: IssueView, units: Sequence[Unit], start: int, end: int, *, number: int) -> IssueView:
    """Return the part with the articles from `start` to before `end` of all; `number` counts parts from 1."""
    before = units[start - 1] if start else None
    told: dict[tuple[int, str], list[StoryView]] = {}
    for (section, where, _), group in groupby(units[start:end], key=lambda unit: unit.place):
        told.setdefault((section, where), []).append(_piece(list(group), before))
    sections = (
        replace(
            section,
            is_continued=before is not None and before.section == n,
            stories=tuple(told.get((n, "stories"), ())),
            continued=tuple(told.get((n, "continued"), ())),
            alerted=tuple(told.get((n, "alerted"), ())),
            elsewhere=tuple(told.get((n, "elsewhere"), ())),
            rest=0 if before else section.rest,
        )
        for n, section in enumerate(view.sections)
    )
    return replace(view, part=number, is_last=end >= len(units), sections=tuple(sections))


def _piece(units: Sequence[Unit], before: Unit | None) -> StoryView:
    """Return a story with its articles in a part; `before` is the last one of the part before."""
    story, is_continued = units[0].story, before is not None and before.place == units[0].place
    entries = tuple(unit.entry for unit in units)
    is_whole = entries == story.entries and not is_continued
    return story if is_whole else replace(story, entries=entries, is_continued=is_continued)
