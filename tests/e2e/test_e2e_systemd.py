"""The unit that `monitor systemd` prints: right, hardened, and the service works under what it forbids."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from confine import ALLOWED, REFUSED
from desk import rss, write_desk
from installed import MONITOR, count_stored, installed, wait_for
from pytest_httpserver import HTTPServer

pytestmark = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")

#: `systemd-analyze` counts in tenths.
THRESHOLD = "15"


def test_the_unit_is_right_and_leaves_little_exposed(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = tmp_path / "monitor.service"
    path.write_text(installed(tmp_path, "systemd").stdout)
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={THRESHOLD}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:]
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False
    )
    assert "monitor.service" not in verified.stderr, verified.stderr
    # Under these the service is tried below.
    text = path.read_text()
    assert f"SystemCallFilter={' '.join(ALLOWED)}\n" in text
    assert f"SystemCallFilter=~{' '.join(REFUSED)}\n" in text
    # Else a worker that is killed for want of memory would end the service.
    assert "OOMPolicy=continue\n" in text
    # Else systemd would keep the memory of a service that its watchdog ends.
    assert "LimitCORE=0\n" in text


def _may_confine() -> bool:
    done = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return os.geteuid() == 0 and done.returncode == 0


@pytest.mark.skipif(not _may_confine(), reason="only root may take away file systems")
def test_the_service_works_under_what_the_unit_forbids(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour opens"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], more="immediate = true")
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace('at = ["08:00"]\n', ""))
    data = tmp_path / "data"
    data.mkdir()
    command = ["unshare", "--mount", sys.executable, str(Path(__file__).with_name("confine.py")), str(data)]
    command += [str(MONITOR), "--config", str(config), "--data", str(data), "run"]
    address = f"@monitor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + address[1:])
        systemd.settimeout(60)
        environ = os.environ | {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "4000000"}
        with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as running:
            try:
                assert systemd.recv(4096).startswith(b"READY=1")
                wait_for(lambda: count_stored(tmp_path) == 2)
                wait_for(lambda: any((data / "reports").glob("daily-*.html")))
                running.send_signal(signal.SIGTERM)
                _, log = running.communicate(timeout=20)
            finally:
                running.kill()
        heard = systemd.recv(4096)
        while not heard.startswith(b"STOPPING=1"):
            assert heard == b"WATCHDOG=1"
            heard = systemd.recv(4096)
    assert running.returncode == 0, log
    assert "ERROR" not in log
