"""Texts of the configuration to values; each function refuses with a ValueError fit for a person."""

import re
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from monitor.config.codes import LANGUAGE_MEANT, LANGUAGES, WEEKDAYS, countries
from monitor.config.nearest import did_you_mean

#: Twice the window in which stories are found, and a day.
LEAST_KEPT = timedelta(days=7)
_CRON_FIELDS = 5
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_BYTES = {"KB": 1000, "MB": 1000_000, "GB": 1000_000_000}
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_ADDRESS = re.compile(rf"({_HOST.pattern}|\[[0-9A-Fa-f:.]+\])(:[0-9]{{1,5}})?")


def parse_duration(text: str) -> int:
    """Return seconds."""
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if not match or int(match[1]) == 0:
        raise ValueError(f'\'{text}\' is no length of time; write it such as "90s" or "30m"')
    return int(match[1]) * _SECONDS[match[2]]


def parse_pause(text: str) -> int:
    """Return seconds, perhaps none."""
    return 0 if re.fullmatch("0[smhd]", text) else parse_duration(text)


def parse_keep(text: str) -> timedelta | None:
    """Return for how long texts are kept; None: for ever."""
    if text == "forever":
        return None
    kept = timedelta(seconds=parse_duration(text))
    if kept < LEAST_KEPT:
        raise ValueError(
            f'\'{text}\' is too short: stories need the texts of a week; write "7d" or more, or "forever"'
        )
    return kept


def parse_size(text: str) -> int:
    """Return bytes."""
    match = re.fullmatch(r"([0-9]{1,6})(KB|MB|GB)", text)
    if not match or int(match[1]) == 0:
        raise ValueError(f"'{text}' is no size; write a number and KB, MB or GB, such as \"10MB\"")
    return int(match[1]) * _BYTES[match[2]]


def parse_clock(text: str) -> time:
    """Return a time of day, to the minute."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(f"'{text}' is no time of day; write hours and minutes, such as \"07:30\"")
    return time.fromisoformat(text)


def parse_clock_range(text: str) -> tuple[time, time]:
    """Return from which time of day to which."""
    begins, dash, ends = text.partition("-")
    if not dash or begins == ends:
        raise ValueError(f"'{text}' is no span of the day; write two times, such as \"22:00-07:00\"")
    return parse_clock(begins), parse_clock(ends)


def parse_days(days: object) -> frozenset[int]:
    """Return the weekdays meant, 0 being Monday."""
    if days == "daily":
        return frozenset(range(7))
    if days == "weekdays":
        return frozenset(range(5))
    if not isinstance(days, list) or not days:
        raise ValueError('must be "daily", "weekdays" or a list of days, such as ["mon", "thu"]')
    for day in days:
        if day not in WEEKDAYS:
            raise ValueError(f"'{day}' is no day of the week; {did_you_mean(str(day)[:3], WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(day) for day in days)


def check_program(text: str) -> None:
    """Accept the whole path of a program."""
    if not text.startswith("/") or _CONTROL.search(text):
        raise ValueError(f"'{text}' is no whole path of a program; write it such as \"/usr/sbin/sendmail\"")


def check_cron(text: str) -> None:
    """Accept five fields of cron that fall due some day."""
    try:
        if len(text.split()) != _CRON_FIELDS:
            raise CronSimError("it takes five fields: minute, hour, day of month, month, day of week")
        next(CronSim(text, datetime(2024, 1, 1)))  # noqa: DTZ001 - wall time of no zone
    except (CronSimError, StopIteration) as error:
        reason = str(error) or "no such day comes"
        hint = 'write it such as "30 7 * * mon-fri"'
        raise ValueError(
            f"'{text}' is no schedule of cron ({reason[0].lower()}{reason[1:]}); {hint}"
        ) from None


def check_channel(text: str) -> None:
    """Accept a way out: file, email, or a webhook or service by its name."""
    kind, _, name = text.partition(":")
    if kind in {"webhook", "notify"} and _KEY.fullmatch(name):
        return
    if text not in {"file", "email"}:
        raise ValueError(f"'{text}' is no way out; there are: file, email, webhook:NAME, notify:NAME")


def parse_zone(text: str) -> ZoneInfo:
    """Return a zone of the tz database."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        hint = did_you_mean(text, available_timezones()) if text else "such as Europe/Vilnius"
        raise ValueError(f"'{text}' is no time zone; {hint}") from None


