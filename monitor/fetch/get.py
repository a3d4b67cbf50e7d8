"""One feed to its answer: a conditional GET."""

from datetime import datetime
from http import HTTPStatus

from monitor.fetch.caching import fresh_until, validator
from monitor.fetch.refusals import refusal
from monitor.model.feeds import Feed, FeedState, Fetched
from monitor.net.client import Client

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


async def fetch(client: Client, feed: Feed, state: FeedState, *, now: datetime) -> Fetched:
    """Ask for what is new since `state`: a 200 with its body, or a 304. Anything else is a FetchError."""
    conditions = _conditions(state)
    answer = await client.get(feed.url, headers={"Accept": _ACCEPT, **conditions})
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
    )


def _conditions(state: FeedState) -> dict[str, str]:
    known = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in known.items() if value}
