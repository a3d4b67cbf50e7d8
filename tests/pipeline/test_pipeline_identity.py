"""Whatever publishers do to their entries: nothing is announced twice, nothing is missed."""

from collections.abc import Iterator

import pytest
from desk import START, Clock, with_app, write_desk
from mutations import MANY, ONE, STEP, feed
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.app.wiring import App

SCRIPTS = {name: (1, polls) for name, polls in ONE.items()} | MANY
POLLS = max(len(polls) for _, polls in SCRIPTS.values())

#: Matches every entry of every script.
TOPICS = """
[topics.all]
name = "All"
query = 'group:watched'
"""

Told = dict[str, list[str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Iterator[Told]:
    """What each script has announced: the titles of its items, once for every issue that held them."""
    server = make_httpserver
    names = list(SCRIPTS)
    clock = Clock()

    def answer(request: Request) -> Response:
        number = int(request.path.rpartition("/")[2])
        _, polls = SCRIPTS[names[number]]
        at = min((clock() - START) // STEP, len(polls) - 1)
        return Response(feed(polls[at]).replace("paper.test", f"paper{number}.test"))

    for number in range(len(names)):
        server.expect_request(f"/feed/{number}").respond_with_handler(answer)
    urls = [server.url_for(f"/feed/{number}") for number in range(len(names))]
    config = write_desk(tmp_path_factory.mktemp("desk"), urls, topics=TOPICS, seed="")
    feeds = config / "feeds.toml"
    feeds.write_text(feeds.read_text().replace('language = "en"', 'language = "en"\ngroup = "watched"'))
    found: Told = {name: [] for name in names}

    async def work(app: App) -> None:
        for _ in range(POLLS + 1):
            await app.jobs.poll(due_only=False)
            for issue in await app.jobs.make_issues(due_only=False):
                for story in issue.stories:
                    for member in story.items:
                        found[names[int(member.item.source.removeprefix("paper"))]].append(member.item.title)
            clock.forward(seconds=STEP.total_seconds())

    with_app(config, clock, work)
    yield found
    server.clear()


@pytest.mark.parametrize("name", ONE)
def test_one_article_is_announced_once(told: Told, name: str) -> None:
    assert len(told[name]) == 1


@pytest.mark.parametrize("name", MANY)
def test_articles_that_resemble_each_other_are_all_announced(told: Told, name: str) -> None:
    assert len(told[name]) == MANY[name][0]


def test_there_are_forty_mutations_of_one_article() -> None:
    assert len(ONE) >= 40
