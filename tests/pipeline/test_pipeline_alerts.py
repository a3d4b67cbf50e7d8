"""Alerts: at once, not again and again, held at night, and only referred to by the digest that follows."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nouns import FEED, NOW, a_match, an_item

from monitor.deliver.bodies import size_of
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.model.digests import Alerting, Digest, Schedule, StoryRule
from monitor.model.feeds import Feed, Source
from monitor.model.issues import Issue
from monitor.model.stories import Clustering, Placement
from monitor.pipeline.issues import Issues
from monitor.pipeline.outbox import Outbox
from monitor.store.store import Store
from monitor.words.names.index import NameIndex

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
UTC_ZONE = ZoneInfo("UTC")
SOURCES = ("paper", "post", "herald", "radio", "ministry")
DAILY = Digest(
    key="daily",
    name="Daily",
    topics=("elections",),
    schedule=Schedule(at=(time(8),), zone=UTC_ZONE),
    channels=("email",),
    recipients=("ann@desk.test",),
)
ALERT = replace(
    DAILY,
    key="urgent",
    name="Urgent",
    schedule=Schedule(zone=UTC_ZONE, is_immediate=True, quiet=(time(22), time(7))),
    channels=("notify:phone",),
    recipients=(),
    rule=StoryRule(min_score=0.4, min_sources=2),
    alerting=Alerting(cool_down=6 * HOUR),
)


class Box:
    """A way out that keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.sent: list[Report] = []
        self.is_open = True
        #: Set when something was sent; what it waits for before it sends.
        self.done, self.waits_for = threading.Event(), threading.Event()
        self.waits_for.set()

    def send(self, report: Report, delivery: Delivery) -> None:
        if not self.is_open or not self.waits_for.wait(5):
            raise DeliveryError("closed")
        self.sent.append(report)
        self.done.set()


