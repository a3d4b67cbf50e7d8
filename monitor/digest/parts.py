"""One issue in several parts: which articles stand in which. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.digest.entries import Entry
from monitor.digest.view import IssueView, SectionView

#: An article under a topic: the number of the topic, the article, and whether it is told there.
Unit = tuple[int, Entry, bool]


def units_of(view: IssueView) -> list[Unit]:
    """Return the articles of an issue in the order in which they are read."""
    return [
        (number, entry, is_told)
        for number, section in enumerate(view.sections)
        for is_told, entries in ((True, section.entries), (False, section.elsewhere))
        for entry in entries
    ]


def part_of(view: IssueView, start: int, end: int, *, number: int) -> IssueView:
    """Return the part with the articles from `start` to before `end`; `number` counts parts from 1."""
    units = units_of(view)
    begun = {section for section, _, _ in units[:start]}
    sections = (
        _section_of(section, [unit for unit in units[start:end] if unit[0] == n], is_continued=n in begun)
        for n, section in enumerate(view.sections)
    )
    return replace(view, part=number, is_last=end >= len(units), sections=tuple(sections))


def _section_of(section: SectionView, units: Sequence[Unit], *, is_continued: bool) -> SectionView:
    return replace(
        section,
        is_continued=is_continued,
        entries=tuple(entry for _, entry, is_told in units if is_told),
        elsewhere=tuple(entry for _, entry, is_told in units if not is_told),
    )
