"""A right configuration becomes the values that the program works with."""

import dataclasses
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from monitor.model.digests import Digest, Schedule
from monitor.model.feeds import Feed, Source
from monitor.model.service import MailServer
from monitor.model.topics import Example, Name, Topic
from monitor.net.limits import Limits

EVERY_KEY = """\
[store]
database = "news.db"
[poll]
every = "90s"
concurrency = 8
per_host = 1
timeout = "1m"
max_bytes = "500KB"
contact = "https://desk.example/about"
allow_private = ["wiki.lan", "10.0.0.7:8080", "[fd00::1]"]
[seeds]
folder = "seeds"
[report]
folder = "/srv/pages"
[mail]
host = "m.example"
port = 25
security = "none"
username = "u"
password = "p"
sender = "Desk <desk@desk.example>"
[digests.morning]
name = "Morning"
topics = ["storms", "floods"]
at = ["18:00", 07:30:00]
days = ["thu", "mon"]
zone = "Europe/Vilnius"
channels = ["email", "file"]
recipients = ["anna@desk.example"]
heartbeat = true
"""

FEEDS = """\
[sources.herald]
name = "The Herald"
homepage = "https://herald.example/"
language = "en"
country = "GB"
group = "independent"
weight = 2
feeds = [
    "https://herald.example/rss",
    { url = "https://herald.example/be.json", kind = "json", language = "be", every = "2h" },
]
[sources.times]
name = "The Times"
"""

TOPICS = """\
[topics.floods]
name = "Floods"
query = '''
flood
'''
must_match = ["A flood", { title = "News", text = "A flood", language = "en" }]
must_not_match = ["A drought"]
[topics.storms]
name = "Storms"
query = "storm"
"""

NAMES = """\
[names.anna-k]
kind = "person"
name = "Anna K"
also = ["Ганна К"]
not_with = ["Joanna"]
surname_alone = false
"""


@pytest.fixture
def config(folder):
    folder.write(monitor=EVERY_KEY, feeds=FEEDS, topics=TOPICS, names=NAMES)
    return folder.load()


def test_the_service_is_set_up_as_written(config, folder, tmp_path):
    assert (config.config_dir, config.data_dir) == (folder.path, tmp_path / "data")
    assert config.database == tmp_path / "data" / "news.db"
    assert config.seeds_dir == folder.path / "seeds"
    assert str(config.report_dir) == "/srv/pages"
    assert config.contact == "https://desk.example/about"
    assert config.poll.every_s == 90
    assert config.poll.limits == Limits(
        timeout_s=60.0,
        max_bytes=500_000,
        concurrency=8,
        per_host=1,
        allow_private=frozenset({"wiki.lan", "10.0.0.7:8080", "[fd00::1]"}),
    )
    assert config.mail == MailServer(
        host="m.example",
        port=25,
        security="none",
        username="u",
        password="p",
        sender="Desk <desk@desk.example>",
    )


def test_digests_are_as_written(config):
    assert config.digests == (
        Digest(
            key="morning",
            name="Morning",
            topics=("storms", "floods"),
            schedule=Schedule(
                at=(time(7, 30), time(18)), zone=ZoneInfo("Europe/Vilnius"), weekdays=frozenset({0, 3})
            ),
            channels=("email", "file"),
            recipients=("anna@desk.example",),
            heartbeat=True,
        ),
    )


def test_sources_and_feeds_are_as_written(config):
    assert config.sources == (
        Source(
            key="herald",
            name="The Herald",
            homepage="https://herald.example/",
            language="en",
            country="GB",
            group="independent",
            weight=2.0,
        ),
        Source(key="times", name="The Times"),
    )
    assert config.feeds == (
        Feed(url="https://herald.example/rss", source="herald"),
        Feed(url="https://herald.example/be.json", source="herald", kind="json", language="be", every_s=7200),
    )


def test_topics_and_names_are_as_written(config):
    assert config.topics == (
        Topic(
            key="floods",
            name="Floods",
            query="flood\n",
            must_match=(Example(title="A flood"), Example(title="News", text="A flood", language="en")),
            must_not_match=(Example(title="A drought"),),
        ),
        Topic(key="storms", name="Storms", query="storm"),
    )
    assert config.names == (
        Name(
            key="anna-k",
            kind="person",
            name="Anna K",
            also=("Ганна К",),
            not_with=("Joanna",),
            surname_alone=False,
        ),
    )


def test_what_is_left_out_has_a_default_that_works(folder, tmp_path):
    folder.write(monitor="[digests.d]\n", topics=TOPICS)
    config = folder.load()
    assert config.database == tmp_path / "data" / "monitor.db"
    assert config.seeds_dir == tmp_path / "seeds"
    assert config.report_dir == tmp_path / "data" / "reports"
    assert config.poll.limits == Limits()
    assert (config.poll.every_s, config.contact, config.mail) == (1800, "", None)
    (digest,) = config.digests
    assert digest == Digest(
        key="d",
        name="d",
        topics=("floods", "storms"),
        schedule=Schedule(at=(time(7, 30),), zone=ZoneInfo("UTC")),
        channels=("file",),
    )


def test_the_configuration_cannot_be_changed(config):
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.contact = ""


@pytest.mark.parametrize(
    ("days", "weekdays"), [('"daily"', range(7)), ('"weekdays"', range(5)), ('["sun"]', [6])]
)
def test_days_are_weekdays_from_monday(folder, days, weekdays):
    folder.write(monitor=f"[digests.d]\ndays = {days}\n")
    assert folder.load().digests[0].schedule.weekdays == frozenset(weekdays)


def test_a_broken_template_of_the_operators_is_refused_with_its_line(folder):
    templates = folder.path / "templates"
    templates.mkdir()
    (templates / "mail.txt").write_text("{{ issue.name }}\n{{ issue.nmae }}\n")
    [problem] = folder.problems()
    assert problem.startswith("templates/mail.txt:2: ")
    (templates / "mail.txt").write_text("{{ issue.name }}\n")
    assert folder.load().templates_dir == templates