class Desk:
    """The parts that make and send issues, over one store, at a time that the test sets."""

    def __init__(self, store: Store, *digests: Digest) -> None:
        self.store, self.now, self.count = store, NOW, 0
        self.mail, self.phone, self.page = Box(), Box(), Box()
        self.issues = Issues(
            store,
            digests=digests,
            topic_names={"elections": "Elections"},
            names=(),
            index=NameIndex(()),
            mail_domain="desk.test",
            size_of=size_of,
        )
        ways = {"email": self.mail, "notify": self.phone, "file": self.page}
        self.outbox = Outbox(store, channels=ways, clock=lambda: self.now)
        with store.write() as tx:
            tx.feeds.save_sources([Source(key=key, name=key.title(), language="en") for key in SOURCES])
            tx.feeds.save_feeds([Feed(url=FEED, source="paper")], now=NOW)
            tx.issues.save_digests(digests, now=NOW)

    def add(self, source: str, *, story: int = 0, score: float | None = 0.5, **given: object) -> int:
        """Store an article as a poll does, in a story of its own or in another one's; return its number."""
        self.count += 1
        fields = {"published_at": self.now, "first_seen_at": self.now, "source": source, "text": ""}
        item = an_item(str(self.count), **(fields | {"title": f"A{self.count} told by {source}"} | given))
        with self.store.write() as tx:
            [stored] = tx.items.add(FEED, [(item, None)])
            if score is not None:
                tx.matches.add([a_match(stored.id, matched_at=self.now, score=score)])
            place = Placement(
                item_id=stored.id, story=story or stored.id, sameness="words" if story else "opens"
            )
            tx.placing.save(Clustering(placements=(place,), mergings=()), now=self.now)
        return stored.id

    def tick(self, after: timedelta = MINUTE) -> list[Issue]:
        """Let time go by; make what is due and send it."""
        self.now += after
        made = self.issues.make_alerts(self.now)
        asyncio.run(self.outbox.deliver_due())
        made += self.issues.make_due(self.now)
        asyncio.run(self.outbox.deliver_due())
        return made

    def told(self, after: timedelta = MINUTE) -> dict[str, list[int]]:
        """Return the items of the issues that were made, by digest."""
        made = self.tick(after)
        return {i.digest: sorted(m.item.id for s in i.stories for m in s.items) for i in made}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file: channels are emptied side by side."""
    opened = Store.open_file(tmp_path / "monitor.db")
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, DAILY, ALERT)


def test_a_story_is_told_at_once_when_it_passes_the_threshold_and_whole(desk: Desk) -> None:
    first = desk.add("paper")
    assert desk.told() == {}
    second = desk.add("post", story=first)
    assert desk.told() == {"urgent": [first, second]}
    [note] = desk.phone.sent
    assert note.title == "Alert: A1 told by paper"
    assert "2 separate sources" in note.text
    assert desk.told() == {}


def test_an_article_that_matches_no_topic_itself_may_bring_a_story_over_the_threshold(desk: Desk) -> None:
    first = desk.add("paper")
    desk.tick()
    second = desk.add("post", story=first, score=None)
    assert desk.told() == {"urgent": [first, second]}


@pytest.mark.parametrize(("score", "source"), [(0.39, "post"), (0.5, "paper")])
def test_what_is_below_the_threshold_waits_for_the_digest(desk: Desk, score: float, source: str) -> None:
    first = desk.add("paper", score=score)
    second = desk.add(source, story=first, score=score)
    assert desk.told() == {}
    assert desk.told(20 * HOUR) == {"daily": [first, second]}


def test_what_was_published_more_than_a_day_ago_alerts_nobody(desk: Desk) -> None:
    long_ago = desk.now - timedelta(hours=25)
    first = desk.add("paper", published_at=long_ago)
    desk.add("post", story=first, published_at=long_ago)
    assert desk.told() == {}


def test_what_says_no_more_than_its_day_may_be_from_the_end_of_it(desk: Desk) -> None:
    yesterday = (desk.now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    first = desk.add("paper", published_at=yesterday)
    second = desk.add("post", story=first, published_at=yesterday)
    assert desk.told() == {"urgent": [first, second]}


def test_there_is_no_second_alert_before_the_cool_down_and_none_without_news(desk: Desk) -> None:
    first = desk.add("paper", title="A1 frees 14 people")
    desk.add("post", story=first, title="B frees 14 people")
    assert "urgent" in desk.told()
    more = desk.add("herald", story=first, title="C frees 14 people")
    news = desk.add("radio", story=first, title="D frees 52 people")
    assert desk.told(HOUR) == {}
    # When it is over the news goes out though nothing came since, with what came beside it; and only once.
    assert desk.told(4 * HOUR + 58 * MINUTE) == {}
    assert desk.told(2 * MINUTE) == {"urgent": [more, news]}
    assert "New: 52 people, was 14" in desk.phone.sent[-1].text
    assert desk.told(MINUTE) == {}


def test_a_story_that_only_goes_on_alerts_nobody_again(desk: Desk) -> None:
    first = desk.add("paper")
    desk.add("post", story=first)
    desk.tick()
    desk.now += 7 * HOUR
    desk.add("paper", story=first)
    assert desk.told() == {}


def test_the_cool_down_of_a_story_holds_up_no_other(desk: Desk) -> None:
    first = desk.add("paper")
    desk.add("post", story=first)
    desk.tick()
    other = desk.add("paper")
    another = desk.add("post", story=other)
    assert desk.told() == {"urgent": [other, another]}


def test_what_comes_in_the_quiet_hours_is_held_and_told_at_their_end(store: Store) -> None:
    desk = Desk(store, ALERT)
    desk.now = NOW.replace(hour=22)
    first = desk.add("paper")
    second = desk.add("post", story=first)
    third = desk.add("paper", published_at=desk.now)
    fourth = desk.add("radio", story=third)
    assert desk.told() == {}
    assert desk.issues.make_alerts(desk.now) == []
    assert desk.told(NOW.replace(day=2, hour=6, minute=59) - desk.now) == {}
    assert desk.told(MINUTE) == {"urgent": [first, second, third, fourth]}
    [note] = desk.phone.sent
    assert note.title.endswith(" and 1 more story")


def test_the_next_digest_says_when_readers_were_alerted_and_tells_only_what_came_since(desk: Desk) -> None:
    first = desk.add("paper")
    desk.add("post", story=first)
    grown = desk.add("paper")
    desk.add("post", story=grown)
    desk.tick(2 * HOUR + 2 * MINUTE)
    since = desk.add("herald", story=grown)
    [daily] = desk.tick(NOW.replace(day=2, hour=8) - desk.now)
    [mail] = desk.mail.sent
    text = " ".join(mail.text.split())
    assert "Sent as an alert before: - A1 told by paper (Paper), alerted Sun 1 Mar at 14:02" in text
    assert "A2 told by" not in text, "repeated in full"
    assert f"* A{since} told by herald" in text
    assert "New since you were alerted Sun 1 Mar at 14:02." in text
    assert "alerted Sun 1 Mar at 14:02" in " ".join(mail.html.split())
    assert len(daily.stories) == 2


def test_an_alert_that_did_not_arrive_is_told_in_full(desk: Desk) -> None:
    desk.phone.is_open = False
    first = desk.add("paper")
    desk.add("post", story=first)
    assert "urgent" in desk.told()
    desk.tick(NOW.replace(day=2, hour=8) - desk.now)
    [mail] = desk.mail.sent
    assert "alerted" not in mail.text
    assert "* A1 told by paper" in mail.text


def test_an_alert_and_a_digest_of_one_moment_do_not_both_tell_it(desk: Desk) -> None:
    desk.now = NOW.replace(day=2, hour=7, minute=59)
    first = desk.add("paper")
    desk.add("post", story=first)
    assert [issue.digest for issue in desk.tick()] == ["urgent", "daily"]
    assert "A1 told by paper (Paper), alerted at 08:00" in " ".join(desk.mail.sent[0].text.split())
    assert "* A1 told by paper" not in desk.mail.sent[0].text


def test_a_digest_waits_for_an_alert_until_its_delivery_was_tried_and_a_minute_at_most(desk: Desk) -> None:
    desk.now = NOW.replace(day=2, hour=7, minute=59)
    first = desk.add("paper")
    desk.add("post", story=first)
    desk.now = NOW.replace(day=2, hour=8)
    assert len(desk.issues.make_alerts(desk.now)) == 1
    assert desk.issues.make_due(desk.now) == []
    [late] = desk.issues.make_due(desk.now + MINUTE)
    assert late.late_s == 0
    assert not late.stories[0].is_alerted


def test_a_digest_whose_readers_do_not_get_the_alert_tells_all(store: Store) -> None:
    other = replace(DAILY, key="other")
    alerting = Alerting(cool_down=6 * HOUR, digests=("daily",))
    desk = Desk(store, DAILY, other, replace(ALERT, alerting=alerting))
    first = desk.add("paper")
    desk.add("post", story=first)
    desk.tick()
    made = {issue.digest: issue for issue in desk.tick(NOW.replace(day=2, hour=8) - desk.now)}
    [daily], [full] = made["daily"].stories, made["other"].stories
    assert (daily.is_alerted, full.is_alerted, full.alerts) == (True, False, ())


def test_an_alert_is_one_transaction_and_made_once_by_two_processes(store: Store) -> None:
    desk = Desk(store, ALERT)
    twin = Desk(store, ALERT)
    first = desk.add("paper")
    desk.add("post", story=first)
    now = desk.now + MINUTE
    assert [len(desk.issues.make_alerts(now)), len(twin.issues.make_alerts(now))] == [1, 0]
    with store.read() as tx:
        assert [d.channel for d in tx.outbox.list_deliveries()] == ["notify", "file"]


def test_the_digest_tells_of_every_alert_and_is_led_by_the_last(desk: Desk) -> None:
    first = desk.add("paper", title="A1 frees 14 people")
    desk.add("post", story=first, title="B frees 14 people")
    desk.tick(2 * HOUR + 2 * MINUTE)
    desk.add("radio", story=first, title="D frees 52 people")
    desk.tick(6 * HOUR)
    assert len(desk.phone.sent) == 2
    desk.tick(NOW.replace(day=2, hour=8) - desk.now)
    text = " ".join(desk.mail.sent[0].text.split())
    assert "- D frees 52 people (Radio), alerted Sun 1 Mar at 14:02 and Sun 1 Mar at 20:02" in text


def test_an_alert_is_short_and_says_when_it_was_made(store: Store) -> None:
    desk = Desk(store, replace(ALERT, channels=("email",), recipients=("duty@desk.test",)))
    first = desk.add("paper")
    desk.add("post", story=first)
    desk.tick()
    [mail] = desk.mail.sent
    assert mail.title == "Alert: A1 told by paper"
    assert mail.text.splitlines()[:2] == ["Urgent, No. 1", "Sun 1 Mar 2026 12:01, UTC"]
    assert "30 days" not in mail.text


def test_a_channel_that_hangs_holds_up_no_other_in_this_pass_or_the_next(desk: Desk) -> None:
    # The mail server hangs until the second alert has reached the phone.
    desk.mail.waits_for.clear()
    desk.add("paper")
    desk.now = NOW.replace(day=2, hour=8)
    desk.issues.make_due(desk.now)
    second = desk.add("paper")
    desk.add("post", story=second)

    async def work() -> None:
        hanging = asyncio.ensure_future(desk.outbox.deliver_due())
        await asyncio.to_thread(desk.page.done.wait, 5)
        desk.issues.make_alerts(desk.now + MINUTE)
        desk.now += MINUTE
        for _ in range(500):
            # The pass before may still be looking at the other channels.
            if not desk.phone.sent:
                await desk.outbox.deliver_due()
        assert [len(box.sent) for box in (desk.phone, desk.mail)] == [1, 0]
        desk.mail.waits_for.set()
        await hanging

    asyncio.run(work())
    assert [len(box.sent) for box in (desk.phone, desk.mail)] == [1, 1]


READERS = {
    "strict": replace(DAILY, key="strict", rule=StoryRule(min_score=0.6)),
    "careful": replace(DAILY, key="careful", rule=StoryRule(min_sources=2)),
    "brief": replace(DAILY, key="brief", rule=StoryRule(continued=False), limit=1),
    "polish": replace(DAILY, key="polish", languages=("pl", "en")),
}


def next_day(desk: Desk) -> dict[str, list[int]]:
    return desk.told((desk.now + timedelta(days=1)).replace(hour=8, minute=0) - desk.now)


def test_readers_of_one_topic_see_their_own_digests(store: Store) -> None:
    desk = Desk(store, *READERS.values())
    strong = desk.add("paper", score=0.9)
    weak = desk.add("paper", score=0.3)
    polish = desk.add("post", story=weak, score=0.3, language="pl")
    assert next_day(desk) == {
        "strict": [strong],
        "careful": [weak, polish],
        "brief": [strong, weak, polish],
        "polish": [strong, weak, polish],
    }
    texts = {mail.digest: mail.text for mail in desk.mail.sent}
    assert "And 1 story more under this topic: see the page brief-0001-2026-03-02.html" in " ".join(
        texts["brief"].split()
    )
    assert "* A3 told by post" in texts["polish"]
    # What waited comes whole once it passes; what only goes on is left out of the brief one.
    late = desk.add("herald", story=weak, score=0.7)
    more = desk.add("radio", story=strong, score=0.7)
    assert next_day(desk) == {
        "strict": [weak, polish, late, more],
        "careful": [strong, late, more],
        "brief": [more],
        "polish": [late, more],
    }
