"""Secrets: the files say `secret:NAME`, the environment holds what it stands for.

The variable is MONITOR_SECRET_NAME, or MONITOR_SECRET_NAME_FILE with the path of a file that holds it.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from monitor.config.values import check_url
from monitor.config.variables import OF_SECRETS, text_of
from monitor.errors import ConfigError

_REFERENCE = re.compile(r"secret:([a-z0-9]+(?:-[a-z0-9]+)*)")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_PROXY_SCHEMES = {"http", "socks5", "socks5h"}

#: Headers that we set ourselves, or that belong to a connection.
_OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "expect", "trailer"}
    | {"accept-encoding", "range", "if-none-match", "if-modified-since", "if-range", "proxy-authorization"}
)
#: Headers that are secret by nature.
_SECRET_BY_NATURE = frozenset({"authorization", "cookie"})


def variable(reference: str) -> str:
    """Return the name of the variable that a reference stands for; ValueError when it is no reference."""
    found = _REFERENCE.fullmatch(reference)
    if not found or found[1].endswith("-file"):
        raise ValueError('is no reference to a secret; write it such as "secret:herald"')
    return OF_SECRETS + found[1].upper().replace("-", "_")


def reveal(text: str, environ: Mapping[str, str], check: Callable[[str], object]) -> str:
    """Return `text`, or the secret to which it refers if `check` accepts it; else raise ConfigError.

    No error shows a secret.
    """
    if not text.startswith("secret:"):
        return text
    name = variable(text)
    secret = text_of(name, environ)
    if not secret:
        raise ConfigError(
            f"{text} is not set; set {name}, or {name}_FILE to the path of a file that holds it"
        )
    try:
        check(secret)
    except ValueError as exc:
        raise ConfigError(f"{name}: {exc}") from None
    return secret


def check_login(secret: str) -> None:
    """Accept a user's name and password."""
    if ":" not in secret.strip(":") or not secret.isprintable():
        raise ValueError("must be a user name and a password with a colon between them")


def check_header(secret: str) -> None:
    """Accept the value of a header."""
    if not secret.strip() or not secret.isascii() or not secret.isprintable():
        raise ValueError("must be one line of ASCII text, not empty")


def check_headers(headers: dict[str, str]) -> None:
    """Accept request headers that a feed may need besides ours."""
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"'{name[:100]}' is no name of a header")
        if name.lower() in _OURS:
            raise ValueError(f"'{name}' is set by the program itself; take it out")
        if value.startswith("secret:"):
            variable(value)
        elif name.lower() in _SECRET_BY_NATURE:
            raise ValueError(f"'{name}' is a secret; write \"secret:NAME\" and set MONITOR_SECRET_NAME")
        else:
            check_header(value)


def check_secret_url(text: str) -> None:
    """Accept a web address, or a reference to one."""
    if text.startswith("secret:"):
        variable(text)
    else:
        check_url(text)


def check_proxy(text: str) -> None:
    """Accept the address of a proxy without login, or a reference to one."""
    if text.startswith("secret:"):
        variable(text)
        return
    check_proxy_address(text)
    if "@" in text:
        raise ValueError('must hold no login here; write "secret:proxy" and set MONITOR_SECRET_PROXY')


def check_proxy_address(text: str) -> None:
    """Accept the address of a proxy, perhaps with a login."""
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname and parts.port) and parts.path in {"", "/"}
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in _PROXY_SCHEMES or not text.isprintable() or " " in text:
        raise ValueError('must be a proxy such as "http://10.0.0.1:3128" or "socks5://127.0.0.1:9050"')


def check_feed_proxy(text: str) -> None:
    """Accept a proxy, or the word for none."""
    if text != "direct":
        check_proxy(text)
