"""From servers on loopback to stored, tagged items."""

import json
from pathlib import Path

from desk import Clock, one_pass, rss, with_app, write_desk
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.app.wiring import App, open_app
from monitor.config.load import load
from monitor.model.feeds import FeedState
from monitor.model.items import Item
from monitor.pipeline.outcome import Outcome


def titles(app: App, topic: str | None = None) -> set[str]:
    with app.store.read() as tx:
        return {item.title for item in tx.items.list_items(topic=topic)}


def states(app: App) -> dict[str, FeedState]:
    with app.store.read() as tx:
        return {feed.url: state for feed, state in tx.feeds.list_feeds() if feed.kind != "seed"}


async def poll(app: App) -> list[Outcome]:
    return await app.jobs.poll(due_only=False)


def test_items_are_stored_tagged_and_explained(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("Harbour reopens", "Concert tonight"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])

    async def work(app: App) -> None:
        await poll(app)
        assert titles(app) == {"Harbour reopens", "Concert tonight"}
        assert titles(app, "harbour") == {"Harbour reopens"}
        with app.store.read() as tx:
            [item] = list(tx.items.list_items(topic="harbour"))
            [match] = tx.matches.list_of_item(item.id)
        [span] = match.spans
        assert item.title[span.start : span.end] == "Harbour"
        assert match.version
        assert 0 < match.score <= 1

    with_app(config, Clock(), work)


def test_a_feed_that_brings_more_than_any_publisher_waits_with_the_rest(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    first, second = (
        [{"id": f"{poll}-{n}", "title": f"{poll} of {n}"} for n in range(2_000)] for poll in "ab"
    )
    # The same once more, under another identifier: it goes with what it is the same as.
    same = {"title": "Same", "url": "http://paper.test/same"}
    second = [*second[:1_990], {"id": "s", **same}, {"id": "t", **same}]
    answers = iter([first, second, second, second])

    def answer(_: Request) -> Response:
        return Response(json.dumps({"items": next(answers)}), headers={"ETag": '"1"'})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    url, clock = httpserver.url_for("/feed"), Clock()

    async def work(app: App) -> None:
        assert [each.new for each in await poll(app)] == [2_000]
        clock.forward(hours=1)
        assert [each.new for each in await poll(app)] == [1_000]
        assert "more than 3,000 new items on one day" in (states(app)[url].error or "")
        assert [each.new for each in await poll(app)] == [0]
        assert states(app)[url].etag is None
        clock.forward(days=1)
        assert [each.new for each in await poll(app)] == [991]
        assert (states(app)[url].error, states(app)[url].etag) == (None, '"1"')

    with_app(write_desk(tmp_path, [url], seed=""), clock, work)


def test_a_seed_is_read_once_and_tagged_like_any_item(tmp_path: Path) -> None:
    config = write_desk(tmp_path)

    async def work(app: App) -> None:
        [first] = await app.jobs.read_seeds()
        assert (first.new, first.matches) == (1, 2)
        assert await app.jobs.read_seeds() == []
        with app.store.read() as tx:
            [item] = list(tx.items.list_items())
            source = tx.feeds.list_sources()[item.source]
        assert (source.name, item.published_at.year) == ("The Paper", 2026)

    with_app(config, Clock(), work)


def test_a_seed_that_an_earlier_process_read_is_known(tmp_path: Path) -> None:
    config = write_desk(tmp_path)

    async def work(app: App) -> Outcome:
        [outcome] = await app.jobs.read_seeds()
        return outcome

    assert with_app(config, Clock(), work).new == 1
    again = with_app(config, Clock(), work)
    assert (again.new, again.revised, again.error) == (0, 0, None)


def test_a_changed_seed_revises_its_item_and_a_broken_one_is_skipped(tmp_path: Path) -> None:
    config = write_desk(tmp_path)
    seed = tmp_path / "seeds" / "strike.md"

    async def work(app: App) -> None:
        await app.jobs.read_seeds()
        seed.write_text(seed.read_text().replace("The dockers", "The pilots"))
        (tmp_path / "seeds" / "broken.md").write_text("---\ntitle no colon\n---\ntext")
        outcomes = {outcome.place: outcome for outcome in await app.jobs.read_seeds()}
        assert outcomes["strike.md"].revised == 1
        assert "line 2 of the header" in (outcomes["broken.md"].error or "")
        assert titles(app) == {"Strike at the harbour"}

    with_app(config, Clock(), work)


def test_an_unchanged_feed_costs_a_request_and_nothing_else(httpserver: HTTPServer, tmp_path: Path) -> None:
    seen: list[str | None] = []

    def answer(request: Request) -> Response:
        seen.append(request.headers.get("If-None-Match"))
        return Response(status=304) if seen[-1] else Response(rss("Harbour reopens"), headers={"ETag": '"1"'})

    httpserver.expect_request("/rss").respond_with_handler(answer)
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])

    async def work(app: App) -> None:
        outcomes = [(await poll(app))[0] for _ in range(3)]
        assert [outcome.new for outcome in outcomes] == [1, 0, 0]

    with_app(config, Clock(), work)
    assert seen == [None, '"1"', '"1"']


