"""A mail server that misbehaves in twelve ways, and remembers what it has accepted."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

#: Instead of a reply: say nothing until the client goes away; end the connection.
HANG, DROP = "hang", "drop"

POLITE = {
    "BANNER": "220 here", "EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on",
    "END": "250 taken", "QUIT": "221 bye",
}  # fmt: skip

#: Name of a fault -> where it strikes and what happens there.
FAULTS = {
    "turned away": ("BANNER", "554 go away"),
    "too busy": ("BANNER", "421 later"),
    "hangs at once": ("BANNER", HANG),
    "drops the greeting": ("EHLO", DROP),
    "sender put off": ("MAIL", "452 later"),
    "recipient put off": ("RCPT", "451 greylisted"),
    "recipient refused": ("RCPT", "550 no such user"),
    "shuts down": ("DATA", "421 shutting down"),
    "message put off": ("END", "452 disk full"),
    "message refused": ("END", "554 looks like spam"),
    "accepts and drops": ("END", DROP),
    "accepts and hangs": ("END", HANG),
}
#: After these the server has the message, whatever the client knows.
ACCEPTING = {"accepts and drops", "accepts and hangs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One message that the server has taken responsibility for."""

    recipient: str
    content: bytes
    #: Whether the client was told so.
    is_told: bool
    #: Which life of the program sent it.
    life: int


class ChaosServer:
    """Serve connections on loopback while the context is open; `fault` chooses what each one suffers."""

    def __init__(self, fault: Callable[[], str | None]) -> None:
        self.fault = fault
        self.life = 0
        self.accepted: list[Accepted] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._closing = threading.Event()

    def __enter__(self) -> "ChaosServer":
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(
                target=self._talk, args=(connection, self.fault(), self.life), daemon=True
            ).start()

    def _talk(self, connection: socket.socket, fault: str | None, life: int) -> None:
        replies = POLITE | (dict([FAULTS[fault]]) if fault else {})
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            if not self._reply(connection, replies["BANNER"]):
                return
            recipient = ""
            while line := lines.readline():
                verb = line.split()[0].decode().upper()
                if verb == "RCPT":
                    recipient = line.decode().partition("<")[2].partition(">")[0]
                if not self._reply(connection, replies.get(verb, "250 ok")):
                    return
                if verb == "DATA" and replies["DATA"].startswith("354"):
                    self._take(lines, recipient, end=replies["END"], life=life)
                    if not self._reply(connection, replies["END"]):
                        return

    def _take(self, lines: BinaryIO, recipient: str, *, end: str, life: int) -> None:
        content = b""
        while (line := lines.readline()) != b".\r\n":
            if not line:
                raise OSError("the client is gone before the end")
            content += line.removeprefix(b".")
        if end in (DROP, HANG) or end.startswith("250"):
            is_told = end.startswith("250")
            self.accepted.append(Accepted(recipient=recipient, content=content, is_told=is_told, life=life))

    def _reply(self, connection: socket.socket, reply: str) -> bool:
        if reply == HANG:
            self._closing.wait(1)
        elif reply != DROP:
            connection.sendall(reply.encode() + b"\r\n")
            return True
        return False
