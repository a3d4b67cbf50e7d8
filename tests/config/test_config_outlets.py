"""Webhooks, services and alerts: told apart by name, secrets in the environment alone, mistakes in words."""

from datetime import time, timedelta

import pytest

from monitor.config.dump import effective, to_toml
from monitor.config.reading import read_files
from monitor.config.rules import messages
from monitor.model.digests import Alerting, StoryRule

KEY = "whsec_" + "A" * 32
HOOK = '[webhooks.desk]\nurl = "https://desk.example/hook"\nkey = "secret:desk"\n'
MAIL = '[mail]\nhost = "mail.example"\nsender = "m@mail.example"\n'
ALERT = '[alerts.urgent]\nchannels = ["webhook:desk"]\n'


def test_webhooks_and_services_get_their_secrets_from_the_environment(folder):
    channels = 'channels = ["webhook:desk", "webhook:other", "notify:phone"]\n'
    other = '[webhooks.other]\nurl = "secret:other-url"\nkey = "secret:desk"\n'
    folder.write(monitor=HOOK + other + "[digests.d]\n" + channels)
    config = folder.load(
        MONITOR_SECRET_DESK=KEY,
        MONITOR_SECRET_OTHER_URL="https://t0ken.example/x",
        MONITOR_SECRET_PHONE="tgram://t0ken/1",
    )
    assert config.warnings == ()
    assert config.webhooks["other"].url == "https://t0ken.example/x"
    assert config.webhooks["desk"].key == KEY
    assert config.services["phone"].url == "tgram://t0ken/1"
    shown = repr(config) + repr(config.webhooks) + repr(config.services)
    assert not {
        secret for secret in ("t0ken", KEY) if secret in shown + to_toml(effective(folder.path, environ={}))
    }


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({}, "secret:desk is not set; set MONITOR_SECRET_DESK, or"),
        ({"MONITOR_SECRET_DESK": "t0ken"}, "MONITOR_SECRET_DESK: must be whsec_ and the base64"),
    ],
)
def test_a_webhook_without_its_secret_stops_itself_and_nothing_else(folder, environ, told):
    folder.write(monitor=HOOK)
    config = folder.load(**environ)
    [warning] = config.warnings
    assert told in warning.text
    assert warning.text.endswith("nothing is posted to it")
    assert told in config.webhooks["desk"].problem
    assert "t0ken" not in warning.text


@pytest.mark.parametrize(
    "address",
    [
        "htps://hooks.example/t0ken",
        "https://hooks.example:99999/t0ken",
        "https://hooks.example/t0k en",
        "https://ann:t0ken@hooks.example/",
        "https://h!x.example/t0ken",
        "https://hooks.example/t0ken" + "a" * 9_000,
    ],
)
def test_a_secret_address_that_is_none_is_not_shown(folder, address):
    folder.write(monitor='[webhooks.desk]\nurl = "secret:hook"\nkey = "secret:desk"\n')
    config = folder.load(MONITOR_SECRET_DESK=KEY, MONITOR_SECRET_HOOK=address)
    [warning] = config.warnings
    assert "MONITOR_SECRET_HOOK: must be a web address" in warning.text
    assert "t0k" not in warning.text
    assert "t0k" not in config.webhooks["desk"].problem


def test_a_service_without_its_secret_is_told_once(folder):
    folder.write(
        monitor='[digests.d]\nchannels = ["notify:phone"]\n[digests.e]\nchannels = ["notify:phone"]\n'
    )
    [warning] = folder.load().warnings
    assert "set MONITOR_SECRET_PHONE" in warning.text
    [warning] = folder.load(MONITOR_SECRET_PHONE="t0ken").warnings
    assert "must be one address as apprise writes them" in warning.text


