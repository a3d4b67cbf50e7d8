"""Webhooks and services that show messages, with the secrets that reaching them takes."""

from collections.abc import Iterator, Mapping

from monitor.config.positions import KeyPath
from monitor.config.reading import Files
from monitor.config.schema.tellings import WebhookTable
from monitor.config.secrets import reveal
from monitor.config.values import check_url
from monitor.deliver.signing import read_key
from monitor.errors import ConfigError, FetchError, Problem
from monitor.model.service import NotifyService, Webhook
from monitor.net.redirects import parse_url


def webhooks(files: Files, environ: Mapping[str, str]) -> tuple[dict[str, Webhook], tuple[Problem, ...]]:
    """Return the webhooks by name, and what is missing.

    A secret that is missing stops its webhook and nothing else; what was to be posted waits.
    """
    found = {key: _webhook(table, environ) for key, table in files.monitor.table.webhooks.items()}
    problems = (
        files.monitor.file.problem(("webhooks", key), f"{hook.problem}; nothing is posted to it")
        for key, hook in found.items()
        if hook.problem
    )
    return found, tuple(problems)


def services(
    files: Files, environ: Mapping[str, str]
) -> tuple[dict[str, NotifyService], tuple[Problem, ...]]:
    """Return the services that channels name as `notify:NAME`, by name, and what is missing."""
    found: dict[str, NotifyService] = {}
    problems: list[Problem] = []
    for path, name in named(files, "notify"):
        if name not in found:
            found[name] = _service(name, environ)
            if text := found[name].problem:
                problems.append(files.monitor.file.problem(path, f"{text}; nothing is shown there"))
    return found, tuple(problems)


def named(files: Files, kind: str) -> Iterator[tuple[KeyPath, str]]:
    """Yield where channels name something of a kind, and its name."""
    for place, table in files.tellings():
        for number, channel in enumerate(table.channels):
            if channel.startswith(f"{kind}:"):
                yield (*place, "channels", number), channel.partition(":")[2]


def _webhook(table: WebhookTable, environ: Mapping[str, str]) -> Webhook:
    try:
        url = reveal(table.url, environ, _check_address)
        return Webhook(url=url, key=reveal(table.key, environ, read_key))
    except ConfigError as exc:
        return Webhook(problem=str(exc))


def _check_address(secret: str) -> None:
    """Accept an address that can be posted to; who knows one can post there, so none is shown."""
    try:
        check_url(secret)
        parse_url(secret)
    except (ValueError, FetchError):
        raise ValueError(
            'must be a web address, whole and without a login, such as "https://example.org/hook"'
        ) from None


def _service(name: str, environ: Mapping[str, str]) -> NotifyService:
    try:
        return NotifyService(url=reveal(f"secret:{name}", environ, _check_text))
    except ConfigError as exc:
        return NotifyService(problem=str(exc))


def _check_text(secret: str) -> None:
    """Accept what may be an address for apprise, which alone knows its forms."""
    if "://" not in secret or not secret.isprintable():
        raise ValueError("must be one address as apprise writes them, such as tgram://...")
