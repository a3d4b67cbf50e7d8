"""What programs are sent is what the manual says, and what phones show is short and harmless."""

import json
import re
from dataclasses import replace
from importlib.resources import files

from digest_sample import make_issue, make_item, make_member, make_story

from monitor.digest.render_json import render_json
from monitor.digest.render_note import MOST, render_note
from monitor.digest.sample import sample_issue
from monitor.model.issues import Issue, Section

MANUAL = files("monitor.cli").joinpath("manual", "webhooks.txt").read_text(encoding="utf-8")


def keys_of_the_manual(begins: str, ends: str) -> set[str]:
    """Return the words in the first column of a part of the manual, and those named beside them."""
    part = MANUAL.partition(begins)[2].partition(ends)[0]
    columns = [line[4:24] for line in part.splitlines() if line.startswith("    ") and line[4] != " "]
    return {word.removeprefix("data.").lstrip(".") for column in columns for word in column.split()}


def with_stories(*titles: str) -> Issue:
    stories = [
        make_story(make_member(make_item(n, "watch", title), "politics", 0.5), id=n, topics=("politics",))
        for n, title in enumerate(titles, start=1)
    ]
    return replace(sample_issue(), sections=(Section(topic="politics", name="P", stories=tuple(stories)),))


def test_the_data_have_the_keys_that_the_manual_names_and_no_others() -> None:
    told = json.loads(render_json(sample_issue()).text)
    assert set(told) == {"type", "version", "timestamp", "data"}
    assert (told["type"], told["version"]) == ("digest", 1)
    named = keys_of_the_manual("The body:", "A story:") - set(told)
    assert set(told["data"]) == named
    for story in told["data"]["stories"]:
        assert set(story) == keys_of_the_manual("A story:", "An article:")
        for article in story["articles"]:
            assert set(article) - {"first_seen_at"} == keys_of_the_manual("An article:", "Titles, authors")


def test_the_data_hold_every_story_once_and_every_article() -> None:
    issue = make_issue()
    data = json.loads(render_json(issue).text)["data"]
    assert [story["story"] for story in data["stories"]] == [story.id for story in issue.stories]
    articles = [article["item"] for story in data["stories"] for article in story["articles"]]
    assert sorted(articles) == sorted(m.item.id for story in issue.stories for m in story.items)
    assert {n for topic in data["topics"] for n in topic["stories"]} == {s["story"] for s in data["stories"]}


def test_broken_letters_of_strangers_still_make_json() -> None:
    text = render_json(with_stories("A \ud800 B\u202e\x00", 'x"}]}')).text
    [first, second] = json.loads(text.encode())["data"]["stories"]
    assert first["articles"][0]["title"] == "A   B  "
    assert second["articles"][0]["title"] == 'x"}]}'


def test_a_note_is_short_counts_the_rest_and_calls_nobody() -> None:
    note = render_note(with_stories(*(f"Headline {n} @everyone {'x' * 90}" for n in range(60))))
    assert len(note.text) < MOST + 300
    shown = note.text.count("Headline")
    assert f"And {60 - shown} more stories: sample-0002-2026-11-22.html" in note.text
    assert "@everyone" not in note.text
    assert note.html == ""


def test_a_note_has_the_headline_the_source_and_the_address() -> None:
    note = render_note(with_stories("Strike"))
    assert re.match(r"Strike\n.+, .+ \d\d:\d\d.*\nhttps?://", note.text)


def test_an_alert_is_known_by_its_headline() -> None:
    alert = replace(with_stories("Strike", "More"), is_alert=True)
    assert render_note(alert).title == "Alert: Strike and 1 more story"
    assert json.loads(render_json(alert).text)["type"] == "alert"
