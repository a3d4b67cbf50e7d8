"""A made-up issue that looks like a real one: invented outlets, invented news, six languages."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.digest.select import select
from monitor.model.coverage import BlindSource, Coverage, HealthState
from monitor.model.digests import Digest, Schedule, Window
from monitor.model.feeds import Source
from monitor.model.issues import Issue
from monitor.model.items import Item
from monitor.model.standing import Standing, Voice
from monitor.model.tellings import IssueItem, IssueStory
from monitor.model.topics import Match, Span

ZONE = ZoneInfo("Europe/Vilnius")
UNTIL = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
FROM = UNTIL - timedelta(days=1)
TOPICS = {
    "talks": "Belarus-US diplomacy",
    "prisoners": "Releases of political prisoners",
    "sanctions": "Sanctions on Belarus",
    "border": "Borders and transit",
}
DIGEST = Digest(
    key="belarus-daily",
    name="Belarus daily",
    topics=tuple(TOPICS),
    schedule=Schedule(at=(datetime(2026, 1, 1, 7, 30, tzinfo=UTC).time(),), zone=ZONE),
    channels=("file", "email"),
)

SOURCES = {
    source.key: source
    for source in (
        Source(key="nemiga", name="Nemiga Post", language="ru", country="BY", group="independent"),
        Source(key="svislach", name="Свіслач", language="be", country="BY", group="independent"),
        Source(key="palace", name="Palace Bulletin", language="ru", country="BY", group="state", weight=0.8),
        Source(key="wisla", name="Głos znad Wisły", language="pl", country="PL", group="western"),
        Source(key="neris", name="Neries krantas", language="lt", country="LT", group="western"),
        Source(key="dnipro", name="Дніпровська газета", language="uk", country="UA", group="western"),
        Source(key="channel", name="The Channel Observer", language="en", country="GB", group="western"),
        Source(key="registry", name="Office of Restrictive Measures", language="en", group="official"),
        Source(key="watch", name="Cell Watch", language="en", country="BY", group="NGO", weight=1.2),
    )
}


def spans_of(item: Item, pattern: str, leaf: str) -> tuple[Span, ...]:
    """Return the places of a pattern in an item, as the matcher would."""
    return tuple(
        Span(field=field, start=hit.start(), end=hit.end(), leaf=leaf)
        for field, text in (("title", item.title), ("text", item.text))
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    )


def make_item(number: int, source: str, title: str, text: str = "", **other: object) -> Item:
    fields = {
        "id": number,
        "source": source,
        "feed": f"https://{source}.example/feed.xml",
        "guid": f"{source}-{number}",
        "url": f"https://{source}.example/2026/11/{number:05d}-article.html?a=1&b=2",
        "title": title,
        "text": text,
        "language": SOURCES[source].language,
        "published_at": UNTIL - timedelta(hours=2),
        "first_seen_at": UNTIL - timedelta(hours=1),
        "content_hash": f"{number:064x}",
    }
    return Item(**(fields | other))


def make_member(item: Item, topic: str, score: float, *leaves: tuple[str, str]) -> IssueItem:
    spans = sorted(span for pattern, leaf in leaves for span in spans_of(item, pattern, leaf))
    title_first = (*(s for s in spans if s.field == "title"), *(s for s in spans if s.field == "text"))
    match = Match(
        item_id=item.id, topic=topic, score=score, spans=title_first, version="v1", matched_at=UNTIL
    )
    return IssueItem(item=item, source=SOURCES[item.source], matches=(match,))


def make_story(*items: IssueItem, **other: object) -> IssueStory:
    """Return a new story of these items, led by the first, each source with words of its own."""
    first = {item.source.key: item for item in reversed(items)}
    voices = (
        Voice(source=item.source, item_id=item.item.id, published_at=item.item.published_at)
        for item in first.values()
    )
    published = sorted(item.item.published_at for item in items)
    matched = {match.topic for item in items for match in item.matches}
    fields = {
        "id": min(item.item.id for item in items),
        "state": "new",
        "items": items,
        "standing": Standing(
            first_at=published[0], last_at=published[-1], voices=tuple(voices), sources=len(first)
        ),
        "topics": tuple(topic for topic in DIGEST.topics if topic in matched),
    }
    return IssueStory(**(fields | other))


def lone_stories(candidates: Iterable[IssueItem]) -> list[IssueStory]:
    """Return a story for each item, which may be among the candidates with one topic after the other."""
    items: dict[int, IssueItem] = {}
    for member in sorted(candidates, key=lambda member: list(TOPICS).index(member.matches[0].topic)):
        known = items.setdefault(member.item.id, member)
        if known is not member:
            items[member.item.id] = replace(known, matches=known.matches + member.matches)
    return [make_story(item) for item in items.values()]


ENVOY = (r"envoy\w*|спецпредставител\w*|пасланн\w*|wysłanni\w*|pasiuntin\w*", "@envoy")
MINSK = (r"\bMinsk\w*|Минск\w*|Мінск\w*|Mińsk\w*", "@minsk")
TALKS = (r"talks|переговор\w*|перамов\w*|rozm\w+|deryb\w*", "talks")
FREED = (
    r"freed|releas\w*|освобожд\w*|вызвал\w*|звільн\w*|uwoln\w*|zwoln\w*|išlaisv\w*|paleis\w*",
    "release*",
)
PRISONERS = (
    r"(political )?prisoners?|политзаключ\w*|палітвязн\w*|політв.язн\w*|więźni\w*|kalin\w*",
    "prisoner*",
)
SANCTIONS = (r"sanction\w*|санкци\w*|санкцы\w*|sankcj\w*|sankcij\w*", "sanction*")
POTASH = (r"potash|калийн\w*|калійн\w*|potas\w*", "potash")


def at(hours: float) -> datetime:
    return UNTIL - timedelta(hours=hours)


def members() -> list[IssueItem]:
    """Return the candidates, in no order."""
    envoy = make_item(
        1, "channel", "Envoy returns to Minsk for a second round of talks on prisoners and potash",
        "The special envoy landed on Saturday evening, the third visit this year. Officials described the"
        " agenda as short. Talks in Minsk are to cover the release of political prisoners and, in return,"
        " an easing of sanctions on the potash trade, two people familiar with the plan said. Neither side"
        " has named a date for a signature.",
        author="Eleanor Whitcombe", published_at=at(3.2),
    )  # fmt: skip
    listing = make_item(
        2, "watch", "Eleven people released overnight: what we know so far",
        "Eleven political prisoners were released overnight and brought to the border. Two of them had"
        " served more than five years. Families were told by telephone, an hour before.\n\n"
        "We keep a list of those still held, which today has 1,141 names.",
        published_at=at(5.5), revised_at=at(1.1), revisions=2,
    )  # fmt: skip
    polish = make_item(
        3, "wisla", "Jedenaścioro uwolnionych więźniów dotarło na granicę, Warszawa mówi o „pierwszym kroku”",
        "Jedenaścioro więźniów politycznych zostało uwolnionych w nocy z piątku na sobotę. Rzecznik MSZ"
        " powiedział, że rozmowy trwają, a sankcje pozostają w mocy do czasu zwolnienia wszystkich.",
        author="Jadwiga Zarzycka", published_at=at(6.4),
    )  # fmt: skip
    russian = make_item(
        4, "nemiga", "Переговоры в Минске продлили на день: спецпредставитель остаётся до воскресенья",
        "Переговоры в Минске продлены ещё на день, сообщили два источника. По их словам, спецпредставитель"
        " привёз список из 60 фамилий. В администрации это не комментируют. Освобождение первых"
        " политзаключённых назвали «жестом доброй воли».",
        author="Редакция", published_at=at(4.1),
    )  # fmt: skip
    state = make_item(
        5, "palace", "В Минске прошли переговоры по широкому кругу вопросов", "", published_at=at(9)
    )
    belarusian = make_item(
        6, "svislach", "«Мне далі дзесяць хвілін сабраць рэчы». Расповед вызваленай настаўніцы",
        "Былая палітзняволеная расказала, як праходзіла вызваленне. Палітвязняў падымалі сярод ночы і"
        " нікому не казалі, куды вязуць. Яна даведалася, што на волі, калі ўбачыла польскі сцяг.",
        author="Алеся Рудзянкова", published_at=at(11.3),
    )  # fmt: skip
    lithuanian = make_item(
        7, "neris", "Vilnius: sankcijos trąšoms lieka, kol nepaleisti visi kaliniai",
        "Užsienio reikalų ministerija pranešė, kad sankcijos kalio trąšoms nebus švelninamos. Derybos gali"
        " tęstis, tačiau sąlyga ta pati: paleisti visus politinius kalinius.",
        published_at=at(13.6),
    )  # fmt: skip
    ukrainian = make_item(
        8, "dnipro", "Звільнені в Мінську: серед одинадцяти двоє громадян України",
        "Двоє громадян України є серед одинадцяти звільнених політв'язнів. Їх уже передали консулам.",
        published_at=at(7.7),
    )  # fmt: skip
    general = make_item(
        9, "registry", "General licence 14C: certain transactions in potash products",
        "This licence authorises, until 22 May 2027, transactions that are ordinarily incident to the"
        " purchase of potash and otherwise prohibited by the sanctions regulations. It does not unblock"
        " any property.",
        published_at=at(15), is_date_guessed=True,
    )  # fmt: skip
    potash = make_item(
        10, "channel", "Potash buyers hedge their bets as sanctions relief stays a promise",
        "Traders say that contracts for spring now carry a clause for the return of sanctions. Potash from"
        " Belarus made up a fifth of the market before 2021.",
        author="Tomasz Fairlie", published_at=at(20.3),
    )  # fmt: skip
    fuel = make_item(
        11, "nemiga", "Санкции и авиация: запчасти для семи самолётов идут через третью страну",
        "Расследование показало, как санкции обходят через фирму-однодневку. Санкции против перевозчика"
        " действуют с 2021 года; в документах он назван «конечным получателем».",
        published_at=at(22.8),
    )  # fmt: skip
    older = make_item(
        12, "channel", "What Washington wants from Minsk, and what it can pay",
        "An essay on the limits of talks: each release buys a little relief, and each relief makes the next"
        " release dearer.",
        author="Ada Lindqvist", published_at=datetime(2026, 7, 16, 7, 0, tzinfo=UTC),
    )  # fmt: skip
    polish_sanctions = make_item(
        13, "wisla", "Nowy pakiet sankcji uderzy w potas i drewno. „Bez wyjątków dla pośredników”",
        "Nowy pakiet sankcji ma objąć potas, drewno i firmy pośredniczące w handlu.",
        published_at=at(16.2),
    )  # fmt: skip
    short = make_item(
        14, "svislach", "Амбасада ЗША: «Перамовы ў Мінску ідуць у рабочым рытме»",
        "Перамовы ідуць у рабочым рытме, сказалі ў амбасадзе. Пра санкцыі гаворкі пакуль няма.",
        published_at=at(18.4), url="",
    )  # fmt: skip
    return [
        make_member(envoy, "talks", 0.94, ENVOY, MINSK, TALKS),
        make_member(envoy, "prisoners", 0.55, FREED, PRISONERS),
        make_member(envoy, "sanctions", 0.47, SANCTIONS, POTASH),
        make_member(russian, "talks", 0.88, ENVOY, MINSK, TALKS),
        make_member(state, "talks", 0.52, MINSK, TALKS),
        make_member(short, "talks", 0.61, MINSK, TALKS),
        make_member(older, "talks", 0.66, MINSK, TALKS),
        make_member(listing, "prisoners", 0.91, FREED, PRISONERS),
        make_member(polish, "prisoners", 0.86, FREED, PRISONERS),
        make_member(belarusian, "prisoners", 0.72, FREED, PRISONERS),
        make_member(ukrainian, "prisoners", 0.78, FREED, PRISONERS),
        make_member(lithuanian, "prisoners", 0.58, FREED, PRISONERS),
        make_member(lithuanian, "sanctions", 0.81, SANCTIONS, POTASH),
        make_member(general, "sanctions", 0.79, SANCTIONS, POTASH),
        make_member(potash, "sanctions", 0.74, SANCTIONS, POTASH),
        make_member(fuel, "sanctions", 0.69, SANCTIONS, POTASH),
        make_member(polish_sanctions, "sanctions", 0.77, SANCTIONS, POTASH),
    ]


COVERAGE = Coverage(
    sources=27,
    blind=(
        BlindSource(
            name="Bulletin of the Upper House",
            state=HealthState.FAILING,
            since=at(60),
            why="no answer within 30 seconds",
        ),
        BlindSource(
            name="Kurier Wschodni",
            state=HealthState.FROZEN,
            since=datetime(2026, 10, 3, 7, 0, tzinfo=UTC),
            why="it answers, but the newest item is 50 days old",
        ),
        BlindSource(
            name="Šaltinis",
            state=HealthState.HTML,
            since=at(30),
            why="the answer is an HTML page, not a feed",
        ),
    ),
)


def make_issue(candidates: list[IssueItem] | None = None, **other: object) -> Issue:
    """Return the issue, or one of the same making over other candidates."""
    found = members() if candidates is None else candidates
    fields = {
        "id": 12,
        "digest": DIGEST.key,
        "name": DIGEST.name,
        "number": 12,
        "window": Window(from_at=FROM, until_at=UNTIL),
        "made_at": UNTIL + timedelta(seconds=4),
        "zone": ZONE,
        "sections": select(DIGEST, lone_stories(found), names=TOPICS, until_at=UNTIL),
        "coverage": COVERAGE,
    }
    return Issue(**(fields | other))


def blind_with(text: str) -> Coverage:
    """Return a coverage whose one blind source has this name and reason."""
    return Coverage(
        sources=1, blind=(BlindSource(name=text, state=HealthState.FAILING, since=UNTIL, why=text),)
    )
