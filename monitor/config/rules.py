"""What must fit between tables and between files."""

from collections.abc import Callable, Iterator

from monitor.config.adding import same_feed
from monitor.config.nearest import did_you_mean
from monitor.config.outlets import named
from monitor.config.reading import Files
from monitor.deliver import notify
from monitor.errors import Problem
from monitor.sources.fulltext import REMEDY, is_installed


def check_rules(files: Files) -> list[Problem]:
    """Return every problem that lies between parts which are right by themselves."""
    checks = (
        _repeated_feeds, _pages, full_texts, _topics_of_digests, _alerts, _schedules,
        _ways_out, _webhooks, messages, _mail,
    )  # fmt: skip
    return [problem for check in checks for problem in check(files)]


def _repeated_feeds(files: Files) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for key, source in files.feeds.table.sources.items():
        for number, feed in enumerate(source.feeds):
            same = same_feed(feed.url)
            if same in first:
                text = f"this feed is already listed under source '{first[same]}'; take one out"
                yield files.feeds.file.problem(("sources", key, "feeds", number, "url"), text)
            first.setdefault(same, key)


def _pages(files: Files) -> Iterator[Problem]:
    for key, source in files.feeds.table.sources.items():
        for number, feed in enumerate(source.feeds):
            path = ("sources", key, "feeds", number)
            if feed.kind == "page" and not feed.select.item:
                text = (
                    'a page needs select = { item = "..." }, a CSS selector of its entries; '
                    f"`monitor feeds discover {feed.url}` looks for one"
                )
                yield files.feeds.file.problem((*path, "kind"), text)
            elif feed.kind != "page" and any(feed.select.model_dump().values()):
                text = 'selectors are for pages; add kind = "page", or take select out'
                yield files.feeds.file.problem((*path, "select"), text, at_key=True)


def full_texts(files: Files, *, is_extra_there: Callable[[], bool] = is_installed) -> Iterator[Problem]:
    """Yield one problem, however many feeds want full texts and the extra for them is missing."""
    wanting = (
        ("sources", key, "feeds", number, "full_text")
        for key, source in files.feeds.table.sources.items()
        for number, feed in enumerate(source.feeds)
        if feed.full_text == "always"
    )
    first = next(wanting, None)
    if first and not is_extra_there():
        text = f"full texts need an extra that is not installed; {REMEDY}, or take this out"
        yield files.feeds.file.problem(first, text)


def _topics_of_digests(files: Files) -> Iterator[Problem]:
    topics = files.topics.file.names_in("topics")
    if not files.topics.file.is_sound:
        return
    for place, table in files.tellings():
        for number, topic in enumerate(table.topics or []):
            if topic not in topics:
                text = f"unknown topic '{topic}'; {did_you_mean(topic, topics)}"
                yield files.monitor.file.problem((*place, "topics", number), text)


def _alerts(files: Files) -> Iterator[Problem]:
    file, digests = files.monitor.file, files.monitor.file.names_in("digests")
    for key, alert in files.monitor.table.alerts.items():
        if key in digests:
            text = f"there is a digest '{key}' too, and both keep their issues under their names; rename one"
            yield file.problem(("alerts", key), text, at_key=True)
        if alert.channels == ["file"]:
            text = "an alert by page alone reaches nobody at once; add email, webhook:NAME or notify:NAME"
            yield file.problem(("alerts", key, "channels"), text)
        for number, digest in enumerate(alert.digests or []):
            if digest not in digests:
                text = f"unknown digest '{digest}'; {did_you_mean(digest, digests)}"
                yield file.problem(("alerts", key, "digests", number), text)


def _schedules(files: Files) -> Iterator[Problem]:
    for key, digest in files.monitor.table.digests.items():
        kinds = ("at", "days", "cron", "immediate")
        given = [name for name in kinds if name in digest.model_fields_set and getattr(digest, name)]
        if given[1:] and given != ["at", "days"]:
            text = f"{given[-1]} stands instead of {given[0]}; take one of the two out"
            yield files.monitor.file.problem(("digests", key, given[-1]), text, at_key=True)
        if digest.immediate and digest.heartbeat:
            text = "an immediate digest has no time at which to say that all is quiet; take heartbeat out"
            yield files.monitor.file.problem(("digests", key, "heartbeat"), text, at_key=True)


def _ways_out(files: Files) -> Iterator[Problem]:
    for place, table in files.tellings():
        if "email" not in table.channels:
            continue
        path = (*place, "channels", table.channels.index("email"))
        if not _says(files, *map(str, place), "recipients"):
            name = ".".join(map(str, place))
            text = f"nobody is named to get the mail; add recipients to [{name}], or drop email"
            yield files.monitor.file.problem(path, text)
        if not (_says(files, "mail", "host") or _says(files, "mail", "sendmail")):
            text = "there is no mail server; set host in [mail] or MONITOR_MAIL_HOST, or drop email"
            yield files.monitor.file.problem(path, text)


def _webhooks(files: Files) -> Iterator[Problem]:
    known = files.monitor.file.names_in("webhooks")
    for path, name in named(files, "webhook"):
        if name not in known:
            hint = did_you_mean(name, known) if known else f"add [webhooks.{name}] with url and key"
            yield files.monitor.file.problem(path, f"unknown webhook '{name}'; {hint}")


def messages(files: Files, *, is_extra_there: Callable[[], bool] = notify.is_installed) -> Iterator[Problem]:
    """Yield one problem, however many channels are services and the extra for them is missing."""
    path, _ = next(named(files, "notify"), (None, ""))
    if path and not is_extra_there():
        text = f"notify needs an extra that is not installed; {notify.REMEDY}, or take this out"
        yield files.monitor.file.problem(path, text)


def _mail(files: Files) -> Iterator[Problem]:
    file = files.monitor.file
    ways = [way for way in ("host", "sendmail") if _says(files, "mail", way)]
    if ways and not _says(files, "mail", "sender"):
        text = 'a mail server needs a sender; add one, such as "Monitor <monitor@example.org>"'
        yield file.problem(("mail", ways[0]), text)
    if len(ways) > 1:
        yield file.problem(("mail", "sendmail"), "sendmail stands instead of host; take one of the two out")
    if _says(files, "mail", "password") and not _says(files, "mail", "username"):
        yield file.problem(("mail", "password"), "a password is of no use without username; add it to [mail]")


def _says(files: Files, *path: str) -> bool:
    """Tell whether monitor.toml gives a key, rightly or wrongly; a wrong value has been complained about."""
    value: object = files.monitor.file.values
    for key in path:
        if not isinstance(value, dict):
            return True
        value = value.get(key, {})
    return bool(value)
