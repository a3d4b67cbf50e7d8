"""Of what was published on a day, readers are not told a time that nobody knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from digest_sample import make_issue, make_item, make_member, make_story
from html_facts import read_html

from monitor.digest.render_mail import render_mail
from monitor.digest.render_note import render_note
from monitor.digest.render_page import render_page
from monitor.model.issues import Issue

DAY = datetime(2026, 11, 21, tzinfo=UTC)


def issue_of_a_day(zone: str) -> Issue:
    """Return an issue of one story: an article of a day, and one of a time on the next."""
    lead = make_item(1, "channel", "Envoy returns", published_at=DAY)
    other = make_item(2, "watch", "The envoy is back", published_at=DAY + timedelta(hours=30))
    issue = make_issue([])
    story = make_story(*(make_member(item, "talks", 0.5) for item in (lead, other)))
    sections = tuple(
        replace(section, stories=(story,) if section.topic == "talks" else ()) for section in issue.sections
    )
    return replace(issue, sections=sections, zone=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "clock"), [("America/New_York", "01:00"), ("Europe/Vilnius", "08:00")])
def test_a_day_is_told_without_a_time_and_is_the_same_for_all_readers(zone: str, clock: str) -> None:
    issue = issue_of_a_day(zone)
    mail = render_mail(issue)
    said = " ".join(mail.text.split())
    assert "The Channel Observer, Sat 21 Nov, western" in said
    assert f"First told Sat 21 Nov, last Sun 22 Nov {clock}" in said
    assert f"Cell Watch, Sun 22 Nov {clock}, NGO" in said
    assert "English · Sat 21 Nov</div>" in mail.html
    assert "The Channel Observer, Sat 21 Nov, 2 separate sources" in render_note(issue).text
    page = read_html(render_page(issue).html)
    assert page.all("time")[0] == {"datetime": "2026-11-21"}
    assert "\nSat 21 Nov\n" in page.text
