"""The feeds of a soak on loopback, and what befalls them: run as its own process.

It says its port, and for each line of JSON that it is given it says "done": {"now": ISO time, "fault": a name
of `FAULTS` or null, "share": how many of a hundred requests suffer it}.
"""

import json
import random
import sys
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import soak_feeds

FAULTS = ("error", "busy", "drop", "html", "truncated", "slow", "empty")
State = dict[str, Any]

state: State = {"now": soak_feeds.START.isoformat(), "fault": None, "share": 0}
chance = random.Random(1)


class Handler(BaseHTTPRequestHandler):
    """Answers as a publisher does, good or bad."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the feed, or as the fault has it."""
        feed = int(self.path.rsplit("/", 1)[1])
        body = soak_feeds.body(feed, datetime.fromisoformat(state["now"])).encode()
        fault = state["fault"] if chance.randrange(100) < state["share"] else None
        if fault == "drop":
            self.close_connection = True
            return
        if fault == "slow":
            time.sleep(0.2)
        status = {"error": 500, "busy": 503}.get(fault, 200)
        body = {"html": b"<!doctype html><p>Sign in", "truncated": body[: len(body) // 2], "empty": b""}.get(
            fault, body
        )
        etag = f'"{hash(body)}"'
        if status == 200 and not fault and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if fault == "html" else "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        if not fault:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Says nothing when a client goes away."""

    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until standard input ends."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        state.update(json.loads(line))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