def check_mailbox(text: str) -> None:
    """Accept a bare mail address."""
    if not _MAILBOX.fullmatch(text):
        raise ValueError(f"'{text}' is no mail address; write it bare, such as \"anna@example.org\"")


def check_sender(text: str) -> None:
    """Accept a mail address, with or without a name before it."""
    address = parseaddr(text)[1]
    is_whole = text.endswith((address, f"<{address}>")) and not _CONTROL.search(text)
    if not is_whole or not _MAILBOX.fullmatch(address):
        raise ValueError(f"'{text}' is no sender; write it such as \"Monitor <monitor@example.org>\"")


def check_url(text: str) -> None:
    """Accept a complete http or https address without login."""
    if re.search(r"[\s\x00-\x1f\x7f<>\"\\]", text) or not re.match("https?://", text, re.IGNORECASE):
        raise ValueError(f"'{text}' is no web address; write it whole, such as \"https://example.org/rss\"")
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole:
        raise ValueError(f"'{text}' has no usable host or port; write it such as \"https://example.org/rss\"")
    if "@" in parts.netloc:
        raise ValueError("a web address must not hold a login; take out what stands before the @")


def check_selector(text: str) -> None:
    """Accept a CSS selector of elements."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # most configurations have no selector

    try:
        LexborHTMLParser("<p>").css(text)
    except SelectolaxError:
        raise ValueError(f"'{text}' is no CSS selector; write it such as \"div.news > article\"") from None


def check_contact(text: str) -> None:
    """Accept a mail address or a web address."""
    (check_url if text.lower().startswith("http") else check_mailbox)(text)


def check_host(text: str) -> None:
    """Accept a host's name or address, without scheme, port or path."""
    if not _HOST.fullmatch(text):
        raise ValueError(f"'{text}' is no host; write only its name, such as \"mail.example.org\"")


def check_address(text: str) -> None:
    """Accept a host with or without a port, as URLs spell them."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f'\'{text}\' is no host; write it such as "wiki.lan" or "10.0.0.7:8080"')


def check_endpoint(text: str) -> None:
    """Accept host and port at which to listen, an address in brackets where it holds colons."""
    host, _, port = text.rpartition(":")
    if not _HOST.fullmatch(host.strip("[]")) or not port.isdecimal() or not 0 < int(port) < 1 << 16:
        raise ValueError(f"'{text}' is no place to listen at; write it such as \"127.0.0.1:9191\"")


def check_language(text: str) -> None:
    """Accept a code of ISO 639-1."""
    if text not in LANGUAGES:
        meant = LANGUAGE_MEANT.get(text.lower(), text[:2].lower())
        hint = f"did you mean '{meant}'?" if meant in LANGUAGES else 'write two letters, such as "be"'
        raise ValueError(f"'{text}' is no language code of ISO 639-1; {hint}")


def check_country(text: str) -> None:
    """Accept a code of ISO 3166-1, EU or UN."""
    if text not in countries():
        meant = "GB" if text.upper() == "UK" else text.upper()
        hint = f"did you mean '{meant}'?" if meant in countries() else 'write two capitals, such as "BY"'
        raise ValueError(f"'{text}' is no country code of ISO 3166-1; {hint}")


def check_key(text: str) -> None:
    """Accept a short name such as `belarus-sanctions`."""
    if not _KEY.fullmatch(text):
        meant = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        hint = f", such as '{meant}'" if meant else ""
        raise ValueError(f"'{text}' is no short name; write small letters, digits and single hyphens{hint}")


def check_line(text: str) -> None:
    """Accept one line of text that is not empty."""
    if not text.strip() or _CONTROL.search(text):
        raise ValueError("must be one line of text, not empty, without tabs or control characters")


def check_no_repeats(values: list[str]) -> None:
    """Accept a list in which nothing stands twice."""
    for number, value in enumerate(values):
        if value in values[:number]:
            raise ValueError(f"'{value}' is listed twice; take one out")


def check_not_empty(values: list[str]) -> None:
    """Accept a list with at least one entry."""
    if not values:
        raise ValueError("must not be empty; name at least one, or leave the key out")
