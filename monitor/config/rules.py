"""What must fit between tables and between files."""

from collections.abc import Callable, Iterator

from monitor.config.adding import same_feed
from monitor.config.nearest import did_you_mean
from monitor.config.reading import Files
from monitor.errors import Problem
from monitor.sources.fulltext import REMEDY, is_installed


def check_rules(files: Files) -> list[Problem]:
    """Return every problem that lies between parts which are right by themselves."""
    checks = (_repeated_feeds, _pages, full_texts, _topics_of_digests, _schedules, _ways_out, _mail)
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
    for key, digest in files.monitor.table.digests.items():
        for number, topic in enumerate(digest.topics or []):
            if topic not in topics:
                text = f"unknown topic '{topic}'; {did_you_mean(topic, topics)}"
                yield files.monitor.file.problem(("digests", key, "topics", number), text)


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
    for key, digest in files.monitor.table.digests.items():
        if "email" not in digest.channels:
            continue
        path = ("digests", key, "channels", digest.channels.index("email"))
        if not _says(files, "digests", key, "recipients"):
            text = f"nobody is named to get the mail; add recipients to [digests.{key}], or drop email"
            yield files.monitor.file.problem(path, text)
        if not (_says(files, "mail", "host") or _says(files, "mail", "sendmail")):
            text = "there is no mail server; set host in [mail] or MONITOR_MAIL_HOST, or drop email"
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
