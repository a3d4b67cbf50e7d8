"""Mail: does the server let us in?"""

from collections.abc import Iterator

from monitor.config.settings import Config
from monitor.deliver.email import EmailChannel
from monitor.doctor.finding import Finding, failed, warning, well
from monitor.errors import DeliveryError
from monitor.model.service import MailServer


def check_mail(config: Config) -> Iterator[Finding]:
    """Connect, encrypt and log in as for a delivery, and send nothing."""
    server = config.mail
    if server is None or server.sendmail:
        return
    try:
        EmailChannel(server).knock()
    except DeliveryError as error:
        remedy = "check [mail] in monitor.toml; reports wait and are sent when it works"
        yield failed("mail", str(error), remedy=remedy)
        return
    login = f", logged in as {server.username}" if server.username else ""
    yield well("mail", f"{server.host}:{server.port} takes our mail{login}")
    yield from _unprotected(server)


def _unprotected(server: MailServer) -> Iterator[Finding]:
    if server.security == "none" and server.host not in ("localhost", "127.0.0.1", "::1"):
        remedy = 'set security = "starttls" or "tls" in [mail], if the server can'
        yield warning("mail", "digests and password cross the network unprotected", remedy=remedy)
