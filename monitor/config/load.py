"""The one door: a folder and the environment become a Config, or all that is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from monitor.config.access import feed_accesses, poll_proxy
from monitor.config.convert import to_config
from monitor.config.mailkeys import check_keys
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
    if problems:
        raise ConfigError(*sorted(problems, key=Problem.reading_order))
    warnings = (*query_warnings(files), *missing)
    config = to_config(files, folder, data_dir, matcher=matcher, warnings=warnings)
    limits = replace(config.poll.limits, proxy=proxy)
    return replace(config, accesses=accesses, poll=replace(config.poll, limits=limits))


def _templates(folder: Path) -> list[Problem]:
    """Try the operator's templates, if there are any; the library for it is loaded only then."""
    templates = folder / "templates"
    if not templates.is_dir():
        return []
    from monitor.digest.overrides import check_overrides

    return check_overrides(templates)
