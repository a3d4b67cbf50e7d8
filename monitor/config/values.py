"""Texts of the configuration that are no times; each function refuses with a ValueError fit for a person."""

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from monitor.config.codes import LANGUAGE_MEANT, LANGUAGES, countries
from monitor.words.countries import country_names
from monitor.words.languages import LANGUAGE_NAMES

_BYTES = {"KB": 1000, "MB": 1000_000, "GB": 1000_000_000}
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_ADDRESS = re.compile(rf"({_HOST.pattern}|\[[0-9A-Fa-f:.]+\])(:[0-9]{{1,5}})?")


def parse_size(text: str) -> int:
    """Return bytes."""
    match = re.fullmatch(r"([0-9]{1,6})(KB|MB|GB)", text)
    if not match or int(match[1]) == 0:
        raise ValueError(f"'{text}' is no size; write a number and KB, MB or GB, such as \"10MB\"")
    return int(match[1]) * _BYTES[match[2]]


def check_program(text: str) -> None:
    """Accept the whole path of a program."""
    if not text.startswith("/") or _CONTROL.search(text):
        raise ValueError(f"'{text}' is no whole path of a program; write it such as \"/usr/sbin/sendmail\"")


def check_channel(text: str) -> None:
    """Accept a way out: file, email, or a webhook or service by its name."""
    kind, _, name = text.partition(":")
    if kind in {"webhook", "notify"} and _KEY.fullmatch(name):
        return
    if text not in {"file", "email"}:
        raise ValueError(f"'{text}' is no way out; there are: file, email, webhook:NAME, notify:NAME")


def check_mailbox(text: str) -> None:
    """Accept a bare mail address."""
    if not _MAILBOX.fullmatch(text):
        raise ValueError(f"'{text}' is no mail address; write it bare, such as \"anna@example.org\"")


def check_sender(text: str) -> None:
    """Accept a mail address, with or without a name before it."""
    try:
        address = parseaddr(text)[1]
    except RecursionError:  # comments within comments
        address = ""
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
        named = {name.lower(): code for code, name in LANGUAGE_NAMES.items()}
        meant = (named | LANGUAGE_MEANT).get(text.lower(), text[:2].lower())
        hint = f"did you mean '{meant}'?" if meant in LANGUAGES else 'write two letters, such as "be"'
        raise ValueError(f"'{text}' is no language code of ISO 639-1; {hint}")


def check_country(text: str) -> None:
    """Accept a code of ISO 3166-1, EU or UN."""
    if text not in countries():
        named = {name.lower(): code for code, name in country_names().items()}
        meant = named.get(text.lower(), "GB" if text.upper() == "UK" else text.upper())
        hint = f"did you mean '{meant}'?" if meant in countries() else 'write two capitals, such as "BY"'
        raise ValueError(f"'{text}' is no country code of ISO 3166-1; {hint}")


def check_key(text: str) -> None:
    """Accept a short name such as `belarus-sanctions`."""
    if not _KEY.fullmatch(text):
        hint = f", such as '{meant}'" if (meant := short_name(text)) else ""
        raise ValueError(f"'{text}' is no short name; write small letters, digits and single hyphens{hint}")


def short_name(text: str) -> str:
    """Return a short name made of a text; empty when nothing of it can stand in one."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


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
