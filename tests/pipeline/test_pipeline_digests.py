"""From stored items to reports that arrive: nothing lost, nothing twice."""

from datetime import timedelta
from pathlib import Path

from desk import MAIL, START, Clock, last_run, one_pass, rss, with_app, write_desk
from postbox import mail_server
from pysequoia import Tsk, decrypt
from pytest_httpserver import HTTPServer

from monitor.app.wiring import App
from monitor.model.deliveries import Delivery, DeliveryStatus
from monitor.model.issues import Issue

TO_ANN = {"channels": '"file", "email"', "recipients": '"ann@desk.test", "bob@desk.test"'}


def titles(issue: Issue) -> set[str]:
    return {member.item.title for story in issue.stories for member in story.items}


def deliveries(app: App) -> list[Delivery]:
    with app.store.read() as tx:
        return sorted(tx.outbox.list_deliveries(), key=lambda delivery: delivery.id)


def pages(config: Path) -> list[str]:
    return sorted(path.name for path in (config.parent / "data" / "reports").glob("*.html"))


def test_the_first_pass_leaves_a_report_and_an_index(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    with_app(config, Clock(), one_pass)
    [page, index] = pages(config)
    assert (page.startswith("daily-0001-"), index) == (True, "index.html")
    report = (tmp_path / "data" / "reports" / page).read_text()
    assert "<mark>Strike</mark>" in report
    assert page in (tmp_path / "data" / "reports" / index).read_text()
    assert "Strike at the harbour" in (tmp_path / "data" / "reports" / "digest-daily.xml").read_text()


def test_a_second_pass_with_nothing_new_sends_nothing(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    clock = Clock()
    with_app(config, clock, one_pass)
    before = pages(config)
    clock.forward(hours=1)
    with_app(config, clock, one_pass)
    assert pages(config) == before


def test_a_heartbeat_is_sent_when_there_is_nothing(tmp_path: Path) -> None:
    config = write_desk(tmp_path, more="heartbeat = true", seed="")
    with_app(config, clock := Clock(), one_pass)
    clock.forward(hours=1)
    with_app(config, clock, one_pass)
    assert len(pages(config)) == 3


def test_windows_are_contiguous_whatever_the_clock_of_the_tick(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_ordered_request("/rss").respond_with_data(rss("H1 harbour"))
    httpserver.expect_ordered_request("/rss").respond_with_data(rss("H2 harbour", "H1 harbour"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    clock = Clock()

    async def work(app: App) -> list[Issue]:
        made: list[Issue] = []
        await app.jobs.poll(due_only=False)
        clock.now = START.replace(day=2, hour=8, minute=3)
        made += await app.jobs.make_issues()
        await app.jobs.poll(due_only=False)
        made += await app.jobs.make_issues()
        clock.now = START.replace(day=5, hour=9, minute=40)
        made += await app.jobs.make_issues()
        return made

    first, second = with_app(config, clock, work)
    assert first.window.until_at == START.replace(day=2, hour=8)
    assert (second.window.from_at, second.window.until_at) == (
        first.window.until_at,
        START.replace(day=5, hour=8),
    )
    assert (titles(first), titles(second)) == ({"H1 harbour"}, {"H2 harbour"})


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    clock = Clock()

    async def work(app: App) -> None:
        await app.jobs.read_seeds()
        await app.jobs.place_stories()
        clock.forward(minutes=1)
        [first], [second] = app.issues.preview(clock()), app.issues.preview(clock())
        assert titles(first) == titles(second) == {"Strike at the harbour"}
        with app.store.read() as tx:
            assert list(tx.archive.each_issue()) == []

    with_app(config, clock, work)


def test_mail_arrives_at_every_recipient_with_both_parts(tmp_path: Path) -> None:
    with mail_server() as box:
        config = write_desk(tmp_path, more=MAIL.format(port=box.port), **TO_ANN)
        with_app(config, Clock(), one_pass)
    assert sorted(str(message["To"]) for message in box.messages) == ["ann@desk.test", "bob@desk.test"]
    text, page = box.messages[0].iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert "Strike at the harbour" in text.get_content()
    assert "Strike" in page.get_content()


def test_issues_of_a_digest_follow_each_other_in_one_conversation(tmp_path: Path) -> None:
    clock = Clock()
    with mail_server() as box:
        settings = {"more": "heartbeat = true" + MAIL.format(port=box.port), **TO_ANN}
        config = write_desk(tmp_path, **settings)
        for _ in range(3):
            with_app(config, clock, one_pass)
            clock.forward(days=1)
    to_ann = [message for message in box.messages if message["To"] == "ann@desk.test"]
    first, second, third = (str(message["Message-ID"]) for message in to_ann)
    assert [message["References"] for message in to_ann] == [None, first, f"{first} {second}"]
    assert len({first, second, third}) == 3


def test_an_issue_too_large_for_a_mail_comes_in_parts_of_which_none_is_sent_twice(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    names = [f"N{number} harbour {'and more ' * 40}" for number in range(120)]
    httpserver.expect_request("/rss").respond_with_data(rss(*names))
    clock = Clock()
    with mail_server() as box:
        recipients = TO_ANN | {"recipients": '"ann@desk.test"'}
        config = write_desk(
            tmp_path, [httpserver.url_for("/rss")], more=MAIL.format(port=box.port), seed="", **recipients
        )
        box.most = 1
        with_app(config, clock, one_pass)
        assert len(box.messages) == 1
        box.most = 99
        clock.forward(hours=1)
        with_app(config, clock, one_pass)
    parts = sorted(box.messages, key=lambda message: str(message["Subject"]))
    total = len(parts)
    assert total > 1
    assert [f"(part {n} of {total})" in str(m["Subject"]) for n, m in enumerate(parts, 1)] == [True] * total
    assert {str(message["References"]) for message in parts[1:]} == {str(parts[0]["Message-ID"])}
    texts = "".join(str(message.get_body(("plain",)).get_content()) for message in parts)
    assert {f"http://paper.test/n{number}" for number in range(120)} <= set(texts.split())


def test_mail_to_a_reader_with_a_key_is_sealed_once_and_never_goes_in_the_clear(tmp_path: Path) -> None:
    key, clock = Tsk.generate(user_id="Ann"), Clock()
    with mail_server() as box:
        keys = 'keys = { "ann@desk.test" = "ann.asc" }\n'
        box.refusals["ann@desk.test"] = "451 later"
        config = write_desk(tmp_path, more=MAIL.format(port=box.port) + keys, **TO_ANN)
        path = config / "ann.asc"
        path.write_text(str(key.extract_certificate()))

        async def lose_the_key(app: App) -> list[Delivery]:
            path.rename(path.with_suffix(".lost"))
            await one_pass(app)
            path.with_suffix(".lost").rename(path)
            return deliveries(app)

        found = with_app(config, clock, lose_the_key)
        waiting = next(d for d in found if d.recipient == "ann@desk.test")
        assert "not encrypted and so not sent" in (waiting.error or "")

        async def deliver(app: App) -> str:
            clock.forward(hours=1)
            await app.jobs.deliver()
            return next(d.sealed for d in deliveries(app) if d.recipient == "ann@desk.test")

        sealed = with_app(config, clock, deliver)
        box.refusals.clear()
        assert with_app(config, clock, deliver) == sealed
    to_ann = [message for message in box.messages if message["To"] == "ann@desk.test"]
    [message] = to_ann
    assert message["Subject"] == "..."
    _, body = message.iter_parts()
    armour = body.get_payload(decode=True)
    assert armour.decode().replace("\r\n", "\n") == sealed.replace("\r\n", "\n")
    assert b"Strike" in decrypt(decryptor=key.decryptor(), bytes=armour).bytes


def test_a_refused_recipient_does_not_hold_up_the_other_and_is_not_tried_again(tmp_path: Path) -> None:
    with mail_server() as box:
        box.refusals["ann@desk.test"] = "550 no such user"
        config = write_desk(tmp_path, more=MAIL.format(port=box.port), **TO_ANN)

        async def work(app: App) -> list[Delivery]:
            await one_pass(app)
            await app.jobs.deliver()
            return deliveries(app)

        found = {delivery.recipient: delivery for delivery in with_app(config, Clock(), work)}
    assert [str(message["To"]) for message in box.messages] == ["bob@desk.test"]
    ann = found["ann@desk.test"]
    assert (ann.status, ann.attempts) == (DeliveryStatus.FAILED, 1)
    assert "no such user" in (ann.error or "")


def test_a_refused_login_keeps_the_report_and_sends_it_once_the_password_is_right(tmp_path: Path) -> None:
    clock = Clock()
    with mail_server(password="right") as box:
        more = MAIL.format(port=box.port) + 'username = "monitor"\npassword = "{}"\n'
        config = write_desk(tmp_path, more=more.format("wrong"), **TO_ANN)

        async def first(app: App) -> list[Delivery]:
            await one_pass(app)
            return deliveries(app)

        waiting = [delivery for delivery in with_app(config, clock, first) if delivery.channel == "email"]
        assert {delivery.status for delivery in waiting} == {DeliveryStatus.WAITING}
        assert all("password" in (delivery.error or "") for delivery in waiting)
        assert box.messages == []

        clock.forward(hours=2)
        write_desk(tmp_path, more=more.format("right"), **TO_ANN)

        async def second(app: App) -> None:
            await app.jobs.deliver()

        with_app(config, clock, second)
    assert sorted(str(message["Message-ID"]) for message in box.messages) == sorted(
        delivery.message_id for delivery in waiting
    )


def test_a_crash_between_making_and_sending_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with mail_server() as box:
        config = write_desk(tmp_path, more=MAIL.format(port=box.port), **TO_ANN)

        async def die_before_sending(app: App) -> None:
            await app.jobs.read_seeds()
            clock.forward(minutes=1)
            await app.jobs.make_issues(due_only=False)

        with_app(config, clock, die_before_sending)
        clock.forward(minutes=1)
        with_app(config, clock, one_pass)
        clock.forward(minutes=1)
        with_app(config, clock, one_pass)
    assert len(box.messages) == 2
    assert len(pages(config)) == 2


def test_a_delivery_that_was_being_sent_at_a_crash_waits_for_its_lease(tmp_path: Path) -> None:
    clock = Clock()
    with mail_server() as box:
        config = write_desk(tmp_path, more=MAIL.format(port=box.port), **TO_ANN)

        async def die_while_sending(app: App) -> None:
            await app.jobs.read_seeds()
            clock.forward(minutes=1)
            await app.jobs.make_issues(due_only=False)
            with app.store.write() as tx:
                claimed = [
                    tx.outbox.claim_due(clock(), channel=channel, lease_s=600, limit=10)
                    for channel in ("file", "email")
                ]
                assert [len(each) for each in claimed] == [1, 2]

        async def deliver(app: App) -> int:
            return len(await app.jobs.deliver())

        with_app(config, clock, die_while_sending)
        assert with_app(config, clock, deliver) == 0
        clock.forward(minutes=11)
        assert with_app(config, clock, deliver) == 3
    assert len(box.messages) == 2


def test_sources_that_never_answered_are_named_in_the_issue(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/down").respond_with_data("", status=503)
    config = write_desk(tmp_path, [httpserver.url_for("/down")])
    clock = Clock()

    async def work(app: App) -> Issue:
        await app.jobs.read_seeds()
        await app.jobs.poll(due_only=False)
        clock.forward(minutes=1)
        [issue] = await app.jobs.make_issues(due_only=False)
        return issue

    issue = with_app(config, clock, work)
    [blind] = issue.coverage.blind
    assert (issue.coverage.sources, blind.name, blind.state) == (1, "Paper 0", "failing")
    assert "503" in blind.why


def test_every_pass_is_recorded_with_its_counts(tmp_path: Path) -> None:
    config = write_desk(tmp_path)

    async def work(app: App) -> None:
        await one_pass(app)
        with app.store.read() as tx:
            run = last_run(tx, "seeds")
        assert (run.is_ok, run.counts["new"]) == (True, 1)
        assert run.ended_at - run.started_at >= timedelta(0)

    with_app(config, Clock(), work)
