"""What a GET may cost us, and whom it may reach."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one client."""

    #: Seconds of one GET from the look-up of the name to the last byte, redirects included.
    #: Waiting for a free slot does not count: it is our doing, not the server's.
    timeout_s: float = 30.0
    #: Bytes of a body as it travels, and again decompressed.
    max_bytes: int = 10_000_000
    max_redirects: int = 10
    #: GETs started at once; see `slots`.
    concurrency: int = 32
    #: GETs at once to one server: a host, each of its ports by itself.
    per_host: int = 2
    #: Seconds from the start of a GET to that of the next one to the same server.
    pause_s: float = 1.0
    #: The same for servers in `allow_private`.
    private_pause_s: float = 0.0
    #: Hosts that may lie in private networks, as URLs spell them: `wiki.lan`, `10.0.0.7:8080`, `[fd00::1]`.
    allow_private: frozenset[str] = frozenset()
    #: The way to hosts that are not listed above, unless a feed has its own; empty: none. May hold a login.
    proxy: str = field(default="", repr=False)
