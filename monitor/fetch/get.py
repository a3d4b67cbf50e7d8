"""One feed to its answer: a conditional GET."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from monitor.errors import FetchError
from monitor.fetch.caching import fresh_until, validator
from monitor.fetch.notices import address, moved_to
from monitor.fetch.refusals import refusal
from monitor.model.feeds import Feed, FeedState, Fetched
from monitor.net.access import Access
from monitor.net.client import Client
from monitor.net.slots import Ready

log = logging.getLogger(__name__)

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


async def fetch(
    client: Client,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    access: Access | None = None,
    ready: Ready | None = None,
) -> Fetched:
    """Ask for what is new since `state`: a 200 with its body, or a 304. Anything else is a FetchError.

    A feed that has moved for good is asked at its new address, and at its own when that one fails.
    `ready` is asked before each request, when it has its turn (`net.slots`).
    """
    ask = partial(_ask, client, now=now, access=access, ready=ready)
    where = address(state, url=feed.url, now=now)
    if where == feed.url:
        return await ask(feed.url, _conditions(state) if moved_to(state) is None else {})
    try:
        return replace(await ask(where, _conditions(state)), is_own=False)
    except FetchError as error:
        log.info("%s has moved to %s, which fails (%s): asking the old address", feed.url, where, error)
        try:
            return await ask(feed.url, {})  # unconditionally: our validators are another server's
        except FetchError:
            raise error from None


async def _ask(
    client: Client,
    url: str,
    conditions: Mapping[str, str],
    *,
    now: datetime,
    access: Access | None,
    ready: Ready | None,
) -> Fetched:
    headers = {"Accept": _ACCEPT, **conditions}
    answer = await client.get(url, headers=headers, access=access, ready=ready)
    is_unchanged = answer.status == HTTPStatus.NOT_MODIFIED and bool(conditions)
    if answer.status != HTTPStatus.OK and not is_unchanged:
        raise refusal(answer, now)
    return Fetched(
        url=answer.url,
        status=answer.status,
        body=answer.body,
        content_type=answer.headers.get("Content-Type", ""),
        etag=validator(answer.headers, "ETag"),
        last_modified=validator(answer.headers, "Last-Modified"),
        fresh_until=fresh_until(answer.headers, now),
        moved_to=answer.moved_to,
    )


def _conditions(state: FeedState) -> dict[str, str]:
    known = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in known.items() if value}
