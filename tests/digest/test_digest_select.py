"""What is in an issue, and in which order a reader meets it."""

from dataclasses import replace
from datetime import timedelta

from digest_sample import DIGEST, TOPICS, UNTIL, make_issue, make_item, make_member, make_story, members

from monitor.digest.select import select
from monitor.model.tellings import IssueItem, IssueStory


def candidate(
    number: int, *, hours: float = 1, score: float = 0.5, source: str = "channel", topic: str = "talks"
) -> IssueItem:
    item = make_item(number, source, f"Title {number}", published_at=UNTIL - timedelta(hours=hours))
    return make_member(item, topic, score)


def order(*stories: IssueStory) -> list[int]:
    return [story.id for story in select(DIGEST, stories, names=TOPICS, until_at=UNTIL)[0].stories]


def test_topics_come_in_the_order_of_the_digest_quiet_ones_included() -> None:
    sections = make_issue().sections
    assert [section.topic for section in sections] == list(TOPICS)
    assert [section.name for section in sections] == list(TOPICS.values())
    assert [len(section.stories) for section in sections] == [5, 6, 6, 0]


def test_a_topic_without_a_name_goes_by_its_key() -> None:
    assert select(DIGEST, [], names={}, until_at=UNTIL)[0].name == "talks"


def test_a_stronger_match_comes_first() -> None:
    assert order(make_story(candidate(1, score=0.3)), make_story(candidate(2, score=0.8))) == [2, 1]


def test_more_separate_sources_come_first() -> None:
    two = make_story(candidate(2), candidate(3, source="nemiga"))
    assert order(make_story(candidate(1)), two) == [2, 1]


def test_newer_news_come_first() -> None:
    assert order(make_story(candidate(1, hours=30)), make_story(candidate(2, hours=2))) == [2, 1]


def test_the_weight_of_the_source_counts() -> None:
    # The Palace Bulletin has a weight of 0.8.
    assert order(make_story(candidate(1, source="palace")), make_story(candidate(2))) == [2, 1]


def test_what_was_sent_before_comes_after_what_is_new_and_what_only_continues_comes_last() -> None:
    known = make_story(candidate(1), state="updated")
    same = make_story(candidate(2, score=1), candidate(3, source="nemiga"), state="continued")
    assert order(same, known, make_story(candidate(4))) == [4, 1, 2]


def test_a_rank_is_the_sum_of_its_parts_each_between_0_and_1() -> None:
    for section in make_issue().sections:
        for story in section.stories:
            assert story.rank
            assert sum(part.share for part in story.rank.parts) == 1
            assert all(0 <= part.value <= 1 for part in story.rank.parts)
            assert 0 < story.rank.total < 1


def test_the_score_that_counts_is_that_of_the_topic_under_which_a_story_stands() -> None:
    talks, prisoners, _, _ = make_issue().sections
    ranks = {section.topic: section.stories for section in (talks, prisoners)}
    values = [
        next(part.value for story in stories if story.id == 1 for part in story.rank.parts)
        for stories in ranks.values()
        if all(story.rank for story in stories)
    ]
    assert values == [0.94, 0.55]


def test_the_order_of_the_candidates_changes_nothing() -> None:
    assert make_issue(list(reversed(members()))).sections == make_issue().sections


def test_a_story_stands_under_each_of_its_topics_with_all_its_evidence() -> None:
    talks, prisoners, sanctions, _ = make_issue().sections
    for section in (talks, prisoners, sanctions):
        [story] = [story for story in section.stories if story.id == 1]
        assert [match.topic for match in story.lead.matches] == ["talks", "prisoners", "sanctions"]


def test_a_digest_of_no_topics_has_no_sections() -> None:
    assert select(replace(DIGEST, topics=()), [], names=TOPICS, until_at=UNTIL) == ()
