"""Who stands behind a story: copies of one text count once, whoever carries them."""

from collections.abc import Sequence
from datetime import timedelta

from story_items import NOON

from monitor.model.feeds import Source
from monitor.model.standing import Standing
from monitor.model.stories import Evidence, Member
from monitor.story.leading import lead_member
from monitor.story.standing import standing_of

GROUPS = {"belta": "state", "sb": "state", "ministry": "official", "paper": "independent", "wire": "western"}
SOURCES = {key: Source(key=key, name=key, group=group) for key, group in GROUPS.items()}


def member(number: int, source: str, *, copy_of: int | None = None, hours: float | None = None) -> Member:
    at = NOON + timedelta(hours=number if hours is None else hours)
    return Member(
        item_id=number,
        source=source,
        language="en",
        title="Title",
        url="",
        published_at=at,
        first_seen_at=at,
        sameness="copy" if copy_of else "words",
        because=Evidence(nearest=copy_of or 1, similarity=1.0),
    )


def standing(*members: Member) -> Standing:
    return standing_of(members, SOURCES)


def voices(*members: Member) -> list[tuple[str, int]]:
    return [(voice.source.key, voice.item_id) for voice in standing(*members).voices]


def test_a_text_that_others_copy_counts_once_for_whoever_had_it_first() -> None:
    members = (member(1, "wire"), member(2, "paper", copy_of=1), member(3, "sb", copy_of=1))
    assert voices(*members) == [("wire", 1)]
    assert standing(*members).sources == 3


def test_the_original_is_the_earliest_even_if_it_was_seen_later() -> None:
    assert voices(member(1, "paper"), member(2, "wire", copy_of=1, hours=0)) == [("wire", 2)]


def test_copies_of_an_agency_that_is_not_read_itself_count_once() -> None:
    assert voices(member(2, "paper", copy_of=99), member(3, "sb", copy_of=99)) == [("paper", 2)]


def test_copies_of_copies_are_one_text_in_a_circle_too() -> None:
    assert voices(member(1, "wire"), member(2, "paper", copy_of=1), member(3, "sb", copy_of=2)) == [
        ("wire", 1)
    ]
    assert len(voices(member(1, "wire", copy_of=2), member(2, "paper", copy_of=1))) == 1


def test_a_source_counts_once_and_by_its_own_words_though_it_copied_before() -> None:
    members = (member(1, "wire"), member(2, "paper", copy_of=1), member(3, "paper"), member(4, "wire"))
    assert voices(*members) == [("wire", 1), ("paper", 3)]


def test_groups_are_counted_by_separate_sources() -> None:
    found = standing(member(1, "belta"), member(2, "sb", copy_of=1), member(3, "paper"), member(4, "sb"))
    assert found.groups == {"state": 2, "independent": 1}
    assert (found.first_at, found.last_at) == (NOON + timedelta(hours=1), NOON + timedelta(hours=4))


def powers_only(*sources: str) -> str:
    members: Sequence[Member] = [member(number, source) for number, source in enumerate(sources, start=1)]
    return standing(*members).powers_only


def test_it_is_said_when_only_state_media_or_officials_stand_behind_a_story() -> None:
    assert powers_only("belta", "sb") == "state media"
    assert powers_only("ministry") == "officials"
    assert powers_only("belta", "ministry") == "state media and officials"
    assert powers_only("belta", "paper") == ""


def test_the_lead_is_the_earliest_item_of_the_strongest_source_and_no_copy() -> None:
    strong = SOURCES | {"wire": Source(key="wire", name="wire", weight=1.5)}
    members = [member(1, "paper"), member(2, "wire", copy_of=1), member(3, "wire"), member(4, "wire")]
    assert lead_member(members, strong).item_id == 3
    assert lead_member(members, SOURCES).item_id == 1
