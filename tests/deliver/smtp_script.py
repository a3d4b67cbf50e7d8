"""A mail server that follows a script: it answers, refuses, hangs or hangs up where it is told to."""

import socket
import threading
import time
from contextlib import suppress
from typing import BinaryIO

from monitor.model.service import MailServer

#: Instead of a reply: say nothing until the client goes away.
HANG = "hang"
#: Instead of a reply: end the connection.
DROP = "drop"
#: Instead of a reply: one byte now and then, never a whole line.
DRIP = "drip"
#: Before a reply: say it a second later.
SLOW = "slow "

POLITE = {
    "BANNER": "220 here",
    "EHLO": "250-here\r\n250 AUTH PLAIN LOGIN",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "END": "250 taken",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class ScriptedServer:
    """Serve one connection after the other on loopback while the context is open."""

    def __init__(self, **replies: str) -> None:
        self.replies = POLITE | replies
        self.commands: list[str] = []
        self.messages: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def described(self, **other: object) -> MailServer:
        """Return how the configuration would name this server."""
        port = self._listener.getsockname()[1]
        fields = {
            "host": "127.0.0.1", "port": port, "security": "none",
            "sender": "Monitor <monitor@example.org>", "timeout_s": 5.0,
        }  # fmt: skip
        return MailServer(**(fields | other))

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines, suppress(OSError):
                self._talk(connection, lines)

    def _talk(self, connection: socket.socket, lines: BinaryIO) -> None:
        if not self._reply(connection, "BANNER"):
            return
        while line := lines.readline():
            # A TLS hello read as text may be a line without words.
            verb = (line.split() or [b"?"])[0].decode("utf-8", "replace").upper().split(":")[0]
            self.commands.append(line.decode("utf-8", "replace").strip())
            if not self._reply(connection, verb):
                return
            if verb == "DATA" and self.replies["DATA"].startswith("354"):
                body = b""
                while (part := lines.readline()) not in {b".\r\n", b""}:
                    body += part.removeprefix(b".")
                self.messages.append(body)
                if not self._reply(connection, "END"):
                    return

    def _reply(self, connection: socket.socket, moment: str) -> bool:
        reply = self.replies.get(moment, "502 what")
        if reply.startswith(SLOW):
            time.sleep(1)
            reply = reply.removeprefix(SLOW)
        if reply == HANG:
            self._closing.wait(10)
        elif reply == DRIP:
            while not self._closing.is_set():
                connection.sendall(b"2")
                time.sleep(0.05)
        elif reply != DROP:
            connection.sendall(reply.encode() + b"\r\n")
            return True
        return False
