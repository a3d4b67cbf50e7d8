"""The one door: a folder and the environment become a Config, or all that is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from monitor.config.access import feed_accesses, poll_proxy
from monitor.config.convert import to_config
from monitor.config.mailkeys import check_keys
from monitor.config.outlets import services, webhooks
from monitor.config.queries import check_topics, query_warnings
from monitor.config.reading import read_files
from monitor.config.rules import check_rules
from monitor.config.settings import Config
from monitor.errors import ConfigError, Problem


def load(folder: Path, *, data_dir: Path, environ: Mapping[str, str]) -> Config:
    """Return the configuration in `folder`; raise ConfigError with every problem it has."""
    files, problems = read_files(folder, environ)
    matcher, wrong = check_topics(files)
    accesses, missing = feed_accesses(files, environ)
    proxy, no_proxy = poll_proxy(files, environ)
    problems += [*check_rules(files), *wrong, *no_proxy]
    problems += [*check_keys(files, folder), *_templates(folder.absolute())]
    hooks, no_hooks = webhooks(files, environ)
    notify, no_services = services(files, environ)
    if problems:
        raise ConfigError(*sorted(problems, key=Problem.reading_order))
    warnings = (*query_warnings(files), *missing, *no_hooks, *no_services)
    config = to_config(files, folder, data_dir, matcher=matcher, warnings=warnings)
    limits = replace(config.poll.limits, proxy=proxy)
    poll = replace(config.poll, limits=limits)
    return replace(config, accesses=accesses, webhooks=hooks, services=notify, poll=poll)


def _templates(folder: Path) -> list[Problem]:
    """Try the operator's templates, if there are any; the library for it is loaded only then."""
    templates = folder / "templates"
    if not templates.is_dir():
        return []
    from monitor.digest.overrides import check_overrides

    return check_overrides(templates)
