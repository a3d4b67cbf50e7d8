"""Pages land whole in their folder, once, and under no other name."""

import os
import stat
from pathlib import Path

import pytest
from delivery_sample import make_delivery, make_report

from monitor.deliver.file import FileChannel
from monitor.deliver.file import write_page as write_drawn
from monitor.errors import DeliveryError

NAME = "belarus-daily-0012-2026-11-22.html"


def write_page(folder: Path, name: str, *, html: str) -> Path:
    return write_drawn(folder, name, write=lambda file: file.write(html))


def test_a_page_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "reports"
    report = make_report(medium="page", title=NAME, html="<p>Мінск")
    FileChannel(folder).send(report, make_delivery(channel="file", recipient=NAME))
    assert (folder / NAME).read_text(encoding="utf-8") == "<p>Мінск"
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o644


def test_equal_content_is_left_alone_and_other_content_replaces_it(tmp_path: Path) -> None:
    path = write_page(tmp_path, NAME, html="one")
    before = path.stat()
    write_page(tmp_path, NAME, html="one")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    write_page(tmp_path, NAME, html="two")
    assert path.read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize(
    "name", ["../x.html", "/etc/x.html", "a/b.html", ".x.html", "x.htm", "x.html\n", "", "X.html", "x\0.html"]
)
def test_a_name_that_is_none_is_refused_for_good(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeliveryError, match="not a name for a page") as caught:
        write_page(tmp_path / "reports", name, html="x")
    assert caught.value.permanent
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_place_of_a_page_is_replaced_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("keep me", encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / NAME).symlink_to(target)
    write_page(folder, NAME, html="new")
    assert target.read_text(encoding="utf-8") == "keep me"
    assert (folder / NAME).read_text(encoding="utf-8") == "new"


def test_a_folder_that_is_a_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("x", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"cannot write .*\[report\] folder") as caught:
        write_page(tmp_path / "reports", NAME, html="x")
    assert not caught.value.permanent


def test_a_page_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / NAME / "in-the-way").mkdir(parents=True)
    with pytest.raises(DeliveryError, match="cannot write"):
        write_page(tmp_path, NAME, html="x")
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DeliveryError, match="Permission denied"):
        write_page(tmp_path, NAME, html="x")
    tmp_path.chmod(0o700)
