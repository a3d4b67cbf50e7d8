"""Texts of the configuration are understood, or refused in words a person can act on."""

import re

import pytest

from monitor.config import times, values


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("30m", 1800), ("6h", 21600), ("7d", 604800)]
)
def test_lengths_of_time_are_seconds(text, seconds):
    assert times.parse_duration(text) == seconds


@pytest.mark.parametrize(("text", "size"), [("1KB", 1000), ("10MB", 10_000_000), ("2GB", 2_000_000_000)])
def test_sizes_are_bytes(text, size):
    assert values.parse_size(text) == size


ACCEPTED = [
    (values.check_mailbox, ["a@b", "anna.maria+x@mail.example.org", "o'brien@b.example"]),
    (
        values.check_sender,
        ["a@b.example", "Monitor <a@b.example>", '"Desk, the" <a@b.example>', "Ганна <a@b.example>"],
    ),
    (
        values.check_url,
        ["http://x.example", "HTTPS://x.example:8443/a?b=c#d", "https://[fd00::1]/", "https://x/ż"],
    ),
    (values.check_contact, ["a@b.example", "https://x.example/"]),
    (values.check_host, ["localhost", "127.0.0.1", "smtp.example.org", "Mail_catcher"]),
    (values.check_address, ["wiki.lan", "10.0.0.7:8080", "[fd00::1]", "[fd00::1]:80"]),
    (values.check_language, ["be", "uk", "lt"]),
    (values.check_country, ["BY", "GB", "EU", "UN"]),
    (values.check_key, ["a", "belarus-us-2", "4"]),
    (values.check_line, ["Радыё Свабода", "a\u00a0b"]),
    (times.parse_zone, ["UTC", "Europe/Vilnius"]),
    (times.parse_clock, ["00:00", "23:59"]),
]

REFUSED = [
    (
        times.parse_duration,
        ["", "30", "0s", "1.5h", "-5m", "30 m", "1h30m", "٣m", "9999999d"],
        "no length of time",
    ),
    (values.parse_size, ["", "10", "0MB", "10mb", "10MiB"], "no size"),
    (times.parse_clock, ["7:30", "24:00", "12:60", "12:00:00", ""], "no time of day"),
    (
        values.check_mailbox,
        ["", "a", "a@", "@b", "A <a@b>", "a@b,c@d", "a@b\n", "a b@c", "ą@b.example"],
        "no mail address",
    ),
    (values.check_sender, ["Monitor", "a@b\nBcc: c@d", "A <a@b> x", "<>", "(" * 9_000 + "a@b"], "no sender"),
    (
        values.check_url,
        ["x.example", "ftp://x.example", "file:///etc/passwd", "https://x.example/a b", ""],
        "no web address",
    ),
    (
        values.check_url,
        ["https://", "https:///x", "https://x:99999/", "https://x:y/", "https://[::1/"],
        "no usable host",
    ),
    (values.check_host, ["a b", "smtp://a", "a:25", "a..b", "a."], "no host"),
    (values.check_address, ["http://a", "a/b", "10.0.0.0/8", "fd00::1", "a:port"], "no host"),
    (values.check_language, ["english", "EN", "xx", "en-us"], "no language code"),
    (values.check_country, ["by", "Belarus", "XX"], "no country code"),
    (values.check_key, ["", "Belarus", "a_b", "a--b", "-a", "a b", "б"], "no short name"),
    (values.check_line, ["", "  ", "a\nb", "a\tb", "a\x85b", "a\u2028b"], "one line of text"),
    (
        times.parse_zone,
        ["", "Europe", "Vilnius", "../etc/passwd", "/etc/localtime", "a." * 3_000 + "x/y"],
        "no time zone",
    ),
]


@pytest.mark.parametrize(("check", "texts"), ACCEPTED)
def test_what_is_right_is_accepted(check, texts):
    for text in texts:
        check(text)


@pytest.mark.parametrize(("check", "texts", "message"), REFUSED)
def test_what_is_wrong_is_refused_with_a_reason(check, texts, message):
    for text in texts:
        with pytest.raises(ValueError, match=message):
            check(text)


def test_a_login_in_a_web_address_is_refused_without_showing_it():
    with pytest.raises(ValueError, match="must not hold a login") as caught:
        values.check_url("https://user:hush@x.example/rss")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("check", "text", "hint"),
    [
        (values.check_language, "by", "did you mean 'be'?"),
        (values.check_language, "ua", "did you mean 'uk'?"),
        (values.check_language, "ru-RU", "did you mean 'ru'?"),
        (values.check_language, "Swedish", "did you mean 'sv'?"),
        (values.check_language, "georgian", "did you mean 'ka'?"),
        (values.check_language, "xx", 'write two letters, such as "be"'),
        (values.check_country, "UK", "did you mean 'GB'?"),
        (values.check_country, "Burkina Faso", "did you mean 'BF'?"),
        (values.check_country, "pl", "did you mean 'PL'?"),
        (times.parse_zone, "europe/vilnius", "did you mean 'Europe/Vilnius'?"),
        (values.check_key, "Radio Svaboda", "such as 'radio-svaboda'"),
        (times.parse_days, ["tues"], "did you mean 'tue'?"),
    ],
)
def test_the_right_value_is_suggested(check, text, hint):
    with pytest.raises(ValueError, match=re.escape(hint)):
        check(text)
