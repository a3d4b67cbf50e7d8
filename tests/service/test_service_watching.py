"""Edits are seen in whatever way they are made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.service.watching import look


def version(folder: Path, name: str, text: str) -> Path:
    """Write one version of a configuration."""
    (folder / name / "templates").mkdir(parents=True)
    (folder / name / "topics.toml").write_text(text)
    (folder / name / "templates" / "page.html").write_text(text)
    return folder / name


def turn(link: Path, target: Path) -> None:
    """Have a link lead elsewhere in one step, as `ln -sfn` and containers do."""
    (link.parent / "turned").symlink_to(target)
    (link.parent / "turned").replace(link)


def rename(folder: Path) -> None:
    (folder / "new").write_text("same")
    (folder / "new").replace(folder / "topics.toml")


@pytest.mark.parametrize(
    "edit",
    [
        rename,
        lambda folder: (folder / "topics.toml").write_text("other"),
        lambda folder: (folder / "more.toml").write_text("same"),
        lambda folder: (folder / "topics.toml").unlink(),
        lambda folder: rename(folder / "templates"),
    ],
    ids=["renamed", "written", "added", "removed", "template"],
)
def test_a_file_that_is_edited_is_seen(tmp_path: Path, edit: Callable[[Path], object]) -> None:
    folder = version(tmp_path, "config", "same")
    before = look(folder, environ={})
    assert look(folder, environ={}) == before
    edit(folder)
    assert look(folder, environ={}) != before


def test_a_folder_that_is_a_link_is_seen_to_lead_elsewhere(tmp_path: Path) -> None:
    one, other = version(tmp_path, "one", "same"), version(tmp_path, "other", "same")
    (tmp_path / "config").symlink_to(one)
    before = look(tmp_path / "config", environ={})
    turn(tmp_path / "config", other)
    assert look(tmp_path / "config", environ={}) != before


def test_files_that_are_links_into_a_linked_folder_are_seen(tmp_path: Path) -> None:
    one, other = version(tmp_path, "one", "same"), version(tmp_path, "other", "same")
    (tmp_path / "current").symlink_to(one)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "topics.toml").symlink_to(tmp_path / "current" / "topics.toml")
    before = look(tmp_path / "config", environ={})
    turn(tmp_path / "current", other)
    assert look(tmp_path / "config", environ={}) != before
    secret = tmp_path / "current" / "topics.toml"
    before = look(one, environ={"MONITOR_SECRET_A_FILE": str(secret)})
    turn(tmp_path / "current", one)
    assert look(one, environ={"MONITOR_SECRET_A_FILE": str(secret)}) != before
