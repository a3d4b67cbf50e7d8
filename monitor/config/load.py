"""The one door: a folder and the environment become a Config, or all that is wrong with them."""

from collections.abc import Mapping
from pathlib import Path

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
    problems += [*check_rules(files), *check_keys(files, folder), *wrong]
    if problems:
        raise ConfigError(*sorted(problems, key=_reading_order))
    return to_config(files, folder, data_dir, matcher=matcher, warnings=query_warnings(files))


def _reading_order(problem: Problem) -> tuple[str, int, int, str]:
    return problem.file, problem.line, problem.column, problem.text
