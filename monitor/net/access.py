"""How the operator wants one server to be reached: by which proxy, with which headers and login. Pure."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from yarl import URL

#: A proxy's place in the configuration that says: none, whatever `[poll] proxy` says.
DIRECT = "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a GET needs besides its address. May hold secrets, which no text of ours shows."""

    #: Headers and login are sent to the server of this URL, never to another, whoever redirects where.
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: `user:password` for basic authentication; empty: none.
    login: str = field(default="", repr=False)
    #: `http://...` or `socks5://...`; DIRECT: none; None: as for everybody.
    proxy: str | None = field(default=None, repr=False)
    #: The address whose content names the one to be asked; empty: the operator does. Hosts in private
    #: networks, though listed, are not asked because a stranger's feed or page links them.
    named_by: str = ""
    #: Why nothing may be asked, for a person: a secret is missing. None: nothing is.
    problem: str | None = None

    def headers_for(self, url: URL) -> dict[str, str]:
        """Return the headers meant for the server of `url`."""
        if not (self.headers or self.login) or URL(self.url).origin() != url.origin():
            return {}
        return {**self.headers, **({"Authorization": _basic(self.login)} if self.login else {})}


def _basic(login: str) -> str:
    return "Basic " + base64.b64encode(login.encode()).decode("ascii")
