"""What a reader is told of a story as a whole, and what of the articles that are new in it."""

from digest_sample import TOPICS, make_issue, make_item, make_member, make_story

from monitor.digest.stories import view_story
from monitor.model.tellings import State


def languages_told(state: State) -> str:
    items = (
        make_item(1, "channel", "Prisoners freed", language="en"),
        make_item(2, "channel", "Więźniowie wolni", language="pl"),
    )
    story = make_story(*(make_member(item, "talks", 0.5) for item in items), state=state)
    return view_story(make_issue([]), story, names=TOPICS, home="talks", snippet=200).standing[-1]


def test_languages_of_a_story_that_was_told_are_said_to_be_those_of_its_new_articles() -> None:
    assert languages_told("new") == "In English, Polish"
    assert languages_told("updated") == "New articles in English, Polish"
