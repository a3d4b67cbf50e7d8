"""What was not delivered is shown, told in every place an operator looks at, and sent once more."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import MAIL, Clock, one_pass, with_app, write_desk
from postbox import mail_server

from monitor.app.wiring import App
from monitor.cli.main import cli
from monitor.model.issues import Issue
from monitor.service.state import ServiceState, write
from monitor.store.instance import hold

TO_TWO = {"channels": '"file", "email"', "recipients": '"ann@desk.test", "bob@desk.test"'}


def monitor(folder: Path, *arguments: str) -> Result:
    options = ["--config", str(folder / "config"), "--data", str(folder / "data")]
    return CliRunner().invoke(cli, [*options, *arguments])


def test_a_refused_mail_is_listed_told_and_sent_once_more(tmp_path: Path) -> None:
    with mail_server() as box:
        box.refusals["ann@desk.test"] = "550 no such user"
        write_desk(tmp_path, more="heartbeat = true" + MAIL.format(port=box.port), **TO_TWO)
        clock = Clock()
        with_app(tmp_path / "config", clock, one_pass)

        [failed] = json.loads(monitor(tmp_path, "deliveries", "--failed", "--json").stdout)
        assert (failed["recipient"], failed["status"]) == ("ann@desk.test", "failed")
        assert "no such user" in monitor(tmp_path, "deliveries", "--failed").stdout
        assert len(json.loads(monitor(tmp_path, "deliveries", "--json").stdout)) == 3

        again = monitor(tmp_path, "resend", str(failed["id"]))
        assert (again.exit_code, "not delivered: mail server" in again.stderr) == (1, True)
        box.refusals.clear()
        again = monitor(tmp_path, "resend", "--failed")
        assert (again.exit_code, again.stdout) == (0, f"{failed['id']} to ann@desk.test: delivered\n")
        assert monitor(tmp_path, "deliveries", "--failed", "--json").stdout == "[]\n"
        assert monitor(tmp_path, "resend", "--failed").stdout == "no delivery has failed\n"
        assert str(box.messages[-1]["Message-ID"]) == failed["message_id"]


def test_mail_for_somebody_who_was_taken_out_is_dropped_and_told_of_no_more(tmp_path: Path) -> None:
    three = TO_TWO | {"recipients": '"ann@desk.test", "bob@desk.test", "cy@desk.test"'}
    with mail_server() as box:
        box.refusals |= {"ann@desk.test": "550 no such user", "bob@desk.test": "452 mailbox full"}
        write_desk(tmp_path, more=MAIL.format(port=box.port), **three)
        clock = Clock()
        with_app(tmp_path / "config", clock, one_pass)
        box.refusals.clear()
        clock.forward(hours=1)
        settings = tmp_path / "config" / "monitor.toml"
        whole = settings.read_text()
        settings.write_text(whole.replace('"file", "email"', '"file"'))
        with_app(tmp_path / "config", clock, lambda app: asyncio.sleep(0))
        waiting = json.loads(monitor(tmp_path, "deliveries", "--failed", "--json").stdout)
        assert [each["status"] for each in waiting] == ["waiting", "failed"]  # mail may only rest

        settings.write_text(whole.replace('"ann@desk.test", "bob@desk.test", ', ""))
        with_app(tmp_path / "config", clock, one_pass)

        assert [str(message["To"]) for message in box.messages] == ["cy@desk.test"]
        left = json.loads(monitor(tmp_path, "deliveries", "--json").stdout)
        status = {each["recipient"]: each["status"] for each in left if each["channel"] == "email"}
        assert status == {"ann@desk.test": "dropped", "bob@desk.test": "dropped", "cy@desk.test": "sent"}
        assert {each["status"] for each in left if each["channel"] == "file"} == {"sent"}
        assert monitor(tmp_path, "resend", "--failed").stdout == "no delivery has failed\n"
        assert "fail" not in monitor(tmp_path, "status").stdout


def test_the_operator_is_told_in_the_next_issue_the_index_and_by_the_healthcheck(tmp_path: Path) -> None:
    told = "1 delivery failed: `monitor deliveries --failed` says which and why"
    with mail_server() as box:
        box.refusals["ann@desk.test"] = "550 no such user"
        config = write_desk(tmp_path, more="heartbeat = true" + MAIL.format(port=box.port), **TO_TWO)
        clock = Clock()

        async def work(app: App) -> list[Issue]:
            await one_pass(app)
            assert app.jobs.outbox.failing == 1
            clock.forward(days=1)
            return app.issues.preview(clock())

        [issue] = with_app(config, clock, work)
        assert issue.undelivered == 1
        index = (tmp_path / "data" / "reports" / "index.html").read_text()
        assert told in index
        assert "ann@" not in index
        with_app(config, clock, one_pass)
        [page] = [p.read_text() for p in (tmp_path / "data" / "reports").iterdir() if "-0002-" in p.name]
        text, html = box.messages[-1].iter_parts()
        assert told in page
        assert told in html.get_content()
        assert told in " ".join(text.get_content().split())
        clock.forward(days=20)
        with_app(config, clock, lambda app: app.jobs.deliver())
        with_app(config, clock, still_failing)

    state = ServiceState(pid=1, version="1", started_at=0, configured_at=0, failing=1, mistakes=("x",))
    write(tmp_path / "data", state)
    with hold(tmp_path / "data"):
        health = monitor(tmp_path, "healthcheck")
    assert health.exit_code == 0
    assert health.stdout.startswith("alive, but the edited configuration has mistakes (1)")
    assert "`monitor status` tells them; deliveries fail (1): `monitor deliveries --failed`" in health.stdout


async def still_failing(app: App) -> None:
    """Old failures are kept, but no longer told."""
    await app.jobs.deliver()
    assert app.jobs.outbox.failing == 0


def test_a_preview_prints_the_coming_issue_and_makes_none(tmp_path: Path) -> None:
    config = write_desk(tmp_path)

    async def read(app: App) -> None:
        await app.jobs.read_seeds()
        await app.jobs.place_stories()

    with_app(config, Clock(), read)
    assert "* Strike at the harbour" in monitor(tmp_path, "digests", "preview", "daily").stdout
    ranking = monitor(tmp_path, "digests", "preview", "daily", "--ranking").stdout.splitlines()
    assert ranking[0] == "The harbour"
    assert ranking[1].split()[:4] == ["rank", "topic", "×", "0.35"]
    assert "Strike at the harbour" in ranking[2]
    assert "<mark>Strike</mark>" in monitor(tmp_path, "digest", "preview", "daily", "--html").stdout
    assert monitor(tmp_path, "digests", "--json").stdout == "[]\n"


def test_a_story_says_of_what_parts_its_rank_was_made_in_each_issue(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    with_app(config, Clock(), one_pass)
    [story] = json.loads(monitor(tmp_path, "stories", "--days", "9999", "--json").stdout)
    told = monitor(tmp_path, "story", str(story["id"])).stdout
    assert "told in daily No. 1 as new\n  rank 0." in told
    assert "0.25 × 0.50 sources (1 source) + 0.20 × 1.00 novelty (new)" in told


def test_one_pass_delivers_an_alert_before_it_makes_the_digest_that_refers_to_it(tmp_path: Path) -> None:
    seed = (
        f"---\ntitle: Strike at the harbour\npublished: {datetime.now(UTC).isoformat()}\n---\n\nMore soon.\n"
    )
    alert = '[alerts.urgent]\nname = "Urgent"\nmin_sources = 1\nchannels = ["email"]\n'
    alert += 'recipients = ["ann@desk.test"]\n'
    with mail_server() as box:
        write_desk(tmp_path, more=alert + MAIL.format(port=box.port), seed=seed)
        done = monitor(tmp_path, "once")
    assert (done.exit_code, done.stdout.count("issue 1: 1 item")) == (0, 2), done.output
    assert "Alert    Urgent, issue 1: 1 item\n" in done.stdout
    preview = monitor(tmp_path, "digests", "preview", "urgent").stdout
    assert preview == "Nothing would be sent now: there is nothing to tell.\n"  # it has no quiet hours
    state = monitor(tmp_path, "status").stdout.splitlines()
    told = [line.split() for line in state if line.startswith(("Alert", "Digest"))]
    assert [line[:4] for line in told] == [
        ["Digest", "daily", "issue", "1"],
        ["Alert", "urgent", "issue", "1"],
    ]
    assert "the next as soon as there is news" in " ".join(told[1])
    [page] = (tmp_path / "data" / "reports").glob("daily-*.html")
    assert "Sent as an alert before" in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["resend"], "say which deliveries"),
        (["resend", "1", "--failed"], "say which deliveries"),
        (["resend", "99"], "no such delivery, or being sent at this moment: 99; nothing was sent"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    write_desk(tmp_path)
    done = monitor(tmp_path, *arguments)
    assert told in str(done.exception)
