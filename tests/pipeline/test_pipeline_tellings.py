"""Digests of stories: each event once, then only what is new; no item lost and none twice."""

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from telling_desk import ALL, HOUR, PRISONERS, Desk, news, numbers

from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.model.issues import Issue
from monitor.model.stories import Clustering, Placement

IMMEDIATE = replace(PRISONERS, schedule=replace(PRISONERS.schedule, at=(), is_immediate=True))
FOURTEEN = "Fourteen political prisoners freed after talks"
FIFTY_TWO = "52 political prisoners freed after talks"


def test_articles_about_one_event_are_one_story_led_by_the_strongest_source() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    second = desk.add("gazeta", "Uwolniono 14 więźniów", story=first)
    third = desk.add("echo", FOURTEEN, story=first, copy_of=first)
    story = desk.only_story()
    assert (story.state, numbers(story), story.lead.item.id) == ("new", [first, second, third], second)
    assert [voice.source.key for voice in story.standing.voices] == ["paper", "gazeta"]
    assert (story.standing.sources, story.deltas, story.before) == (3, (), None)


def test_a_story_that_was_sent_comes_back_with_what_is_new() -> None:
    desk = Desk()
    first = desk.add("bulletin", FOURTEEN, text="Fourteen prisoners were freed.")
    assert desk.only_story().standing.powers_only == "state media"
    desk.add("paper", FIFTY_TWO, text="52 prisoners were freed in Lithuania. John Coale", story=first)
    desk.add("ministry", "Statement of the ministry", story=first)
    story = desk.only_story()
    assert story.state == "updated"
    assert news(story) == [
        "first official statement: The Ministry",
        "first independent confirmation: The Paper, before only state media",
        "52 people, was 14",
    ]
    assert story.before == (1, FOURTEEN)
    assert len(story.standing.voices) == 3


def test_a_story_without_news_is_only_continued_and_its_items_count_as_sent() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    desk.add("gazeta", FOURTEEN, story=first)
    desk.make()
    again = desk.add("bulletin", "Fourteen prisoners freed, says bulletin", story=first)
    issue = desk.make()
    assert issue is not None
    [story] = issue.stories
    assert (story.state, numbers(story)) == ("continued", [again])
    told = render_mail(issue).text
    assert "Continued, nothing new in these stories but the articles:" in told
    assert "- Fourteen prisoners freed, says bulletin (State Bulletin" in told
    assert "Fourteen prisoners freed, says bulletin" in re.sub("<.*?>", "", render_page(issue).html)
    assert desk.make() is None


def test_what_is_new_is_new_to_the_digest_that_tells_it() -> None:
    desk = Desk(PRISONERS, ALL)
    lifted = desk.add("paper", "Sanctions eased: 14 people freed in exchange", topics=["sanctions"])
    issues = desk.make_all()
    assert [issue.digest for issue in issues] == ["all"]
    desk.add("gazeta", "Freed: 14 people", story=lifted)
    told = {issue.digest: issue.stories[0] for issue in desk.make_all()}
    assert (told["prisoners"].state, len(told["prisoners"].items)) == ("new", 2)
    assert [item.matches != () for item in told["prisoners"].items] == [True, False]
    assert news(told["all"]) == ["second source: Gazeta, before only The Paper"]


def test_a_story_of_two_topics_is_told_once() -> None:
    desk = Desk(ALL)
    first = desk.add("paper", FOURTEEN)
    desk.add("gazeta", "Sanctions eased", story=first, topics=["sanctions"])
    issue = desk.make()
    assert issue is not None
    assert [len(section.stories) for section in issue.sections] == [1, 1]
    told = render_mail(issue).text
    assert told.count("* Sanctions eased") == 1
    assert told.count("- Fourteen political prisoners freed after talks") == 1
    assert "Also under Sanctions" in told
    assert "Why Releases: title: Fourteen (The Paper)" in told
    assert "Why Sanctions: title: Sanction\n" in told


def test_an_article_that_matches_nothing_comes_with_its_story_and_is_not_sent_again_when_it_matches() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    silent = desk.add("gazeta", "Five minutes to pack", story=first, topics=[])
    stranger = desk.add("gazeta", "Football", topics=[])
    issue = desk.make()
    assert issue is not None
    assert [numbers(story) for story in issue.stories] == [[first, silent]]
    assert "matches no topic itself" in " ".join(render_mail(issue).text.split())
    desk.match(silent, "releases")
    assert desk.make() is None
    later = desk.add("gazeta", "What the freed say", story=first, topics=[])
    assert numbers(desk.only_story()) == [later]
    with desk.store.read() as tx:
        assert tx.tellings.list_tellings(stranger) == []


