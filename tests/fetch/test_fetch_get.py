"""Conditional GET against a real server."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.errors import FetchError
from monitor.fetch.get import fetch
from monitor.fetch.rhythm import Pace
from monitor.fetch.schedule import after_success
from monitor.model.feeds import Feed, FeedState, Fetched
from monitor.net.client import Client
from monitor.net.limits import Limits

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BODY = b"<rss version='2.0'><channel/></rss>"
FRESH = FeedState(next_fetch_at=NOW)
PACE = Pace(shortest_s=60, longest_s=60)


def _fetch(server: HTTPServer, state: FeedState = FRESH) -> Fetched:
    async def go() -> Fetched:
        limits = Limits(timeout_s=5, allow_private=frozenset({server.host}))
        async with Client(limits, user_agent="Monitor/test") as client:
            feed = Feed(url=server.url_for("/feed"), source="example")
            return await fetch(client, feed, state, now=NOW)

    return asyncio.run(go())


def _error(server: HTTPServer, status: int, headers: Mapping[str, str] | None = None) -> FetchError:
    server.expect_request("/feed").respond_with_response(Response(b"", status, headers))
    with pytest.raises(FetchError) as caught:
        _fetch(server)
    assert caught.value.status == status
    return caught.value


def test_a_feed_is_brought_with_what_its_headers_say(httpserver: HTTPServer) -> None:
    headers = {
        "ETag": '"1"',
        "Last-Modified": "Thu, 19 Nov 2026 00:00:00 GMT",
        "Content-Type": "application/rss+xml; charset=koi8-r",
        "Cache-Control": "max-age=600",
    }
    httpserver.expect_request("/feed").respond_with_response(Response(BODY, 200, headers))
    assert _fetch(httpserver) == Fetched(
        url=httpserver.url_for("/feed"),
        status=200,
        body=BODY,
        content_type="application/rss+xml; charset=koi8-r",
        etag='"1"',
        last_modified="Thu, 19 Nov 2026 00:00:00 GMT",
        fresh_until=NOW + timedelta(seconds=600),
    )
    request, _ = httpserver.log[0]
    assert request.headers["Accept"].startswith("application/rss+xml, application/atom+xml")
    assert "If-None-Match" not in request.headers


def test_after_the_first_poll_no_request_is_unconditional(httpserver: HTTPServer) -> None:
    version = 0

    def answer(request: Request) -> Response:
        nonlocal version
        is_known = request.headers.get("If-None-Match") == f'"{version}"'
        version += 1  # a new ETag even with "not modified", as some servers do
        return Response(b"" if is_known else BODY, 304 if is_known else 200, {"ETag": f'"{version}"'})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    state, statuses = FRESH, []
    for _ in range(5):
        fetched = _fetch(httpserver, state)
        state = after_success(state, fetched, url="u", arrived=(), ttl_s=None, now=NOW, pace=PACE)
        statuses.append(fetched.status)
    assert statuses == [200, 304, 304, 304, 304]
    assert fetched.body == b""


def test_the_date_is_sent_back_as_it_came(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_response(Response(b"", 304))
    _fetch(httpserver, FeedState(next_fetch_at=NOW, last_modified="yesterday, says the server"))
    request, _ = httpserver.log[0]
    assert request.headers["If-Modified-Since"] == "yesterday, says the server"


def _moved(server: HTTPServer) -> FeedState:
    """Return the state of a feed of which the server has long said that it is at /new."""
    return FeedState(
        next_fetch_at=NOW,
        etag='"n1"',
        notice=server.url_for("/new"),
        noticed_at=NOW - timedelta(days=5),
        notices=4,
        fetched_at=NOW - timedelta(hours=1),
    )


def _asked(server: HTTPServer) -> list[tuple[str, str | None]]:
    return [(request.path, request.headers.get("If-None-Match")) for request, _ in server.log]


def test_a_permanent_redirect_is_told_and_a_passing_one_is_not(httpserver: HTTPServer) -> None:
    for path, status, target in (
        ("/feed", 301, "/a"),
        ("/a", 308, "/b"),
        ("/b", 302, "/c"),
        ("/c", 301, "/d"),
    ):
        moved = Response(b"", status, {"Location": target})
        httpserver.expect_request(path).respond_with_response(moved)
    httpserver.expect_request("/d").respond_with_data(BODY)
    fetched = _fetch(httpserver)
    assert fetched.url == httpserver.url_for("/d")
    assert (fetched.moved_to, fetched.is_own) == (httpserver.url_for("/b"), True)


def test_a_moved_feed_is_asked_at_its_new_address_alone(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/new").respond_with_response(Response(b"", 304))
    fetched = _fetch(httpserver, _moved(httpserver))
    assert (fetched.status, fetched.is_own) == (304, False)
    assert _asked(httpserver) == [("/new", '"n1"')]


def test_where_the_new_address_fails_the_old_one_is_asked_without_its_validators(
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_request("/new").respond_with_data("", status=503)
    httpserver.expect_request("/feed").respond_with_data(BODY)
    fetched = _fetch(httpserver, _moved(httpserver))
    assert (fetched.body, fetched.is_own, fetched.moved_to) == (BODY, True, None)
    assert _asked(httpserver) == [("/new", '"n1"'), ("/feed", None)]


def test_where_both_addresses_fail_the_new_one_says_why(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/new").respond_with_data("", status=503)
    httpserver.expect_request("/feed").respond_with_data("", status=404)
    with pytest.raises(FetchError, match="503"):
        _fetch(httpserver, _moved(httpserver))


def test_not_modified_is_no_answer_to_somebody_who_has_nothing(httpserver: HTTPServer) -> None:
    assert "nothing from it yet" in str(_error(httpserver, 304))


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (401, "wants a login"),
        (403, "does not let us in"),
        (404, "nothing at this address"),
        (410, "gone for good (410)"),
        (418, "nothing came (418 I'm a Teapot)"),
        (429, "ask too often"),
        (451, "legal reasons"),
        (500, "has a fault (500 Internal Server Error)"),
        (503, "overloaded"),
        (520, "has a fault (520)"),
        (204, "nothing came (204 No Content)"),
        (206, "nothing came (206 Partial Content)"),
        (300, "nothing came (300 Multiple Choices)"),
    ],
)
def test_a_refusal_is_told_in_plain_words(httpserver: HTTPServer, status: int, text: str) -> None:
    error = _error(httpserver, status)
    assert text in str(error)
    assert error.permanent == (status == 410)
    assert error.retry_at is None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["7200", "Fri, 20 Nov 2026 14:00:00 GMT"])
def test_a_server_may_say_when_to_come_back(httpserver: HTTPServer, status: int, value: str) -> None:
    assert _error(httpserver, status, {"Retry-After": value}).retry_at == NOW + timedelta(hours=2)
