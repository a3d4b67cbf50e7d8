"""The house rules that a machine can check."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from monitor.cli.main import COMMANDS, SUMMARIES, LazyGroup, cli
from monitor.config.keys import known_keys

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "monitor").rglob("*.py"))
CEILING = 300


def test_a_file_has_a_door_sign_and_stays_under_the_ceiling() -> None:
    for path in FILES:
        text = path.read_text()
        assert len(text.splitlines()) <= CEILING, path
        sign = ast.get_docstring(ast.parse(text))
        assert sign, path
        assert sign.splitlines()[0].endswith((".", ":", "?")), path


def test_no_group_is_matched_possessively() -> None:
    """Python before 3.11.5 matches wrongly by them (gh-106052); of single signs they are right."""
    assert [path for path in FILES if re.search(r"\)(?:[*+?]|\{\d*,?\d*\})\+", path.read_text())] == []


def test_packages_export_nothing() -> None:
    for path in (ROOT / "monitor").rglob("__init__.py"):
        tree = ast.parse(path.read_text())
        allowed = {"__version__"} if path.parent.name == "monitor" else set()
        names = {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
        assert names == allowed, path
        assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], path


def _commands() -> list[str]:
    found = []
    assert isinstance(cli, LazyGroup)
    for name in COMMANDS:
        command = cli.get_command(None, name)
        assert command is not None
        found.append(name)
        found += [f"{name} {inner}" for inner in getattr(command, "commands", {})]
    return found


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [command for command in _commands() if f"`monitor {command}" not in readme] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = cli.get_command(None, name)
    assert command.help
    assert SUMMARIES[name].endswith(".")
    for each in [command, *getattr(command, "commands", {}).values()]:
        assert each.help
        assert all(
            getattr(parameter, "help", "")
            for parameter in each.params
            if parameter.param_type_name == "option"
        )


def test_every_configuration_key_is_shown_in_the_shipped_files() -> None:
    shipped = "".join(path.read_text() for path in sorted((ROOT / "config").glob("*.toml")))
    for key in known_keys():
        word = re.escape(re.split(r"[.\[\]]+", key.rstrip("[]."))[-1].strip("*"))
        assert re.search(rf"^\W*{word}\s*=|[{{,]\s*{word}\s*=|\[{word}|`{word}`", shipped, re.MULTILINE), key


def test_the_only_printing_is_in_the_command_line() -> None:
    for path in FILES:
        if "cli" not in path.parts and path.name != "__main__.py":
            assert "print(" not in re.sub(r"\w+print\(|fingerprint\(", "", path.read_text()), path


def test_no_package_or_other_binary_is_kept() -> None:
    """A wheel that `pip download` left in the checkout was once committed with the rest."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    kept = [ROOT / name for name in listed.decode().split("\0") if name]
    binary = [
        path
        for path in kept
        if path.suffix not in {".png", ".xml"} and path.exists() and b"\0" in path.read_bytes()
    ]
    assert binary == []


def test_the_log_of_no_container_grows_for_ever() -> None:
    services = (ROOT / "docker-compose.yml").read_text().partition("\nservices:")[2]
    assert services.count("    logging:") == services.count("    image:") > 1
    assert "max-size:" in services