def test_a_late_article_comes_with_its_story_and_says_that_it_is_late() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    desk.make()
    late = desk.add("gazeta", "Uwolniono 14 więźniów", story=first, ago=timedelta(days=2))
    issue = desk.make()
    assert issue is not None
    assert numbers(issue.stories[0]) == [late]
    assert issue.stories[0].standing.first_at == desk.now - HOUR - timedelta(days=2)
    assert "Published before the time of this issue, first seen now" in render_mail(issue).text


def test_after_a_time_of_rest_one_issue_tells_each_event_once() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    for day in range(5):
        desk.now += timedelta(days=1)
        desk.add("gazeta", f"Day {day} of freedom", story=first)
    story = desk.only_story()
    assert (story.state, len(story.items)) == ("new", 6)


def test_an_immediate_digest_keeps_articles_that_bring_nothing_new_for_other_news_or_a_day() -> None:
    desk = Desk(IMMEDIATE)
    first = desk.add("paper", FOURTEEN)
    desk.add("gazeta", "Uwolniono 14 więźniów", story=first)
    desk.make_due()
    same = desk.add("bulletin", "Fourteen freed", story=first)
    assert desk.make_due() == []
    fresh = desk.add("paper", FIFTY_TWO, text="52 prisoners are free.", story=first)
    [issue] = desk.make_due()
    assert numbers(issue.stories[0]) == [same, fresh]
    last = desk.add("bulletin", "Fifty-two freed", story=first)
    assert desk.make_due() == []
    desk.now += timedelta(days=1)
    [issue] = desk.make_due()
    assert numbers(issue.stories[0]) == [last]


def test_what_an_immediate_digest_keeps_is_told_when_all_windows_are_closed() -> None:
    desk = Desk(IMMEDIATE)
    first = desk.add("paper", FOURTEEN)
    desk.make_due()
    same = desk.add("paper", "Fourteen freed", story=first)
    assert desk.make_due() == []
    assert numbers(desk.only_story()) == [same]


def test_a_merger_after_sending_repeats_nothing() -> None:
    desk = Desk()
    one, other = desk.add("paper", FOURTEEN), desk.add("gazeta", "Uwolniono 14 więźniów")
    issue = desk.make()
    assert issue is not None
    assert len(issue.stories) == 2
    desk.merge(one, other)
    assert desk.make() is None
    more = desk.add("bulletin", "Fourteen freed", story=one)
    story = desk.only_story()
    assert (story.state, numbers(story)) == ("continued", [more])


def test_a_split_after_sending_repeats_nothing_and_both_parts_go_on() -> None:
    desk = Desk()
    one = desk.add("paper", FOURTEEN)
    other = desk.add("gazeta", "Something else", story=one)
    desk.make()
    with desk.store.write() as tx:
        assert tx.corrections.split(one, [other], now=desk.now) == other
    assert desk.make() is None
    more = desk.add("gazeta", "Something else again", story=other)
    story = desk.only_story()
    assert (story.id, numbers(story), story.before) == (other, [more], (1, "Something else"))


def test_an_event_that_new_items_show_beside_another_repeats_nothing_of_it() -> None:
    desk = Desk()
    one = desk.add("paper", FOURTEEN)
    answer = desk.add("gazeta", "Something else", story=one)
    desk.make()
    more = desk.add("gazeta", "Something else again", story=one)
    moved = (
        Placement(item_id=answer, story=answer, sameness="opens"),
        Placement(item_id=more, story=answer, sameness="words"),
    )
    with desk.store.write() as tx:
        tx.placing.save(Clustering(placements=(), mergings=(), moved=moved), now=desk.now)
    story = desk.only_story()
    assert (story.id, numbers(story), story.before) == (answer, [more], (1, "Something else"))
    last = desk.add("bulletin", "Fourteen freed", story=one)
    assert (numbers(story := desk.only_story()), story.id) == ([last], one)


def test_a_story_merged_with_one_that_the_digest_was_never_sent_brings_only_what_came_since() -> None:
    desk = Desk()
    one = desk.add("paper", FOURTEEN)
    desk.add("gazeta", "Football", topics=[])
    other = desk.add("bulletin", "More football", topics=[])
    desk.make()
    desk.merge(one, other)
    assert desk.make() is None


