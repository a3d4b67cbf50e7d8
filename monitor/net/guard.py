"""Which addresses we may connect to: public ones, and hosts that the operator lists. Pure.

An IPv4 address is public unless one of IANA's special-purpose blocks holds it; an IPv6 address is public
only inside the one block from which public addresses are given out. `ipaddress.is_private` knows too few.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import inet_aton, inet_ntoa

_SPECIAL_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network; Linux connects 0.0.0.0 to loopback
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; metadata services of some clouds
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, but the inner control service of Azure machines
        "169.254.0.0/16",  # link-local; metadata services of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

_GIVEN_OUT_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments; Teredo hides an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 hides an IPv4 address
        "3fff::/20",  # documentation
    )
)
# The last 32 bits are the IPv4 address that is really reached: mapped, and NAT64 of IPv6-only networks.
_IPV4_INSIDE = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
# Never names of the public internet: RFC 6761, 6762 and 8375, ICANN for `internal`, the others by habit.
_INNER = (".localhost", ".local", ".internal", ".home.arpa", ".localdomain", ".lan")


def is_public(address: str) -> bool:
    """Tell whether `address` belongs to the public internet; False for what is no address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return not any(ip in block for block in _SPECIAL_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    if any(ip in block for block in _IPV4_INSIDE):
        return _is_public_v4(IPv4Address(ip.packed[-4:]))
    return ip in _GIVEN_OUT_V6 and not any(ip in block for block in _SPECIAL_V6)


def is_inner_name(host: str) -> bool:
    """Tell whether `host` means a private address by its very spelling, for proxies, which look names up.

    Numbers in every form that a resolver takes, names reserved for inner use, and names without a dot.
    """
    bare = host.lower().strip("[]").rstrip(".").partition("%")[0]
    if ":" in bare:
        return not is_public(bare)
    try:
        return not is_public(inet_ntoa(inet_aton(bare)))
    except OSError:
        return "." not in bare or bare.endswith(_INNER)


@lru_cache(maxsize=1_024)
def is_listed(host: str, port: int, listed: frozenset[str]) -> bool:
    """Tell whether `listed`, in lower case, holds `host` or `host:port`; IPv6 with or without brackets."""
    host = host.lower().rstrip(".")
    names = {host, f"[{host}]"} if ":" in host else {host}
    return not listed.isdisjoint(names | {f"{name}:{port}" for name in names})
