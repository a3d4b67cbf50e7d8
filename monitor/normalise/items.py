"""Raw items to items. Pure.

Runs in a worker process beside the parser: what publishers send can make it slow for ever.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from monitor import urls
from monitor.model.feeds import Feed, Source
from monitor.model.items import Item, RawItem
from monitor.normalise import markup, plain, text_of
from monitor.normalise.signature import without_signature
from monitor.words import language

#: No feed is older; dates before it are the zeros of somebody's database.
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
#: Publishers' clocks and time zones are wrong by less than this.
_SKEW = timedelta(days=1)


def normalise(raw: RawItem, *, feed: Feed, source: Source, now: datetime) -> Item:
    """Return the item that `raw`, an entry of `feed`, stands for. `now` is when we first see it."""
    title = plain.one_line(raw.title)
    fragment = without_signature(markup.clean(raw.html), title)
    text = text_of.text_of(fragment)
    url = urls.canonical(raw.url, base=feed.url)
    title = title or plain.title_of(text) or url or "Untitled"
    published_at = sane_time(raw.published_at, now=now)
    return Item(
        source=source.key,
        feed=feed.url,
        guid=raw.guid or url or _made_guid(title, raw.published_at),
        url=url,
        title=title,
        text=text,
        html=fragment if markup.says_more(fragment) else "",
        author=plain.one_line(raw.author, limit=plain.MAX_NAME),
        tags=_tags(raw.tags),
        language=_language(f"{title}\n{text}", raw, feed, source),
        published_at=published_at or now,
        is_date_guessed=published_at is None,
        first_seen_at=now,
        content_hash=content_hash(title, text),
    )


def sane_time(time: datetime | None, *, now: datetime) -> datetime | None:
    """Return when an entry says it was published; None when it says nothing or an absurdity.

    A time within the next day is a wrong clock or zone, not a wrong day: it becomes `now`.
    """
    if time is None or time < _EARLIEST or time > now + _SKEW:
        return None
    return min(time, now)


def content_hash(title: str, text: str) -> str:
    """Return 32 hex digits, equal for equal title and text whatever their white space."""
    content = "\n".join(" ".join(part.split()) for part in (title, text))
    return hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _made_guid(title: str, published_at: datetime | None) -> str:
    """Return a guid for an entry without guid and address.

    The date parts the entries of a column that is called the same every day.
    """
    return "title:" + content_hash(title, published_at.isoformat() if published_at else "")


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    plain_tags = (plain.one_line(tag, limit=plain.MAX_NAME) for tag in tags)
    return tuple(dict.fromkeys(filter(None, plain_tags)))


def _language(text: str, raw: RawItem, feed: Feed, source: Source) -> str:
    """Return the language of `text`.

    What the operator says about feed, source or seed weighs more than the feed's own word: much software
    announces `en-us` whatever it publishes.
    """
    if feed.kind == "seed" and raw.language:
        return raw.language.lower().replace("_", "-").partition("-")[0]
    return language.detect(text, prior=feed.language or source.language or raw.language)
