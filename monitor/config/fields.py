"""The types of keys. A value stays as it was written; here is only checked that it can be understood."""

from collections.abc import Callable
from datetime import time
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator

from monitor.config import secrets, times, values

_T = TypeVar("_T")


def _keep(check: Callable[[_T], object]) -> Callable[[_T], _T]:
    """Return a function that refuses what `check` refuses and hands on the value as it is."""

    def keep(value: _T) -> _T:
        check(value)
        return value

    return keep


def _clock(value: object) -> object:
    """Take TOML's own time of day, `07:30:00` without quotes, for what it means."""
    return f"{value:%H:%M}" if isinstance(value, time) and not (value.second or value.tzinfo) else value


def _text(check: Callable[[str], object]) -> AfterValidator:
    return AfterValidator(_keep(check))


def _text_or_empty(check: Callable[[str], object]) -> AfterValidator:
    return AfterValidator(_keep(lambda text: text and check(text)))


Line = Annotated[str, _text(values.check_line)]
ShortName = Annotated[str, _text(values.check_key)]
Duration = Annotated[str, _text(times.parse_duration)]
Pause = Annotated[str, _text(times.parse_pause)]
Keep = Annotated[str, _text(times.parse_keep)]
Size = Annotated[str, _text(values.parse_size)]
Clock = Annotated[str, BeforeValidator(_clock), _text(times.parse_clock)]
Zone = Annotated[str, _text(times.parse_zone)]
Mailbox = Annotated[str, _text(values.check_mailbox)]
Url = Annotated[str, _text(values.check_url)]
Address = Annotated[str, _text(values.check_address)]
OptionalPath = Annotated[str, _text_or_empty(values.check_program)]
OptionalClockRange = Annotated[str, _text_or_empty(times.parse_clock_range)]
OptionalCron = Annotated[str, _text_or_empty(times.check_cron)]
Channel = Annotated[str, _text(values.check_channel)]
Days = Annotated[str | list[str], BeforeValidator(_keep(times.parse_days))]

Headers = Annotated[dict[str, str], AfterValidator(_keep(secrets.check_headers))]

# An empty text says that there is none.
Secret = Annotated[str, _text_or_empty(secrets.variable)]
SecretReference = Annotated[str, _text(secrets.variable)]
SecretUrl = Annotated[str, _text(secrets.check_secret_url)]
Proxy = Annotated[str, _text_or_empty(secrets.check_proxy)]
FeedProxy = Annotated[str, _text_or_empty(secrets.check_feed_proxy)]
OptionalShortName = Annotated[str, _text_or_empty(values.check_key)]
OptionalUrl = Annotated[str, _text_or_empty(values.check_url)]
OptionalSelector = Annotated[str, _text_or_empty(values.check_selector)]
OptionalHost = Annotated[str, _text_or_empty(values.check_host)]
OptionalEndpoint = Annotated[str, _text_or_empty(values.check_endpoint)]
Sender = Annotated[str, _text_or_empty(values.check_sender)]
Contact = Annotated[str, _text_or_empty(values.check_contact)]
Language = Annotated[str, _text_or_empty(values.check_language)]
LanguageCode = Annotated[str, _text(values.check_language)]
Country = Annotated[str, _text_or_empty(values.check_country)]

#: For lists in which a repeated entry would be a slip.
Distinct = AfterValidator(_keep(values.check_no_repeats))
#: For lists that, when given, must say something.
Filled = AfterValidator(_keep(values.check_not_empty))
