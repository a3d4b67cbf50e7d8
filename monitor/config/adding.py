"""Under which source a feed is written down, and how. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

from monitor import urls
from monitor.config.codes import LANGUAGES
from monitor.config.values import short_name
from monitor.model.feeds import Feed, Source

#: Parts of host names that name no publisher.
_COMMON_PARTS = {"www", "co", "com", "org", "gov", "net", "edu", "ac", "rss", "feed", "feeds", "news", "m"}
#: Hosts on which many publish: what they publish belongs to different sources.
_SHARED_HOSTS = {"t.me", "feeds.feedburner.com", "medium.com", "www.youtube.com", "youtube.com", "rss.app"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A feed that is to be written into feeds.toml."""

    #: Key of its source.
    source: str
    #: The source's keys, when it is new; empty when it is there already.
    about: Mapping[str, str] = field(default_factory=dict)
    #: The feed's keys: `url` and what differs from the default.
    feed: Mapping[str, object]
    #: What is written before the source or behind the feed as a comment; empty for nothing.
    comment: str = ""


@lru_cache(maxsize=4_096)
def same_feed(url: str) -> str:
    """Return a text that is equal for two spellings of one feed's address."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def source_of(url: str, feeds: Iterable[Feed]) -> str | None:
    """Return the key of the source under which this address stands already; None when it does not."""
    wanted = same_feed(url)
    return next((feed.source for feed in feeds if same_feed(feed.url) == wanted), None)


def addition(
    feed: Mapping[str, object],
    *,
    language: str,
    name: str,
    homepage: str,
    key: str | None = None,
    group: str = "",
    sources: Sequence[Source],
    feeds: Sequence[Feed],
) -> Addition:
    """Return how `feed` (`url`, and `kind` and `select` where they matter) is written down.

    It goes to the source `key`, or to the one of that `name`, or to the one whose home page or feeds are on
    the same host, or to a new one, which is called `name` and lives at `homepage`.
    """
    url = str(feed["url"])
    known = {source.key: source for source in sources}
    owner = known.get(key) if key else _owner(name, homepage, url, sources, feeds)
    language = language if language in LANGUAGES else ""
    if owner is not None:
        differs = language and language != owner.language
        return Addition(source=owner.key, feed=dict(feed) | ({"language": language} if differs else {}))
    key = key or _free(key_of(homepage or url), known)
    about = {"name": name or urls.host(homepage or url), "homepage": homepage, "language": language}
    about |= {"group": group}
    return Addition(source=key, about={part: text for part, text in about.items() if text}, feed=dict(feed))


def with_source(addition: Addition, sources: Sequence[Source]) -> list[Source]:
    """Return the sources there will be."""
    if not addition.about:
        return list(sources)
    about = addition.about
    new = Source(key=addition.source, name=about["name"], homepage=about.get("homepage", ""))
    return [*sources, replace(new, language=about.get("language", ""))]


def key_of(url: str) -> str:
    """Return a short name for the publisher at an address: `https://www.paper.co.uk/` is `paper`."""
    host, path = urls.host(url), urlsplit(url).path
    if host == "t.me":
        return slug(path.strip("/").rpartition("/")[2])
    labels = host.split(".")
    telling = [label for label in labels[:-1] if label not in _COMMON_PARTS]
    return slug(telling[-1] if telling else host)


def slug(text: str) -> str:
    """Return a short name made of `text`; `source` when nothing of it can stand in one."""
    return short_name(text) or "source"


def _owner(
    name: str, homepage: str, url: str, sources: Sequence[Source], feeds: Sequence[Feed]
) -> Source | None:
    named = (source for source in sources if name and source.name.casefold() == name.casefold())
    hosts = {_site(address) for address in (homepage, url)} - {"", *map(_bare, _SHARED_HOSTS)}
    by_homepage = (source for source in sources if _site(source.homepage) in hosts)
    keys = {feed.source for feed in feeds if _site(feed.url) in hosts}
    of_site = next(named, None) or next(by_homepage, None)
    return of_site or next((source for source in sources if source.key in keys), None)


@lru_cache(maxsize=4_096)
def _site(url: str) -> str:
    """Return the host of an address as sites are compared; remembered, for a list compares each with all."""
    return _bare(urls.host(url))


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _free(key: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(each for each in numbered if each not in taken)