def test_a_missing_extra_is_one_mistake_with_its_remedy(folder):
    folder.write(monitor='[digests.d]\nchannels = ["file", "notify:phone"]\n')
    files, _ = read_files(folder.path, {})
    [problem] = messages(files, is_extra_there=lambda: False)
    assert "pip install 'monitor[notify]'" in problem.text
    assert (problem.line, list(messages(files, is_extra_there=lambda: True))) == (2, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[digests.d]\nchannels = ["webhook:desk"]', "2:13: unknown webhook 'desk'; add [webhooks.desk]"),
        (HOOK + '[digests.d]\nchannels = ["webhook:desc"]', "5:13: unknown webhook 'desc'; did you mean"),
        ('[digests.d]\nchannels = ["webhook"]', "'webhook' is no way out; there are: file"),
        ('[webhooks.desk]\nurl = "https://d.example"', "key 'key' is missing; add it"),
        ('[webhooks.desk]\nurl = "https://d.example"\nkey = "t0p"', "3:7: is no reference to a secret"),
        ('[webhooks.desk]\nurl = "ftp://d"\nkey = "secret:k"', "2:7: 'ftp://d' is no web address"),
        (HOOK + ALERT + "[digests.urgent]", "4:9: there is a digest 'urgent' too, and both keep"),
        ('[alerts.urgent]\nchannels = ["file"]', "2:12: an alert by page alone reaches nobody at once"),
        ("[alerts.urgent]", "key 'channels' is missing; add it"),
        (HOOK + ALERT + 'digests = ["dayly"]\n[digests.daily]', "6:12: unknown digest 'dayly'; did"),
        (HOOK + ALERT + 'topics = ["flood"]', "6:11: unknown topic 'flood'; did you mean 'floods'?"),
        (HOOK + ALERT + 'quiet_hours = "22:00"', "6:15: '22:00' is no span of the day"),
        (HOOK + ALERT + 'quiet_hours = "22:00-25:00"', "6:15: '25:00' is no time of day"),
        (HOOK + ALERT + 'cool_down = "0h"', "'0h' is no length of time"),
        (HOOK + ALERT + "min_score = 2", "must be at most 1"),
        (MAIL + '[alerts.urgent]\nchannels = ["email"]', "add recipients to [alerts.urgent], or drop email"),
        (HOOK + ALERT + 'at = ["07:30"]', "unknown key 'at'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(monitor_problem, text, told):
    assert told in monitor_problem(text)


def test_an_alert_is_a_digest_that_is_due_at_once_and_chooses(folder):
    more = 'min_score = 0.5\ncool_down = "2h"\nquiet_hours = "22:00-07:00"\ndigests = ["d"]\n'
    folder.write(monitor=HOOK + "[digests.d]\nlimit = 9\ncontinued = false\n" + ALERT + more)
    digest, alert = folder.load(MONITOR_SECRET_DESK=KEY).digests
    assert (digest.limit, digest.rule, digest.alerting) == (9, StoryRule(continued=False), None)
    assert alert.alerting == Alerting(cool_down=timedelta(hours=2), digests=("d",))
    assert alert.rule == StoryRule(min_score=0.5, min_sources=2)
    assert (alert.schedule.is_immediate, alert.schedule.quiet) == (True, (time(22), time(7)))


@pytest.mark.parametrize(
    ("digest", "is_alerted"),
    [
        ('channels = ["file"]', True),
        ('channels = ["file", "email"]\nrecipients = ["anna@a.example"]', True),
        ('channels = ["email", "webhook:desk"]\nrecipients = ["anna@a.example"]', True),
        ('channels = ["email"]\nrecipients = ["anna@a.example", "jonas@a.example"]', False),
        ('channels = ["email"]\nrecipients = ["jonas@a.example"]', False),
        ('channels = ["notify:phone"]', False),
    ],
)
def test_a_digest_refers_to_an_alert_only_when_all_its_readers_get_it(folder, digest, is_alerted):
    """Who was not alerted must read the story."""
    recipients = 'recipients = ["anna@a.example", "b@a.example"]'
    alert = f'[alerts.urgent]\nchannels = ["email", "webhook:desk"]\n{recipients}\n'
    folder.write(monitor=MAIL + HOOK + f"[digests.d]\n{digest}\n" + alert)
    config = folder.load(MONITOR_SECRET_DESK=KEY, MONITOR_SECRET_PHONE="tgram://t0ken/1")
    assert config.digests[-1].alerting.reaches("d") == is_alerted
