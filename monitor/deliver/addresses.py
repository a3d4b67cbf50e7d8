"""Mail addresses as people write them, and as mail servers take them. Pure."""

import re
from email.headerregistry import Address

from monitor.deliver.defuse import defuse
from monitor.errors import DeliveryError

_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<spec>[^<>]+)>")


def parse_address(text: str) -> tuple[str, str]:
    """Return the name, maybe empty, and the bare address, its domain in ASCII.

    Raises DeliveryError, permanent, when it is none, or has other letters than ASCII before the @, which few
    servers take.
    """
    found = _NAMED.fullmatch(text.strip())
    name, spec = (found["name"].strip(' "'), found["spec"]) if found else ("", text)
    local, _, domain = spec.strip().rpartition("@")
    try:
        if not (local and domain and text.isprintable()):
            raise ValueError("no address")
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
        # It refuses what no server should be given: blanks, angle brackets, two addresses in one.
        Address(addr_spec=address)
        address.encode("ascii")
    except (ValueError, IndexError, LookupError) as error:
        raise DeliveryError(
            f"{text!r} is not a mail address that can be written to: correct it in the configuration",
            permanent=True,
        ) from error
    return defuse(name), address


def mail_domain(sender: str) -> str:
    """Return the domain of a sender such as `Monitor <monitor@example.org>`, for Message-IDs and List-Ids."""
    return parse_address(sender)[1].rpartition("@")[2].lower()
