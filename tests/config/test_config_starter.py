"""What we ship can be copied elsewhere, and works there."""

from pathlib import Path

import pytest

from monitor.config.starter import write_starter
from monitor.errors import ConfigError

CHECKOUT = Path(__file__).parents[2]


def test_the_starter_is_what_we_ship(tmp_path):
    written = write_starter(tmp_path / "new" / "place")
    assert tmp_path / "new" / "place" / "config" / "monitor.toml" in written
    for folder in ("config", "seeds"):
        shipped = {path.relative_to(CHECKOUT) for path in (CHECKOUT / folder).rglob("*") if path.is_file()}
        copies = {path.relative_to(tmp_path / "new" / "place") for path in written if folder in path.parts}
        assert copies == shipped
    for path in written:
        source = CHECKOUT / path.relative_to(tmp_path / "new" / "place")
        assert path.read_bytes() == source.read_bytes()


def test_nothing_is_ever_overwritten(tmp_path):
    mine = tmp_path / "config" / "feeds.toml"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        write_starter(tmp_path)
    assert str(caught.value) == f"{mine} is already there; name an empty folder"
    assert mine.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.rglob("*.toml")) == [mine]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="file/config cannot be written: Not a directory"):
        write_starter(tmp_path / "file")
