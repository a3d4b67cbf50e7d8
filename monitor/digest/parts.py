"""One issue in several parts: which articles stand in which. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.digest.entries import Entry
from monitor.digest.stories import StoryView
from monitor.digest.view import IssueView, SectionView

#: An article of a story: the number of the topic, where in it and which story, and the article; of a story
#: that is told under an earlier topic the lead stands for all.
Unit = tuple[int, str, int, Entry]


def units_of(view: IssueView) -> list[Unit]:
    """Return the articles of an issue in the order in which they are read."""
    return [unit for number, section in enumerate(view.sections) for unit in _units_in(number, section)]


def _units_in(number: int, section: SectionView) -> Iterator[Unit]:
    for where in ("stories", "continued"):
        for story in getattr(section, where):
            yield from ((number, where, story.number, entry) for entry in story.entries)
    for where in ("alerted", "elsewhere"):
        yield from ((number, where, story.number, story.lead) for story in getattr(section, where))


def part_of(view: IssueView, start: int, end: int, *, number: int) -> IssueView:
    """Return the part with the articles from `start` to before `end`; `number` counts parts from 1."""
    units = units_of(view)
    before, here = units[:start], units[start:end]
    sections = (_section_of(section, n, before=before, here=here) for n, section in enumerate(view.sections))
    return replace(view, part=number, is_last=end >= len(units), sections=tuple(sections))


def _section_of(
    section: SectionView, number: int, *, before: Sequence[Unit], here: Sequence[Unit]
) -> SectionView:
    begun = {unit[:3] for unit in before}
    entries: dict[tuple[int, str, int], list[Entry]] = {}
    for unit in here:
        entries.setdefault(unit[:3], []).append(unit[3])

    def part(where: str, stories: Sequence[StoryView]) -> tuple[StoryView, ...]:
        places = [((number, where, story.number), story) for story in stories]
        return tuple(
            replace(story, entries=tuple(entries[place]), is_continued=place in begun)
            for place, story in places
            if place in entries
        )

    return replace(
        section,
        is_continued=any(place[0] == number for place in begun),
        stories=part("stories", section.stories),
        continued=part("continued", section.continued),
        alerted=part("alerted", section.alerted),
        elsewhere=part("elsewhere", section.elsewhere),
        rest=0 if before else section.rest,
    )
