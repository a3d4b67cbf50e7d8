"""Variables `MONITOR_<SECTION>_<KEY>` override single values of monitor.toml.

`MONITOR_<SECTION>_<KEY>_FILE` names a file that holds the value, for secrets; `MONITOR_SECRET_<NAME>` and its
twin hold secrets to which the files refer (`secrets.py`). An empty variable counts as
not set, because compose files pass on variables that nobody has set.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_origin

from monitor.config.keys import keys_at, kind_at
from monitor.config.nearest import did_you_mean
from monitor.config.positions import KeyPath
from monitor.config.schema.monitor import MonitorFile
from monitor.config.tomlfile import TomlFile
from monitor.config.variables import IN_FILE, OF_SECRETS, text_of
from monitor.errors import ConfigError, Problem

_PREFIX = "MONITOR_"

#: Names of directories; read before there is a configuration (`places.py`).
_DIRECTORIES = {"MONITOR_CONFIG", "MONITOR_DATA"}

#: Kubernetes gives every container variables like these about a service named `monitor`.
_FROM_KUBERNETES = re.compile(r"MONITOR_(SERVICE|PORT)(_.*)?")


def override(file: TomlFile, environ: Mapping[str, str]) -> tuple[TomlFile, list[Problem]]:
    """Return monitor.toml's values with the environment's over them, and every problem with the latter."""
    known = _variables()
    given, problems = _given(environ, known)
    values = {key: dict(value) if isinstance(value, dict) else value for key, value in file.values.items()}
    variables: dict[KeyPath, str] = {}
    for name, text in given.items():
        section, key = known.get(name) or known[name.removesuffix(IN_FILE)]
        if isinstance(table := values.setdefault(section, {}), dict):
            table[key] = _typed(text, kind_at(MonitorFile, section, key))
            variables[section, key] = name
    return replace(file, values=values, variables=variables), problems


def _variables() -> dict[str, tuple[str, str]]:
    """Return the variables there are, and the section and key that each of them sets."""
    return {
        f"{_PREFIX}{section}_{key}".upper(): (section, key)
        for section, info in MonitorFile.model_fields.items()
        if get_origin(info.annotation) is not dict
        for key in keys_at(MonitorFile, (section,))
    }


def _given(
    environ: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each override that is set, by variable, and what is wrong with the others."""
    given: dict[str, str] = {}
    problems: list[Problem] = []
    names = sorted(name for name, text in environ.items() if name.startswith(_PREFIX) and text)
    for name in names:
        if name in _DIRECTORIES or name.startswith(OF_SECRETS) or _FROM_KUBERNETES.fullmatch(name):
            continue
        try:
            given[name] = _text(name, environ, known)
        except ConfigError as exc:
            problems += exc.problems
    return given, problems


def _text(name: str, environ: Mapping[str, str], known: Mapping[str, tuple[str, str]]) -> str:
    """Return the text a variable gives; raise ConfigError when it must not be given or cannot be read."""
    plain = name if name in known else name.removesuffix(IN_FILE)
    if plain not in known:
        # All of them begin alike, so that only very close ones are meant.
        raise ConfigError(f"{name}: unknown variable; {did_you_mean(name, known, cutoff=0.8)}")
    if kind_at(MonitorFile, *known[plain]) in (list, dict):
        raise ConfigError(f"{name}: several values cannot be given here; write it in monitor.toml")
    return environ[name] if plain == name else text_of(plain, environ)


def _typed(text: str, kind: object) -> object:
    """Return a number or truth value where the key wants one; checks that follow refuse other text."""
    if kind is int and re.fullmatch("[0-9]{1,9}", text):
        return int(text)
    return text == "true" if kind is bool and text in ("true", "false") else text
