"""Issues are posted to webhooks: signed, bounded in time, and told apart by what the answer means."""

import hashlib
import hmac
import json
import socket
from base64 import b64decode, b64encode
from datetime import timedelta

import pytest
from delivery_sample import NOW, make_delivery, make_report
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.deliver.signing import read_key, signed_headers
from monitor.deliver.webhook import WebhookChannel
from monitor.errors import DeliveryError
from monitor.model.deliveries import Delivery, Report
from monitor.model.service import Webhook
from monitor.net.client import Client
from monitor.net.limits import Limits

KEY = "whsec_" + b64encode(bytes(range(32))).decode()
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
BODY = json.dumps({"version": 1, "title": "Вызваленне 🇧🇾"}, ensure_ascii=False)


def channel(url: str, *, listed: frozenset[str] = LOOPBACK, **other: str) -> WebhookChannel:
    limits = Limits(timeout_s=0.5, allow_private=listed)
    hooks = {"desk": Webhook(**({"url": url, "key": KEY} | other))}
    return WebhookChannel(hooks, open_client=lambda: Client(limits, user_agent="M"), clock=lambda: NOW)


def report() -> Report:
    return make_report(medium="json", html="", text=BODY)


def delivery(**other: object) -> Delivery:
    return make_delivery(**({"channel": "webhook", "recipient": "desk"} | other))


def refused(url: str, **given: object) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        channel(url, **given).send(report(), delivery())
    return caught.value


def verified(request: Request) -> bool:
    """Check a post as its receiver would, by the text of the rules and not by our code."""
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode()
    digest = hmac.new(b64decode(KEY[6:]), signed + request.get_data(), hashlib.sha256).digest()
    return request.headers["webhook-signature"] == f"v1,{b64encode(digest).decode()}"


def test_a_post_is_signed_and_has_the_same_id_and_body_at_every_attempt(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("taken")
    for _ in range(2):
        channel(httpserver.url_for("/hook")).send(report(), delivery())
    first, second = (request for request, _ in httpserver.log)
    assert verified(first)
    assert first.get_data().decode() == BODY
    assert first.headers["content-type"] == "application/json"
    assert first.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert first.headers["webhook-id"] == "belarus-daily.12.0123456789abcdef"
    assert (second.headers["webhook-id"], second.get_data()) == (
        first.headers["webhook-id"],
        first.get_data(),
    )
    other = delivery(message_id="<other@x>")
    channel(httpserver.url_for("/hook")).send(report(), other)
    assert httpserver.log[-1][0].headers["webhook-id"] == "other"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_success_is_one(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/hook").respond_with_data(status=status)
    channel(httpserver.url_for("/hook")).send(report(), delivery())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 422])
def test_a_refusal_is_for_good(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/hook").respond_with_data(status=status)
    error = refused(httpserver.url_for("/hook"))
    assert (error.permanent, error.retry_at) == (True, None)
    assert str(error) == f"webhook desk refuses it ({status}). Check [webhooks.desk], then `monitor resend`"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_later_is_later(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/hook").respond_with_data(status=status, headers={"Retry-After": "7200"})
    error = refused(httpserver.url_for("/hook"))
    assert (error.permanent, error.retry_at) == (False, NOW + timedelta(hours=2))


def test_a_redirect_is_not_followed(httpserver: HTTPServer) -> None:
    elsewhere = {"Location": httpserver.url_for("/other")}
    httpserver.expect_request("/hook").respond_with_data(status=307, headers=elsewhere)
    error = refused(httpserver.url_for("/hook"))
    assert "redirects are not followed. Correct [webhooks.desk] url" in str(error)
    assert (error.permanent, len(httpserver.log)) == (False, 1)


def test_a_host_in_a_private_network_is_posted_to_only_when_it_is_listed(httpserver: HTTPServer) -> None:
    error = refused(httpserver.url_for("/hook"), listed=frozenset())
    assert "under [poll] allow_private" in str(error)
    assert (error.permanent, httpserver.log) == (False, [])


def test_a_server_that_hangs_or_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/secret-path"
        error = refused(url)
        assert "no complete answer within 0.5 s; it is tried again" in str(error)
    error = refused(url)
    assert "connection refused" in str(error)
    assert (error.permanent, "secret-path" in str(error)) == (False, False)


def test_an_answer_that_drips_after_its_status_counts_as_taken(httpserver: HTTPServer) -> None:
    def endless(request: Request) -> Response:
        return Response(iter(lambda: b"x" * 1000, b""), status=200)

    httpserver.expect_request("/hook").respond_with_handler(endless)
    channel(httpserver.url_for("/hook")).send(report(), delivery())


def test_what_is_missing_is_told_and_waits() -> None:
    error = refused("http://127.0.0.1:9/", problem="secret:desk is not set; set MONITOR_SECRET_DESK")
    assert (error.permanent, str(error)) == (False, "secret:desk is not set; set MONITOR_SECRET_DESK")
    with pytest.raises(DeliveryError, match=r"no \[webhooks.other\] in monitor.toml") as caught:
        channel("http://127.0.0.1:9/").send(report(), delivery(recipient="other"))
    assert not caught.value.permanent


def test_the_signature_is_that_of_the_published_example() -> None:
    """The example of the rules: its key is 24 bytes."""
    headers = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        now=NOW.fromtimestamp(1614265330, tz=NOW.tzinfo),
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("key", ["", "secret", "whsec_", "whsec_äöü", "whsec_c2hvcnQ=", KEY[6:], KEY + "\n"])
def test_a_key_that_is_none_is_refused_with_the_way_to_make_one(key: str) -> None:
    with pytest.raises(ValueError, match="openssl rand"):
        read_key(key)
