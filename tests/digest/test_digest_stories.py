"""What a reader is told of a story as a whole, and what of the articles that are new in it."""

from datetime import UTC, datetime

import pytest
from digest_sample import TOPICS, make_issue, make_item, make_member, make_story

from monitor.digest.stories import backing_label, view_story
from monitor.model.feeds import Source
from monitor.model.standing import Standing, Voice
from monitor.model.tellings import StoryState

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def languages_told(state: StoryState) -> str:
    items = (
        make_item(1, "channel", "Prisoners freed", language="en"),
        make_item(2, "channel", "Więźniowie wolni", language="pl"),
    )
    story = make_story(*(make_member(item, "talks", 0.5) for item in items), state=state)
    return view_story(make_issue([]), story, names=TOPICS, home="talks", snippet=200).standing[-1]


def test_languages_of_a_story_that_was_told_are_said_to_be_those_of_its_new_articles() -> None:
    assert languages_told("new") == "In English, Polish"
    assert languages_told("updated") == "New articles in English, Polish"


@pytest.mark.parametrize(
    ("groups", "copies", "said"),
    [
        ([""], 0, "1 source"),
        (["western"], 0, "1 source, western"),
        (["western"] * 2, 0, "2 separate sources, both western"),
        (["western"] * 3, 2, "3 separate sources, all western, copied by 2 more"),
        (["western", "state", "western"], 0, "3 separate sources (2 western, 1 state media)"),
        (["western", ""], 1, "2 separate sources (1 western, 1 other), copied by 1 more"),
        (["state"] * 2, 0, "2 separate sources, so far state media only"),
        (["state", "official"], 0, "2 separate sources, so far state media and officials only"),
    ],
)
def test_who_stands_behind_a_story_is_said_plainly(groups: list[str], copies: int, said: str) -> None:
    voices = tuple(
        Voice(source=Source(key=str(number), name="", group=group), item_id=number, published_at=NOON)
        for number, group in enumerate(groups)
    )
    standing = Standing(first_at=NOON, last_at=NOON, voices=voices, sources=len(voices) + copies)
    assert backing_label(standing) == said


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("Envoy lands", "Envoy lands.\n\nThe envoy is in Minsk.", "The envoy is in Minsk."),
        ("Envoy lands", "Envoy lands\n\nNothing more is known.", "Nothing more is known."),
        ("Envoy lands", "Envoy lands.", ""),
        ("Envoy lands", "Envoy lands, talks begin.\n\nMore later.", "Envoy lands, talks begin."),
    ],
)
def test_a_first_line_that_is_the_headline_is_not_told_again(title: str, text: str, told: str) -> None:
    item = make_item(1, "channel", title, text=text)
    story = make_story(make_member(item, "talks", 0.5, (r"[Ee]nvoy", "@envoy")))
    lead = view_story(make_issue([]), story, names=TOPICS, home="talks", snippet=200).lead
    assert lead.excerpt == told
    assert all(piece.text.lower() == "envoy" for piece in lead.snippet if piece.is_hit)


@pytest.mark.parametrize(
    ("published_at", "remarks"),
    [
        (
            datetime(2026, 11, 21, 5, 29, tzinfo=UTC),
            ["Published before the time of this issue, first seen now"],
        ),
        (datetime(2026, 11, 21, 5, 30, tzinfo=UTC), []),
        (datetime(2026, 11, 21, tzinfo=UTC), []),
        (datetime(2026, 11, 20, tzinfo=UTC), ["Published before the time of this issue, first seen now"]),
    ],
)
def test_a_day_without_a_time_is_not_before_an_issue_that_begins_on_it(
    published_at: datetime, remarks: list[str]
) -> None:
    item = make_item(1, "channel", "Envoy lands", published_at=published_at)
    story = make_story(make_member(item, "talks", 0.5))
    lead = view_story(make_issue([]), story, names=TOPICS, home="talks", snippet=200).lead
    assert list(lead.remarks) == remarks