def test_how_issues_told_a_story_is_kept_whatever_it_is_called_since() -> None:
    desk = Desk()
    one, other = desk.add("paper", FOURTEEN), desk.add("gazeta", "Uwolniono 14 więźniów")
    desk.make()
    desk.merge(one, other)
    desk.add("gazeta", "52 freed", text="52 prisoners are free.", story=one)
    issue = desk.make()
    assert issue is not None
    with desk.store.read() as tx:
        tellings = tx.tellings.list_tellings(one)
    told = [(telling.number, telling.state) for telling in tellings]
    assert told == [(1, "new"), (1, "new"), (2, "updated")]
    assert tellings[2].deltas == issue.stories[0].deltas
    assert tellings[2].rank == issue.sections[0].stories[0].rank


def test_a_preview_tells_what_the_issue_will() -> None:
    desk = Desk()
    first = desk.add("paper", FOURTEEN)
    desk.make()
    desk.add("gazeta", FIFTY_TWO, text="52 prisoners freed", story=first)
    [preview] = desk.issues.preview(desk.now + HOUR)
    made = desk.make()
    assert made == preview


class Stream:
    """A stream of items into stories of a desk, with everything that may happen beside it, by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.desk = Desk(PRISONERS, ALL)
        self.made: list[Issue] = []
        self.matched: dict[int, set[str]] = {}
        self._waiting: list[int] = []
        self._placed: list[int] = []

    def go_on(self) -> None:
        """Do one thing."""
        add, place, match, correct, make = 60, 15, 5, 10, 10
        things = [self._add, self.place, self._match, self._correct, self.make]
        [thing] = self.chance.choices(things, [add, place, match, correct, make])
        thing()

    def _topics(self) -> set[str]:
        return {topic for topic in ALL.topics if self.chance.random() < 0.5}

    def _story(self) -> int | None:
        return self.chance.choice([None, *self._placed])

    def _add(self) -> None:
        if self._waiting:
            return
        topics, is_placed = self._topics(), self.chance.random() < 0.85
        number = self.desk.add(
            self.chance.choice(["paper", "gazeta", "bulletin", "ministry"]),
            f"{len(self.matched) + 100} people freed",
            story=self._story(),
            topics=sorted(topics),
            ago=timedelta(hours=self.chance.choice([0, 0, 0, 70])),
            is_placed=is_placed,
        )
        self.matched[number] = topics
        (self._placed if is_placed else self._waiting).append(number)

    def place(self) -> None:
        """Place what waits."""
        for number in self._waiting:
            self.desk.place(number, story=self._story())
        self._placed += self._waiting
        self._waiting.clear()

    def _match(self) -> None:
        for number in self.chance.sample(sorted(self.matched), k=min(1, len(self.matched))):
            self.desk.match(number, *sorted(self._topics() - self.matched[number]))

    def _correct(self) -> None:
        """Merge two stories, or split one."""
        with self.desk.store.write() as tx:
            listed = tx.stories.list_stories(since=self.desk.now - timedelta(days=90))
            for story in [story.id for story in listed if story.items > 1 and self.chance.random() < 0.3][:1]:
                one = self.chance.choice(tx.stories.members([story])[story])
                tx.corrections.split(story, [one.item_id], now=self.desk.now)
                return
            if len(listed) > 1:
                one, other = self.chance.sample(listed, 2)
                tx.corrections.merge(one.id, other.id, now=self.desk.now)

    def make(self) -> None:
        """Make issues of both digests."""
        self.made += self.desk.make_all()


@pytest.mark.parametrize("seed", range(5))
def test_over_random_streams_each_matched_item_is_in_one_issue_of_each_of_its_digests(seed: int) -> None:
    stream = Stream(seed)
    for _ in range(40):
        stream.go_on()
    stream.place()
    stream.make()
    for digest in (PRISONERS, ALL):
        mine = [issue for issue in stream.made if issue.digest == digest.key]
        sent = [item.item.id for issue in mine for story in issue.stories for item in story.items]
        assert len(sent) == len(set(sent))
        wanted = {number for number, topics in stream.matched.items() if topics & set(digest.topics)}
        assert wanted
        assert wanted <= set(sent)
    told = " ".join(render_mail(stream.made[-1]).text.split())
    assert all(item.item.title in told for story in stream.made[-1].stories for item in story.items)
