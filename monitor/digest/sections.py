"""The topics of an issue as a reader meets them, each with the stories that are told under it. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Self

from monitor.digest.charts import Chart, view_chart
from monitor.digest.stories import StoryView, view_story
from monitor.model.issues import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One topic of an issue."""

    anchor: str
    name: str
    #: Stories of the topic, those told elsewhere and those of other parts included.
    count: int
    #: Told here, the highest rank first.
    stories: tuple[StoryView, ...]
    #: Sent before, told here, and nothing new but the items.
    continued: tuple[StoryView, ...]
    #: Told under an earlier topic.
    elsewhere: tuple[StoryView, ...]
    #: Of which alerts have brought everything.
    alerted: tuple[StoryView, ...] = ()
    #: Stories of the topic left out of a mail that may hold only so many, wherever they would be told.
    rest: int = 0
    #: Whether an earlier part of the issue has begun this topic.
    is_continued: bool = False
    #: Its last days; None when they brought nothing.
    chart: Chart | None = None

    @property
    def told(self) -> tuple[StoryView, ...]:
        """Return the stories that are told here, whether they are new or not."""
        return (*self.stories, *self.continued, *self.alerted)

    def keep(self, numbers: Collection[int]) -> Self:
        """Return the section with these stories, by their numbers; the others are counted."""

        def those(stories: tuple[StoryView, ...]) -> tuple[StoryView, ...]:
            return tuple(story for story in stories if story.number in numbers)

        return replace(
            self,
            stories=those(self.stories),
            continued=those(self.continued),
            alerted=those(self.alerted),
            elsewhere=those(self.elsewhere),
            rest=sum(1 for story in (*self.told, *self.elsewhere) if story.number not in numbers),
        )


def view_sections(issue: Issue, *, snippet: int) -> Iterator[SectionView]:
    """Yield the topics in order; each story is told whole under the first of its topics."""
    names = {section.topic: section.name for section in issue.sections}
    known = {story.id for story in issue.stories if story.is_alerted}
    charts = {
        timeline.topic: view_chart(timeline, window=issue.window, zone=issue.zone)
        for timeline in issue.timelines
    }
    told: dict[int, StoryView] = {}
    for number, section in enumerate(issue.sections, start=1):
        elsewhere = [told[story.id] for story in section.stories if story.id in told]
        here = [
            view_story(issue, story, names=names, home=section.topic, snippet=snippet)
            for story in section.stories
            if story.id not in told
        ]
        told.update({view.number: view for view in here})
        new = [view for view in here if view.number not in known]
        yield SectionView(
            anchor=f"topic-{number}",
            name=section.name,
            count=len(section.stories),
            stories=tuple(view for view in new if view.state != "continued"),
            continued=tuple(view for view in new if view.state == "continued"),
            alerted=tuple(view for view in here if view.number in known),
            elsewhere=tuple(elsewhere),
            chart=charts.get(section.topic),
        )
