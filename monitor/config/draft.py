"""The configuration while its topics are being worked on: another topics.toml, examples that fail."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from monitor.config.convert import to_config
from monitor.config.queries import check_topics, query_warnings
from monitor.config.reading import Files, Part, read_files
from monitor.config.rules import check_rules
from monitor.config.schema.topics import TopicsFile
from monitor.config.settings import Config
from monitor.config.tomlfile import read_toml
from monitor.config.validate import validate
from monitor.errors import ConfigError, Problem


def load_draft(
    folder: Path, *, data_dir: Path, environ: Mapping[str, str], topics: Path | None = None
) -> Config:
    """Return the configuration in `folder` with the topics of another file, if one is given.

    As `load`, it raises ConfigError with every problem, but it does not try the topics on their examples.
    """
    files, problems = read_files(folder, environ)
    if topics is not None:
        problems = [problem for problem in problems if problem.file != files.topics.file.path]
        files, wrong = _with_topics(files, topics)
        problems += wrong
    matcher, wrong = check_topics(_without_examples(files))
    problems += [*check_rules(files), *wrong]
    if problems:
        raise ConfigError(*sorted(problems, key=Problem.reading_order))
    return to_config(files, folder, data_dir, matcher=matcher, warnings=query_warnings(files))


def _with_topics(files: Files, path: Path) -> tuple[Files, list[Problem]]:
    file = read_toml(path)
    table, wrong = validate(TopicsFile, file)
    return replace(files, topics=Part(file, table)), wrong


def _without_examples(files: Files) -> Files:
    none: dict[str, list[object]] = {"must_match": [], "must_not_match": []}
    topics = {key: topic.model_copy(update=none) for key, topic in files.topics.table.topics.items()}
    table = files.topics.table.model_copy(update={"topics": topics})
    return replace(files, topics=Part(files.topics.file, table))