def test_a_truncated_feed_gives_its_whole_items_and_no_validators(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    cut = rss("Harbour reopens", "Concert tonight").split("<item><title>Concert")[0]
    httpserver.expect_request("/rss").respond_with_data(cut, headers={"ETag": '"1"'})
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])

    async def work(app: App) -> None:
        await poll(app)
        assert titles(app) == {"Harbour reopens"}
        [state] = states(app).values()
        assert state.etag is None

    with_app(config, Clock(), work)


def test_an_edited_title_is_a_revision_that_is_tagged_anew(httpserver: HTTPServer, tmp_path: Path) -> None:
    answers = iter([rss("A1 concert tonight"), rss("A1 harbour tonight")])
    httpserver.expect_request("/rss").respond_with_handler(lambda _: Response(next(answers)))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])

    async def work(app: App) -> None:
        await poll(app)
        assert titles(app, "harbour") == set()
        [outcome] = await poll(app)
        assert outcome.revised == 1
        assert titles(app, "harbour") == {"A1 harbour tonight"}
        with app.store.read() as tx:
            [item] = list(tx.items.list_items())
            assert [revision.title for revision in tx.items.list_revisions(item.id)] == ["A1 concert tonight"]

    with_app(config, Clock(), work)


def test_bad_feeds_keep_a_readable_error_and_cost_the_others_nothing(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/good").respond_with_data(rss("Harbour reopens"))
    httpserver.expect_request("/html").respond_with_data(
        "<!doctype html><html><body>Hello</body></html>", content_type="text/html"
    )
    httpserver.expect_request("/empty").respond_with_data("")
    httpserver.expect_request("/large").respond_with_data(rss("Big one") + " " * 10_000_001)
    httpserver.expect_request("/broken").respond_with_data("", status=500)
    httpserver.expect_request("/circle").respond_with_data("", status=302, headers={"Location": "/circle"})
    private = {"Location": "http://10.0.0.1/feed"}
    httpserver.expect_request("/private").respond_with_data("", status=302, headers=private)
    httpserver.expect_request("/slow").respond_with_handler(_slow)
    httpserver.expect_request("/cyrillic").respond_with_data(
        rss("Port Минск").replace('"1.0"', '"1.0" encoding="windows-1251"').encode("windows-1251")
    )
    names = ["good", "html", "empty", "large", "broken", "circle", "private", "slow", "cyrillic"]
    urls = {name: httpserver.url_for(f"/{name}") for name in names} | {"nobody": "http://nobody.invalid/"}
    config = write_desk(tmp_path, urls.values())
    settings = config / "monitor.toml"
    settings.write_text(settings.read_text().replace('timeout = "5s"', 'timeout = "2s"'))

    async def work(app: App) -> None:
        await poll(app)
        assert titles(app) == {"Harbour reopens", "Port Минск"}
        found = states(app)
        errors = {name: found[url].error or "" for name, url in urls.items()}
        assert errors["good"] == errors["cyrillic"] == ""
        assert "HTML" in errors["html"] or "page" in errors["html"]
        assert "empty" in errors["empty"]
        assert "10 MB" in errors["large"]
        assert "500" in errors["broken"]
        assert "circle" in errors["circle"]
        assert "private" in errors["private"]
        assert "2 s" in errors["slow"]
        assert "nobody.invalid" in errors["nobody"]
        assert all(found[url].next_fetch_at > app.clock() for url in urls.values())

    with_app(config, Clock(), work)


def _slow(request: Request) -> Response:
    import time

    def drip():
        for _ in range(40):
            time.sleep(0.1)
            yield b" "

    return Response(drip(), content_type="application/rss+xml")


def test_only_due_feeds_are_polled_by_the_service(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("Harbour reopens"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])
    clock = Clock()

    async def work(app: App) -> None:
        assert len(await app.jobs.poll()) == 1
        assert len(await app.jobs.poll()) == 0
        clock.forward(minutes=40)
        assert len(await app.jobs.poll()) == 1

    with_app(config, clock, work)


def test_a_restart_remembers_and_a_changed_topic_retags_the_archive(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_ordered_request("/rss").respond_with_data(rss("Concert tonight", "Harbour reopens"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])
    clock = Clock()
    with_app(config, clock, one_pass)
    write_desk(
        tmp_path, [httpserver.url_for("/rss")], topics="[topics.music]\nname = 'Music'\nquery = 'concert'\n"
    )

    async def work(app: App) -> None:
        assert await app.jobs.retag() == 3
        assert await app.jobs.retag() == 0
        assert titles(app, "music") == {"Concert tonight"}
        with app.store.read() as tx:
            assert tx.matches.counts() == {"music": 1}

    with_app(config, clock, work)


def test_two_feeds_with_one_article_store_it_once(httpserver: HTTPServer, tmp_path: Path) -> None:
    for path in ("/a", "/b"):
        httpserver.expect_request(path).respond_with_data(rss("Harbour reopens"))
    config = write_desk(tmp_path, [httpserver.url_for("/a"), httpserver.url_for("/b")], seed="")

    async def work(app: App) -> list[Item]:
        await poll(app)
        with app.store.read() as tx:
            return list(tx.items.list_items())

    assert len(with_app(config, Clock(), work)) == 1


def test_one_article_under_two_identifiers_of_one_feed_is_one_item(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    once = rss("H1 harbour reopens")
    twice = once.replace("</channel>", once[once.index("<item>") : once.index("</channel>")] + "</channel>")
    both = twice.replace("<guid>H1</guid>", "<guid>other</guid>", 1)
    httpserver.expect_request("/rss").respond_with_data(both)
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")

    async def work(app: App) -> list[int]:
        return [(await poll(app))[0].new for _ in range(2)]

    assert with_app(config, Clock(), work) == [1, 0]


def test_a_feed_that_broke_off_is_told(httpserver: HTTPServer, tmp_path: Path) -> None:
    cut = rss("Harbour reopens", "Concert tonight").split("<item><title>Concert")[0]
    httpserver.expect_request("/rss").respond_with_data(cut)
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])

    async def work(app: App) -> str | None:
        await poll(app)
        [state] = states(app).values()
        return state.error

    assert with_app(config, Clock(), work) == "the feed broke off; entries that were read: 1"


def test_topics_changed_behind_the_back_of_a_running_service_are_caught_up(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("W1 whale", "W2 whale"))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")], seed="")
    clock = Clock()
    whale = "[topics.whale]\nname = 'Whales'\nquery = 'whale'\n"

    async def service(app: App) -> None:
        write_desk(tmp_path, [httpserver.url_for("/rss")], seed="", topics=whale)
        loaded = load(config, data_dir=tmp_path / "data", environ={})
        async with open_app(loaded, clock=clock):
            pass
        await poll(app)
        assert await app.jobs.retag() == 0

    with_app(config, clock, service)

    async def restarted(app: App) -> set[str]:
        while await app.jobs.retag():
            pass
        return titles(app, "whale")

    assert with_app(config, clock, restarted) == {"W1 whale", "W2 whale"}


def test_news_of_a_feed_are_items_that_it_never_carried_whoever_had_them_first(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    for name in ("/all", "/section"):
        httpserver.expect_request(name).respond_with_data(rss("Harbour reopens", "Concert tonight"))
    config = write_desk(tmp_path, [httpserver.url_for("/all")])
    urls = [httpserver.url_for("/all"), httpserver.url_for("/section")]
    (config / "feeds.toml").write_text(f'[sources.paper]\nname = "P"\nlanguage = "en"\nfeeds = {urls}\n')

    async def work(app: App) -> None:
        for _ in range(2):
            await poll(app)
        with app.store.read() as tx:
            days = tx.history.list_all()
        assert {url: [day.new_items for day in days[url]] for url in urls} == {url: [2] for url in urls}

    with_app(config, Clock(), work)


def test_what_is_wrong_with_an_answer_is_kept_with_its_beginning(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    answers = [
        Response(rss("Harbour reopens")),
        Response("", status=503),
        Response("<html><title>Sorry</title></html>"),
        Response(rss()),
        Response(rss("Harbour reopens")),
    ]
    httpserver.expect_request("/rss").respond_with_handler(lambda _: answers.pop(0))
    config = write_desk(tmp_path, [httpserver.url_for("/rss")])
    clock = Clock()

    async def work(app: App) -> None:
        troubles, began = [], []
        while answers:
            await poll(app)
            [state] = states(app).values()
            troubles.append(state.trouble)
            began.append(state.trouble_at)
            clock.forward(hours=1)
        assert troubles == [None, "failing", "html", "empty", None]
        assert began[0] is began[4] is None
        assert began[1] == began[2] != began[3]

    with_app(config, clock, work)
