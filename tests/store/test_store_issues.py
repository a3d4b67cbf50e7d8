"""Windows and issues: every match in exactly one issue of each digest."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from nouns import FEED, NOW, a_match, an_item
from sqlalchemy import event

from monitor.errors import StoreError
from monitor.model.coverage import BlindSource, Coverage, HealthState
from monitor.model.deliveries import Delivery, Report
from monitor.model.digests import Digest, Schedule, Window
from monitor.model.issues import Issue, Section
from monitor.model.stories import Clustering, Placement
from monitor.store.candidates import Candidates
from monitor.store.store import Store
from monitor.story.telling import tell

DIGEST = Digest(
    key="daily",
    name="Daily",
    topics=("elections",),
    schedule=Schedule(at=(time(8),), zone=ZoneInfo("Europe/Vilnius")),
    channels=("file",),
)
HOUR = timedelta(hours=1)
NOTHING = Candidates(stories=(), match_cursor=0, item_cursor=0)


@pytest.fixture(autouse=True)
def _digest(store: Store) -> None:
    with store.write() as tx:
        tx.issues.save_digests([DIGEST], now=NOW)


def add(
    store: Store,
    guid: str,
    *,
    at: datetime,
    topic: str = "elections",
    is_retag: bool = False,
    is_placed: bool = True,
) -> int:
    """Store an item that matches a topic."""
    with store.write() as tx:
        item_id = tx.items.add(FEED, [(an_item(guid, first_seen_at=at), None)])[0].id
        match = a_match(item_id, topic, matched_at=at, is_retag=is_retag)
        tx.matches.save(item_id, ["elections", "sport"], [match])
    if is_placed:
        place(store, item_id)
    return item_id


def place(store: Store, item_id: int) -> None:
    """Have an item open a story."""
    placement = Placement(item_id=item_id, story=item_id, sameness="opens")
    with store.write() as tx:
        tx.placing.save(Clustering(placements=(placement,), mergings=()), now=NOW)


def make(store: Store, until: datetime) -> list[int]:
    """Make an issue of the open window; return the ids of its items."""
    with store.write() as tx:
        before = tx.issues.get_position("daily")
        window = Window(from_at=before.until_at, until_at=until)
        found = tx.open_windows.list_candidates(DIGEST, window=window, before=before)
        stories = tuple(tell(story, topics=DIGEST.topics, languages=()) for story in found.stories)
        issue = Issue(
            digest="daily",
            name="Daily",
            number=before.issues + 1,
            window=window,
            made_at=until,
            zone=DIGEST.schedule.zone,
            sections=(Section(topic="elections", name="Elections", stories=stories),),
            coverage=Coverage(
                sources=1,
                blind=(BlindSource(name="The Paper", state=HealthState.FAILING, since=NOW, why="no answer"),),
            ),
        )
        assert tx.issues.close_window("daily", before=before, until_at=until, found=found)
        report = Report(
            digest="daily",
            name="Daily",
            made_at=until,
            medium="page",
            title=f"{issue.number}.html",
            html="<p>",
        )
        delivery = Delivery(channel="file", recipient=report.title, message_id="<1@x>", next_attempt_at=until)
        tx.issues.add(issue, [report], [delivery])
    return [member.item.id for story in stories for member in story.items]


def test_windows_follow_each_other_and_share_no_item(store: Store) -> None:
    first = add(store, "1", at=NOW)
    assert make(store, NOW + HOUR) == [first]
    second = add(store, "2", at=NOW + HOUR)
    assert make(store, NOW + 2 * HOUR) == [second]
    assert make(store, NOW + 3 * HOUR) == []


def test_a_window_is_half_open(store: Store) -> None:
    on_the_edge = add(store, "1", at=NOW + HOUR)
    assert make(store, NOW + HOUR) == []
    assert make(store, NOW + 2 * HOUR) == [on_the_edge]


def test_a_match_committed_after_its_window_was_closed_comes_in_the_next(store: Store) -> None:
    make(store, NOW + HOUR)
    late = add(store, "1", at=NOW)
    assert make(store, NOW + 2 * HOUR) == [late]


def test_a_match_behind_one_of_the_next_window_is_not_skipped(store: Store) -> None:
    later = add(store, "1", at=NOW + 2 * HOUR)
    now = add(store, "2", at=NOW)
    assert make(store, NOW + HOUR) == [now]
    assert make(store, NOW + 3 * HOUR) == [later]


def test_matches_of_other_topics_are_not_candidates(store: Store) -> None:
    add(store, "1", at=NOW, topic="sport")
    assert make(store, NOW + HOUR) == []


def test_retagging_brings_items_of_the_open_window_and_not_the_archive(store: Store) -> None:
    make(store, NOW + HOUR)
    with store.write() as tx:
        old = tx.items.add(FEED, [(an_item("old", first_seen_at=NOW), None)])[0].id
        fresh = tx.items.add(FEED, [(an_item("fresh", first_seen_at=NOW + HOUR), None)])[0].id
        for item_id in (old, fresh):
            match = a_match(item_id, matched_at=NOW + HOUR, is_retag=True)
            tx.matches.save(item_id, ["elections"], [match])
    for item_id in (old, fresh):
        place(store, item_id)
    assert make(store, NOW + 2 * HOUR) == [fresh]


def test_an_item_that_was_sent_is_not_sent_again_when_it_is_matched_anew(store: Store) -> None:
    item_id = add(store, "1", at=NOW)
    make(store, NOW + HOUR)
    with store.write() as tx:
        tx.matches.save(item_id, ["elections"], [])
        tx.matches.save(item_id, ["elections"], [a_match(item_id, matched_at=NOW + HOUR)])
    assert make(store, NOW + 2 * HOUR) == []


def test_only_one_of_two_processes_closes_a_window(store: Store) -> None:
    with store.write() as tx:
        before = tx.issues.get_position("daily")
        assert tx.issues.close_window("daily", before=before, until_at=NOW + HOUR, found=NOTHING)
    with store.write() as tx:
        assert not tx.issues.close_window("daily", before=before, until_at=NOW + HOUR, found=NOTHING)


def test_issues_are_listed_with_what_they_hold(store: Store) -> None:
    add(store, "1", at=NOW)
    make(store, NOW + HOUR)
    with store.read() as tx:
        [summary] = tx.archive.each_issue()
        report = tx.issues.get_report(summary.id, "page")
    assert (summary.entry.items, summary.entry.topics, summary.entry.blind) == (1, (("Elections", 1),), 1)
    assert (summary.entry.file, report.html, report.made_at) == ("1.html", "<p>", NOW + HOUR)


def test_stories_told_are_found_without_looking_at_older_issues(store: Store) -> None:
    asked: list[tuple[str, object]] = []
    with store.read() as tx:
        connection = tx.archive._connection
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        tx.archive.list_told("elections", since=NOW, limit=5)
        sql, values = asked[0]
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert not [step for step in plan if step.startswith("SCAN")], plan
    assert [step for step in plan if step.startswith("SEARCH issue_story ") and "issue_id>?" in step], plan


def test_a_digest_that_was_never_saved_is_told_with_the_remedy(store: Store) -> None:
    with store.read() as tx, pytest.raises(StoreError, match="run `monitor once`"):
        tx.issues.get_position("weekly")


def test_saving_a_known_digest_again_does_not_move_its_window(store: Store) -> None:
    make(store, NOW + HOUR)
    with store.write() as tx:
        tx.issues.save_digests([DIGEST], now=NOW + 9 * HOUR)
        assert tx.issues.get_position("daily").until_at == NOW + HOUR


def test_an_item_whose_story_is_not_known_yet_is_left_to_the_next_window(store: Store) -> None:
    early = add(store, "early", at=NOW)
    waiting = add(store, "waiting", at=NOW, is_placed=False)
    assert make(store, NOW + HOUR) == [early]
    place(store, waiting)
    assert make(store, NOW + 2 * HOUR) == [waiting]


def test_a_digest_that_is_new_to_an_old_archive_begins_with_what_comes_next(store: Store) -> None:
    add(store, "old", at=NOW)
    weekly = replace(DIGEST, key="weekly")
    with store.write() as tx:
        tx.issues.save_digests([DIGEST, weekly], now=NOW + HOUR)
        assert tx.issues.get_position("weekly").match_cursor == 1
        assert tx.issues.get_position("daily").match_cursor == 0
