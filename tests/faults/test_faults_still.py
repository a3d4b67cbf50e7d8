"""The service stands still in the middle of its work, as under SIGSTOP or on a machine that sleeps."""

import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from desk import rss, write_desk
from installed import MONITOR, count_stored, service, wait_for
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

pytestmark = pytest.mark.heavy

#: Long enough to count as standing still, and shorter than the patience of the watchdog and of leases.
STILL_S = 4.0


def test_a_service_that_stands_still_goes_on_where_it_was(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(_: Request) -> Response:
        asked.set()
        answer.wait(60)
        return Response(rss("H1 harbour", "H2 port"), content_type="application/rss+xml")

    httpserver.expect_request("/rss").respond_with_handler(slow)
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace('timeout = "5s"', 'timeout = "60s"'))
    with service(tmp_path) as running:
        assert asked.wait(60)
        running.send_signal(signal.SIGSTOP)
        answer.set()
        time.sleep(STILL_S)
        assert count_stored(tmp_path) == 0
        running.send_signal(signal.SIGCONT)
        wait_for(lambda: count_stored(tmp_path) == 2)
        alive = subprocess.run([MONITOR, "healthcheck"], cwd=tmp_path, capture_output=True, check=False)
        assert alive.stdout == b"alive\n"
        running.send_signal(signal.SIGTERM)
        _, log = running.communicate(timeout=60)
    assert running.returncode == 0, log
    assert "hanging" not in log
    assert "Traceback" not in log
    assert len([each for each in httpserver.log if each[0].path == "/rss"]) == 1
