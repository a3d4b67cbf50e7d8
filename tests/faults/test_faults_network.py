"""The network is gone, or the names of hosts are, and come back."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest
from desk import Clock, rss, with_app, write_desk
from installed import MONITOR
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App

NAME = "paper.desk.invalid"
#: Gives one process, and nobody else, the table of names that is its first argument.
WITH_NAMES = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'


def titles(app: App) -> list[str]:
    with app.store.read() as tx:
        return sorted(item.title for item in tx.items.list_items())


def serve(text: str, *, port: int = 0) -> HTTPServer:
    server = HTTPServer(host="127.0.0.1", port=port)
    server.expect_request("/rss").respond_with_data(text)
    server.start()
    return server


def test_a_network_that_is_gone_for_a_day_is_made_up_for_within_a_day(tmp_path: Path) -> None:
    server = serve(rss("H1 harbour"))
    port, clock = server.port, Clock()
    config = write_desk(tmp_path, [server.url_for("/rss")], seed="")

    async def work(app: App) -> None:
        await app.jobs.poll()
        server.stop()
        asked = []
        for _ in range(24):
            clock.forward(hours=1)
            asked += await app.jobs.poll()
        assert {outcome.error for outcome in asked} == {"connection refused by 127.0.0.1"}
        assert 3 < len(asked) < 20
        back = serve(rss("H1 harbour", "H2 port"), port=port)
        try:
            news = []
            for _ in range(8):
                clock.forward(hours=3)
                news += [outcome.new for outcome in await app.jobs.poll()]
        finally:
            back.stop()
        assert sum(news) == 1
        assert titles(app) == ["H1 harbour", "H2 port"]
        [issue] = await app.jobs.make_issues()
        assert sorted(item.item.guid for story in issue.stories for item in story.items) == ["H1", "H2"]

    with_app(config, clock, work)


@pytest.mark.heavy
def test_names_that_cannot_be_looked_up_stop_nothing_and_are_found_again(tmp_path: Path) -> None:
    server = serve(rss("H1 harbour"))
    config, clock = write_desk(tmp_path, [f"http://{NAME}:{server.port}/rss"], seed=""), Clock()
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace('"localhost"', f'"{NAME}"'))

    async def without(app: App) -> list[str | None]:
        asked = []
        for _ in range(4):
            asked += await app.jobs.poll()
            clock.forward(hours=6)
        return [outcome.error for outcome in asked]

    try:
        errors = with_app(config, clock, without)
        assert len(errors) > 1
        assert all(error and NAME in error for error in errors)
        hosts = tmp_path / "hosts"
        hosts.write_text(f"127.0.0.1 localhost {NAME}\n")
        done = named(tmp_path, hosts)
    finally:
        server.stop()
    assert "1 answered, 0 could not be read" in done, done
    assert with_app(config, clock, lambda app: asyncio.to_thread(titles, app)) == ["H1 harbour"]


def named(folder: Path, hosts: Path) -> str:
    """Return what `monitor once` says where the table of names is another; skip where we may not make one."""
    inner = ["unshare", "--mount", "sh", "-c", WITH_NAMES, "sh", str(hosts)]
    if shutil.which("unshare") is None or subprocess.run([*inner, "true"], check=False).returncode:
        pytest.skip("only root may give a process its own table of names")
    done = subprocess.run([*inner, MONITOR, "once"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
