"""The last 30 days of a topic: counted in the reader's days, drawn, and told in words."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from digest_sample import FROM, UNTIL, ZONE, make_issue
from html_facts import read_html

from monitor.digest.charts import HEIGHT, view_chart
from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.digest.timeline import begin_of, days_of, timelines
from monitor.model.digests import Window
from monitor.model.issues import Issue, Timeline

WINDOW = Window(from_at=FROM, until_at=UNTIL)


def make_timeline(*days_ago: int) -> Timeline:
    moments = [("talks", UNTIL - timedelta(days=ago)) for ago in days_ago]
    [timeline] = timelines(moments, ["talks"], until_at=UNTIL, zone=ZONE)
    return timeline


def charted() -> Issue:
    busy = make_timeline(0, 0, 1, 1, 1, 7, 29, *[12] * 8)
    return make_issue(timelines=(busy, replace(busy, topic="sanctions", counts=(0,) * 30)))


def test_days_are_the_readers() -> None:
    late_evening = UNTIL.replace(hour=22, minute=30)
    [timeline] = timelines([("talks", late_evening)], ["talks"], until_at=late_evening, zone=ZONE)
    assert timeline.until.isoformat() == "2026-11-23"
    assert timeline.counts == (*[0] * 29, 1)


def test_what_has_a_day_and_no_time_counts_on_that_day() -> None:
    zone = ZoneInfo("America/New_York")
    today = UNTIL.replace(hour=0, minute=0)
    moments = [("talks", today - timedelta(days=ago)) for ago in (0, 2)]
    [timeline] = timelines(moments, ["talks"], until_at=UNTIL.replace(hour=20), zone=zone)
    assert timeline.counts[-3:] == (1, 0, 1)
    [early] = timelines(moments, ["talks"], until_at=UNTIL.replace(hour=1), zone=zone)
    assert early.until == today.date() - timedelta(days=1)
    assert early.counts[-3:] == (0, 1, 1)


def test_a_timeline_counts_thirty_days_and_leaves_out_what_is_older() -> None:
    timeline = make_timeline(0, 0, 3, 29, 30, 400)
    assert (timeline.counts[-1], timeline.counts[-4], timeline.counts[0]) == (2, 1, 1)
    assert sum(timeline.counts) == 4
    assert len(days_of(timeline)) == 30
    assert begin_of(UNTIL).astimezone(ZONE).date() < days_of(timeline)[0]


def test_topics_come_in_their_order_quiet_ones_too() -> None:
    found = timelines([("b", UNTIL), ("other", UNTIL)], ["a", "b"], until_at=UNTIL, zone=ZONE)
    assert [(each.topic, sum(each.counts)) for each in found] == [("a", 0), ("b", 1)]


def test_bars_are_as_high_as_their_days_and_those_of_the_window_stand_out() -> None:
    chart = view_chart(make_timeline(0, *[5] * 1000), window=WINDOW, zone=ZONE)
    assert chart
    assert chart.bars[-6].height == HEIGHT
    assert 1 <= chart.bars[-1].height < 2
    assert chart.bars[-2].height == 0
    assert all(bar.y + bar.height == HEIGHT for bar in chart.bars)
    assert [bar.is_new for bar in chart.bars] == [False] * 28 + [True] * 2
    assert chart.summary == "1,001 articles in 30 days, most on Tue 17 Nov: 1,000"
    assert chart.blocks == "▁" * 24 + "█" + "▁" * 4 + "▂"


def test_a_quiet_topic_has_no_chart() -> None:
    assert view_chart(make_timeline(), window=WINDOW, zone=ZONE) is None


def test_the_page_draws_bars_and_tells_them_to_who_cannot_see() -> None:
    page = read_html(render_page(charted()).html)
    [drawing] = page.all("svg")
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert drawing["role"] == "img"
    assert set(drawing["aria-labelledby"].split()) <= ids
    assert len(page.all("rect")) == 5
    assert "15 articles in 30 days, most on Tue 10 Nov: 8" in page.text
    assert "Sat 21 Nov" in page.text
    assert page.crossed == []


def test_the_mail_tells_the_last_days_in_a_line() -> None:
    mail = render_mail(charted())
    for told in (mail.html, mail.text):
        assert "15 articles in 30 days, most on Tue 10 Nov: 8" in " ".join(told.split())
        assert "█" in told
