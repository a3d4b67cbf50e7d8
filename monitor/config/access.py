"""How each feed's server is to be reached, with the secrets that takes."""

from collections.abc import Callable, Mapping

from monitor.config.positions import KeyPath
from monitor.config.reading import Files
from monitor.config.schema.feeds import FeedTable
from monitor.config.secrets import check_header, check_login, check_proxy_address, reveal
from monitor.errors import ConfigError, Problem
from monitor.net.access import Access


def feed_accesses(files: Files, environ: Mapping[str, str]) -> tuple[dict[str, Access], tuple[Problem, ...]]:
    """Return how the feeds are reached that need more than their address, by URL, and what is missing.

    A secret that is missing stops its feed and nothing else: lists can be shown without it.
    """
    found: dict[str, Access] = {}
    problems: list[Problem] = []
    for key, source in files.feeds.table.sources.items():
        for number, feed in enumerate(source.feeds):
            if feed.login or feed.headers or feed.proxy:
                found[feed.url] = _access(feed, environ)
            if feed.url in found and (text := found[feed.url].problem):
                path: KeyPath = ("sources", key, "feeds", number)
                problems.append(files.feeds.file.problem(path, f"{text}; the feed is not asked"))
    return found, tuple(problems)


def poll_proxy(files: Files, environ: Mapping[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """Return the proxy for every feed, empty for none, and what is wrong with it.

    Nothing runs when its secret is missing: feeds must not be asked past a proxy that was wanted.
    """
    try:
        return reveal(files.monitor.table.poll.proxy, environ, check_proxy_address), ()
    except ConfigError as exc:
        return "", tuple(files.monitor.file.problem(("poll", "proxy"), each.text) for each in exc.problems)


def _access(feed: FeedTable, environ: Mapping[str, str]) -> Access:
    def revealed(text: str, check: Callable[[str], object]) -> str:
        return reveal(text, environ, check)

    try:
        return Access(
            url=feed.url,
            headers={name: revealed(value, check_header) for name, value in feed.headers.items()},
            login=revealed(feed.login, check_login),
            proxy=revealed(feed.proxy, check_proxy_address) or None,
        )
    except ConfigError as exc:
        return Access(url=feed.url, problem=str(exc))
