"""Failures of a GET in one plain sentence each; nothing of the HTTP library gets past here. Pure."""

import errno
import socket
import ssl

import aiohttp
from yarl import URL

from monitor.errors import FetchError
from monitor.net.redirects import host_of, shown
from monitor.net.sockets import PrivateAddressError, ProxyFailedError

_CONNECT = {
    errno.ECONNREFUSED: "connection refused by {host}",
    errno.ENETUNREACH: "no way to {host}: the network is not reachable",
    errno.EHOSTUNREACH: "no way to {host}: the host is not reachable",
    errno.ETIMEDOUT: "{host} did not take the connection in time",
    errno.EMFILE: "too many open files; raise the limit (ulimit -n) or lower [poll] concurrency",
}


def fetch_error(error: Exception, url: URL) -> FetchError:
    """Translate what went wrong on the way to `url`."""
    if through := _proxy_error(error):
        return through
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _no_trust(error.certificate_error, url)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _no_connection(error.os_error, url)
    if isinstance(error, OSError | aiohttp.ClientConnectionError | aiohttp.ClientPayloadError):
        return _broken(error, url)
    if isinstance(error, aiohttp.ClientResponseError):
        what = error.message.strip().partition("\n")[0].rstrip(":")  # the rest quotes the bytes
        return FetchError(f"the answer is not proper HTTP: {shown(what)}")
    return FetchError(f"not a usable address: {shown(str(error))}", permanent=True)


def private_address(address: str, url: URL) -> FetchError:
    """Say that `url` leads to an address that is not public, and how to allow it."""
    return FetchError(
        f"leads to a private address ({shown(address)}); "
        f"list {host_of(url)} under [poll] allow_private if that is wanted",
        permanent=True,
    )


def _proxy_error(error: Exception) -> FetchError | None:
    """Translate what went wrong with the proxy; its address is not shown, for it may hold a password."""
    if isinstance(error, ProxyFailedError):
        return FetchError(f"the proxy {shown(str(error))}")
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return FetchError("the proxy cannot be reached")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return FetchError(f"the proxy refuses ({error.status})")
    return None


def _broken(error: Exception, url: URL) -> FetchError:
    if isinstance(error.__cause__, ssl.SSLError):  # by way of a SOCKS proxy, where aiohttp does not see it
        return _no_tls(error.__cause__, url)
    if isinstance(error, aiohttp.ClientPayloadError):
        return FetchError("the answer broke off before its end")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return FetchError("the server closed the connection without an answer")
    why = error.strerror if isinstance(error, OSError) else None
    return FetchError(f"the connection broke: {shown(why or str(error))}")


def _no_connection(error: OSError, url: URL) -> FetchError:
    host = host_of(url)
    if isinstance(error, PrivateAddressError):
        return private_address(error.address, url)
    if isinstance(error, socket.gaierror):
        return _no_name(error, host)
    if isinstance(error, ssl.SSLError):
        return _no_tls(error, url)
    text = _CONNECT.get(error.errno or 0, "no connection with {host}: {why}")
    return FetchError(text.format(host=host, why=shown(error.strerror or str(error))))


def _no_name(error: socket.gaierror, host: str) -> FetchError:
    if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
        return FetchError(f"name not found: {host}")
    return FetchError(f"the name {host} cannot be looked up at present: {shown(error.strerror or '')}")


def _no_tls(error: ssl.SSLError, url: URL) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _no_trust(error, url)
    return FetchError(f"no secure connection with {host_of(url)}: {shown(error.reason or str(error))}")


def _no_trust(error: Exception, url: URL) -> FetchError:
    why = error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else str(error)
    return FetchError(f"certificate not valid for {host_of(url)}: {shown(why)}")
