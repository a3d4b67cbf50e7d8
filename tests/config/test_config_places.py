"""Where configuration and data lie follows from options, environment and folders alone."""

from pathlib import Path

import pytest

from monitor.config.places import find_places


@pytest.fixture
def cwd(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "monitor.toml").touch()
    return tmp_path


def places(cwd, config=None, data=None, **environ):
    found = find_places(
        config and Path(config), data and Path(data), environ=environ, cwd=cwd, home=Path("/home/anna")
    )
    return str(found.config_dir), str(found.data_dir)


def test_a_configuration_here_counts_with_data_beside_it(cwd):
    assert places(cwd) == ("config", "data")


def test_without_one_the_users_own_directories_count(tmp_path):
    assert places(tmp_path) == ("/home/anna/.config/monitor", "/home/anna/.local/share/monitor")
    assert places(tmp_path, XDG_CONFIG_HOME="/c", XDG_DATA_HOME="/d") == ("/c/monitor", "/d/monitor")


def test_base_directories_that_are_not_absolute_do_not_count(tmp_path):
    assert places(tmp_path, XDG_CONFIG_HOME="c", XDG_DATA_HOME="") == (
        "/home/anna/.config/monitor",
        "/home/anna/.local/share/monitor",
    )


def test_variables_go_before_folders_and_options_before_variables(cwd):
    assert places(cwd, MONITOR_CONFIG="/e", MONITOR_DATA="/f") == ("/e", "/f")
    assert places(cwd, config="/a", data="/b", MONITOR_CONFIG="/e", MONITOR_DATA="/f") == ("/a", "/b")


def test_data_lie_beside_a_folder_named_config_and_else_in_the_users_own(cwd):
    assert places(cwd, config="/srv/monitor/config") == ("/srv/monitor/config", "/srv/monitor/data")
    assert places(cwd, config="/etc/monitor") == ("/etc/monitor", "/home/anna/.local/share/monitor")


def test_the_folder_given_to_init_or_the_file_itself_will_do(cwd):
    assert places(cwd, config=".") == ("config", "data")
    assert places(cwd, config="config/monitor.toml") == ("config", "data")


def test_inside_the_configuration_the_data_are_still_beside_it(cwd):
    assert places(cwd / "config", config=".") == (".", "../data")


def test_a_place_that_cannot_be_looked_at_is_handed_on_for_others_to_complain(cwd):
    assert places(cwd, config="x" * 300, data="d") == ("x" * 300, "d")


def test_a_configuration_here_that_cannot_be_looked_at_is_not_passed_over_for_another():
    assert places(Path("/", "x" * 300)) == ("config", "data")
