"""A real browser opens the page and the mail, and asks the network for nothing."""

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from digest_sample import make_issue, make_item, make_member
from drawn import render_index
from test_digest_index import DAILY, HEADLINE
from test_digest_page import hostile_issue

from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.model.deliveries import Report
from monitor.model.issues import Issue

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")


class Trap(BaseHTTPRequestHandler):
    """Serves the pages it was given and remembers every request."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.pages.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def trap() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    server.asked, server.pages = [], {}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


def opened(url: str, profile: Path) -> str:
    """Return the document as the browser has it after loading."""
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-first-run",
         "--window-size=1200,900",
         "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=127.0.0.1",
         f"--user-data-dir={profile}", "--dump-dom", url],
        capture_output=True, timeout=60, check=False, env=os.environ | {"HOME": str(profile)},
    )  # fmt: skip
    return done.stdout.decode()


def test_page_and_mail_ask_for_nothing_and_run_nothing(trap: ThreadingHTTPServer, tmp_path: Path) -> None:
    base = f"http://127.0.0.1:{trap.server_port}"
    attack = (
        f'<script>new Image().src="{base}/script"</script><img src="{base}/img" onerror="document.title=1">'
        f'<link rel=stylesheet href="{base}/css"><style>@import "{base}/import";</style>'
    )
    frames = {
        "/page": render_page(hostile_issue(attack)).html,
        "/mail": render_mail(hostile_issue(attack)).html,
    }
    frame = '<iframe src="/page"></iframe><iframe src="/mail"></iframe><p id="done">'
    trap.pages |= {path: html.encode() for path, html in frames.items()} | {"/both": frame.encode()}
    dom = opened(f"{base}/both", tmp_path)
    assert 'id="done"' in dom
    assert set(trap.asked) - {"/favicon.ico"} == {"/both", "/page", "/mail"}


def test_the_index_finds_headlines_whatever_their_marks_and_capitals(
    trap: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """The one script of ours runs, although the policy forbids all others, and asks nobody for anything."""
    titles = ("Adzinaccać vyzvalenych na miažy", "Jedenaścioro UWOLNIONYCH", "Potash <b>")
    headlines = tuple(replace(HEADLINE, story=n, title=title) for n, title in enumerate(titles))
    found = [replace(DAILY, file="a.html", headlines=headlines), replace(DAILY, number=2, file="b.html")]
    other = b"<script>document.title = 'ran'</script>"
    trap.pages["/index.html"] = render_index(found).encode().replace(b"<main", other + b"<main", 1)
    base = f"http://127.0.0.1:{trap.server_port}"
    dom = opened(f"{base}/index.html#q=adzinaccac%20MIAZY", tmp_path)
    assert "1 headline found" in dom
    shown = re.findall(r"<li><a href=\"a.html#story-(\d)\"", dom)
    hidden = re.findall(r"<li hidden=\"\"><a href=\"a.html#story-(\d)\"", dom)
    assert (shown, hidden) == (["0"], ["1", "2"])
    assert len(re.findall(r"<details open", dom)) == 1
    assert re.search(r"<li hidden=\"\">\s*<span class=\"number\">No. 2", dom)
    assert "<title>ran</title>" not in dom
    assert set(trap.asked) - {"/favicon.ico"} == {"/index.html"}


def test_the_policy_of_the_page_stops_what_slipped_through(trap: ThreadingHTTPServer, tmp_path: Path) -> None:
    """Plant markup behind our back: the browser itself refuses it, and does not when the policy is gone."""
    base = f"http://127.0.0.1:{trap.server_port}"
    for name in ("page", "bare"):
        planted = (
            f'<img src="{base}/{name}/img"><script>new Image().src="{base}/{name}/script"</script>'
            f'<iframe src="{base}/{name}/frame"></iframe><link rel="stylesheet" href="{base}/{name}/css">'
        )
        html = render_page(make_issue()).html.replace("<main", planted + "<main", 1)
        trap.pages[f"/{name}"] = html.encode()
    trap.pages["/bare"] = re.sub(
        rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", trap.pages["/bare"]
    )
    trap.pages["/both"] = b'<iframe src="/page"></iframe><iframe src="/bare"></iframe>'
    opened(f"{base}/both", tmp_path)
    planted_paths = {f"/bare/{what}" for what in ("img", "script", "frame", "css")}
    assert set(trap.asked) - {"/favicon.ico"} == {"/both", "/page", "/bare"} | planted_paths


#: Writes down where the digits stand that follow a topic's name, and a snippet's end beside its headline's.
MEASURE = """<script>
const name = document.querySelector("h2 bdi"), digits = document.createRange();
const after = document.querySelector("h2 span").firstChild;
digits.setStart(after, 0); digits.setEnd(after, 1);
const edges = [...document.querySelectorAll("h3[lang=ar], .snippet[lang=ar]")].map(
  (box) => Math.round(box.getBoundingClientRect().right));
const isBehind = digits.getBoundingClientRect().left >= name.getBoundingClientRect().right;
document.documentElement.dataset.measured = `${isBehind} ${edges.length} ${new Set(edges).size}`;
</script>"""


@pytest.mark.parametrize("render", [render_mail, render_page])
def test_what_is_written_from_right_to_left_keeps_its_place(
    render: Callable[[Issue], Report], trap: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """A number behind an Arabic topic stays behind it, and a snippet lies below its headline's beginning."""
    arabic = "فيضانات في نيامي ونزوح آلاف العائلات"
    item = make_item(1, "neris", arabic, f"{arabic * 9}.", language="ar")
    member = make_member(item, "talks", 0.5, ("فيضانات", "فيضانات"))
    issue = make_issue([member])
    issue = replace(issue, sections=tuple(replace(part, name="أخبار الساحل") for part in issue.sections))
    # The page's policy lets no other script run.
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", render(issue).html)
    trap.pages["/measured"] = f"{html}{MEASURE}".encode()
    dom = opened(f"http://127.0.0.1:{trap.server_port}/measured", tmp_path)
    assert 'data-measured="true 2 1"' in dom, re.findall("data-measured=.{20}", dom)
