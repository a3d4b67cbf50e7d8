"""Short messages go to services by apprise; its failures are told without the secrets in its addresses."""

import logging
import threading
from types import SimpleNamespace

import apprise
import pytest
from delivery_sample import make_delivery, make_report
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.deliver.notify import NotifyChannel
from monitor.errors import DeliveryError
from monitor.model.deliveries import Report
from monitor.model.service import NotifyService

TITLE, TEXT = "Strike & <b>more</b> {{app_id}}", "One *story*\n[link](http://x)\\n :smile:"
TOKEN = "t0kenwithmanyletters"
DELIVERY = make_delivery(channel="notify", recipient="phone")


def note() -> Report:
    return make_report(medium="note", title=TITLE, html="", text=TEXT)


def address(httpserver: HTTPServer, path: str) -> str:
    return f"json://anna:passw0rd@{httpserver.host}:{httpserver.port}/{path}"


def refused(url: str, **given: float) -> str:
    with pytest.raises(DeliveryError) as caught:
        NotifyChannel({"phone": NotifyService(url=url)}, **given).send(note(), DELIVERY)
    assert not caught.value.permanent
    return str(caught.value)


def test_a_message_arrives_as_it_was_written(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/t0ken", method="POST").respond_with_data("ok")
    NotifyChannel({"phone": NotifyService(url=address(httpserver, "t0ken"))}).send(note(), DELIVERY)
    [(request, _)] = httpserver.log
    assert (request.json["title"], request.json["message"]) == (TITLE, TEXT)


def test_a_failure_is_told_without_the_secret(
    httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)  # as a quiet command has it
    httpserver.expect_request("/t0ken").respond_with_data(status=500)
    told = refused(address(httpserver, "t0ken"))
    assert told.startswith("notify:phone: Failed to send")
    assert "500" in told
    gone = refused("json://anna:passw0rd@127.0.0.1:1/t0ken")
    assert not {word for word in ("anna:", "passw0rd", "t0ken") if word in told + gone}


class Refused:
    """A failure of which the library says much, and at the end of it something of the address."""

    entry = SimpleNamespace(message=f"{'x' * 194} {TOKEN}")
    results = (SimpleNamespace(attempts=(SimpleNamespace(logs=(entry,)),)),)

    def __bool__(self) -> bool:
        return False


def test_a_message_that_is_cut_holds_no_half_of_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise.Apprise, "notify", lambda *_, **__: Refused())
    assert refused(f"json://127.0.0.1:1/{TOKEN}").endswith("x ***; it is tried again")


def test_a_service_that_hangs_is_given_up_after_the_deadline(httpserver: HTTPServer) -> None:
    done = threading.Event()

    def hang(request: Request) -> Response:
        done.wait(5)
        return Response("")

    httpserver.expect_request("/t0ken").respond_with_handler(hang)
    assert "did not finish" in refused(address(httpserver, "t0ken"), deadline_s=0.2)
    done.set()


@pytest.mark.parametrize("url", ["nonsense://t0ken", "json://127.0.0.1:1/t0ken json://127.0.0.1:1/other"])
def test_what_is_not_one_address_is_told(url: str) -> None:
    told = refused(url)
    assert "not one address that apprise understands" in told
    assert "t0ken" not in told


def test_what_is_missing_is_told_and_waits() -> None:
    channel = NotifyChannel({"phone": NotifyService(problem="secret:phone is not set")})
    with pytest.raises(DeliveryError, match="secret:phone is not set"):
        channel.send(note(), DELIVERY)
    with pytest.raises(DeliveryError, match="names notify:other any more"):
        channel.send(note(), make_delivery(channel="notify", recipient="other"))
