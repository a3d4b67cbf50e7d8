"""Files that are put in place whole or not at all."""

from pathlib import Path
from typing import TextIO

import pytest

from monitor.files import put


def left(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def test_a_file_is_put_in_place_with_its_mode_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for text in ("old\r\n", "новый\n"):
        put(tmp_path / "page.html", lambda file, text=text: file.write(text), mode=0o640)
        assert left(tmp_path) == {"page.html": text}
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o640


def test_who_writes_half_and_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")

    def fail(file: TextIO) -> None:
        file.write("half")
        file.flush()
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        put(tmp_path / "page.html", fail, mode=0o644)
    assert left(tmp_path) == {"page.html": "old"}


def test_a_new_file_that_is_not_wanted_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("old")
    seen = []

    def look(new: Path) -> bool:
        seen.append(new.read_text())
        return False

    put(tmp_path / "page.html", lambda file: file.write("new"), mode=0o644, is_wanted=look)
    assert (seen, left(tmp_path)) == (["new"], {"page.html": "old"})
