"""What is in an issue, and in which order a reader meets it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest_sample import DIGEST, TOPICS, UNTIL, make_issue, make_item, make_member, members

from monitor.digest.select import select
from monitor.model.digests import IssueItem


def candidate(number: int, *, hours: float, score: float, source: str = "channel") -> IssueItem:
    item = make_item(number, source, f"Title {number}", published_at=UNTIL - timedelta(hours=hours))
    return make_member(item, "talks", score)


def order(*candidates: IssueItem) -> list[int]:
    return [member.item.id for member in select(DIGEST, candidates, names=TOPICS)[0].items]


def test_topics_come_in_the_order_of_the_digest_quiet_ones_included() -> None:
    sections = select(DIGEST, members(), names=TOPICS)
    assert [section.topic for section in sections] == list(TOPICS)
    assert [section.name for section in sections] == list(TOPICS.values())
    assert [len(section.items) for section in sections] == [5, 6, 6, 0]


def test_a_topic_without_a_name_goes_by_its_key() -> None:
    assert select(DIGEST, [], names={})[0].name == "talks"


def test_topics_of_other_digests_are_left_out() -> None:
    stranger = make_member(make_item(1, "channel", "A"), "football", 0.9)
    assert all(not section.items for section in select(DIGEST, [stranger], names=TOPICS))


def test_a_newer_day_comes_before_a_stronger_match() -> None:
    assert order(candidate(1, hours=20, score=0.9), candidate(2, hours=1, score=0.1)) == [2, 1]


def test_within_a_day_the_strongest_comes_first_whatever_the_hour() -> None:
    assert order(candidate(1, hours=1, score=0.3), candidate(2, hours=4, score=0.8)) == [2, 1]


def test_the_weight_of_the_source_counts() -> None:
    # The Palace Bulletin has a weight of 0.8.
    strong = candidate(1, hours=1, score=0.6, source="palace")
    assert order(strong, candidate(2, hours=2, score=0.5)) == [2, 1]


def test_equal_ones_come_newest_first() -> None:
    assert order(candidate(1, hours=3, score=0.5), candidate(2, hours=2, score=0.5)) == [2, 1]


def test_the_day_is_the_readers() -> None:
    # 22:30 UTC is half past midnight in Vilnius: a day later than 21:30 UTC.
    late = make_item(1, "channel", "Late", published_at=datetime(2026, 11, 20, 22, 30, tzinfo=UTC))
    early = make_item(2, "channel", "Early", published_at=datetime(2026, 11, 20, 21, 30, tzinfo=UTC))
    assert order(make_member(early, "talks", 0.9), make_member(late, "talks", 0.1)) == [1, 2]


def test_the_order_of_the_candidates_changes_nothing() -> None:
    assert select(DIGEST, reversed(members()), names=TOPICS) == make_issue().sections


def test_an_item_stands_under_each_of_its_topics_with_its_own_evidence() -> None:
    talks, prisoners, sanctions, _ = make_issue().sections
    matches = [
        next(member.match for member in section.items if member.item.id == 1)
        for section in (talks, prisoners, sanctions)
    ]
    assert [match.topic for match in matches] == ["talks", "prisoners", "sanctions"]
    assert len({match.spans for match in matches}) == 3


def test_a_digest_of_no_topics_has_no_sections() -> None:
    assert select(replace(DIGEST, topics=()), members(), names=TOPICS) == ()
