"""What publishers do to their entries between polls, scripted: what comes, and how many articles it is."""

import html
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from desk import START

SITE = "https://paper.test"
#: Each poll of a script comes so long after the one before.
STEP = timedelta(days=4)
OPENED = (
    "The harbour of the old town opened again on Monday after nine months of repairs. Dockers, pilots and the"
    " mayor walked along the new quay, and the first ferry to the islands left at noon with two hundred."
    " Shops around the market expect more guests than in the summers before the storm took the eastern pier."
)
STRIKE = (
    "Railway workers refused overtime for a third week. Their union wants wages that follow prices; managers"
    " offered a single payment instead. At the harbour, freight waits on sidings while both parties negotiate"
    " behind closed doors, a mediator from the labour court between them, without any sign of agreement yet."
)
POLL = (
    "Voters chose a new council yesterday. Turnout fell below forty percent, observers saw long queues only"
    " near universities, and two districts must repeat their ballots because seals were broken. Results from"
    " the harbour wards arrive tonight; analysts expect losses for every incumbent except one independent."
)
NOTICE = "Every week our desk picks what mattered at the harbour. Subscribe to get this selection by letter."


@dataclass(frozen=True, kw_only=True)
class Entry:
    guid: str = "paper-4711"
    url: str = f"{SITE}/2026/harbour-opens-again"
    title: str = "The harbour opens again after nine months"
    text: str = OPENED
    #: Polls after the first; None: it has no date.
    step: float | None = 0

    def but(self, **changed: object) -> "Entry":
        return replace(self, **changed)  # type: ignore[arg-type]

    def __str__(self) -> str:
        parts = {"guid": self.guid, "link": self.url, "title": self.title, "description": self.text}
        if self.step is not None:
            parts["pubDate"] = format_datetime(published_at(self.step))
        known = "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in parts.items() if value)
        return "<item>" + known.replace("<guid>", '<guid isPermaLink="false">') + "</item>"


def published_at(step: float) -> datetime:
    return START - timedelta(hours=5, minutes=23) + step * STEP


def feed(entries: tuple[Entry, ...]) -> str:
    return f'<rss version="2.0"><channel><title>P</title>{"".join(map(str, entries))}</channel></rss>'


A = Entry()
B = Entry(guid="paper-4712", url=f"{SITE}/2026/rail-strike", title="No trains: overtime refused", text=STRIKE)
C = Entry(guid="paper-4713", url=f"{SITE}/2026/council", title="Council vote ends in doubt", text=POLL)
SLUG = A.but(guid=A.url)
TWIN = "https://{}paper.test{}"
STORY = "/2026/harbour-opens-again"
WEEKLY = Entry(title="Weekly digest", text=OPENED)
LIVE = Entry(guid="live-1", url=f"{SITE}/live", title="Live: the harbour opens")
FRONT = f"{SITE}/"

#: Name -> the entries of each poll; all of it is one article.
ONE: dict[str, list[tuple[Entry, ...]]] = {
    "new guid": [(A,), (A.but(guid="x-1"),)],
    "new guid at every poll": [(A,), (A.but(guid="x-1"),), (A.but(guid="x-2"),), (A.but(guid="x-3"),)],
    "guid becomes the address": [(A,), (SLUG,)],
    "guid is dropped": [(A,), (A.but(guid=""),)],
    "guid is added": [(A.but(guid=""),), (A,)],
    "guid gets tracking": [(SLUG,), (A.but(guid=A.url + "?utm_source=rss"),)],
    "new address": [(A,), (A.but(url=f"{SITE}/archive/4711"),)],
    "new address, then new guid": [
        (A.but(text="The harbour."),),
        (A.but(text="The harbour.", url=f"{SITE}/archive/4711"),),
        (A.but(text="The harbour.", url=f"{SITE}/archive/4711", guid="x-1"),),
    ],
    "tracking, new guid": [(A,), (A.but(guid="x", url=A.url + "?utm_source=rss&utm_medium=feed"),)],
    "click id, new guid": [(A,), (A.but(guid="x", url=A.url + "?fbclid=abc"),)],
    "http to https": [
        (A.but(guid="http://paper.test/1", url="http" + A.url[5:]),),
        (A.but(guid="https://paper.test/1"),),
    ],
    "www": [(A,), (A.but(guid="x", url=TWIN.format("www.", STORY)),)],
    "m. twin": [(A,), (A.but(guid="x", url=TWIN.format("m.", STORY)),)],
    "amp. twin": [(A,), (A.but(guid="x", url=TWIN.format("amp.", STORY)),)],
    "/amp behind": [(A,), (A.but(guid="x", url=A.url + "/amp"),)],
    "/amp/ before": [(A,), (A.but(guid="x", url=TWIN.format("", "/amp" + STORY)),)],
    "?amp=1": [(A,), (A.but(guid="x", url=A.url + "?amp=1"),)],
    ".amp.html": [(A.but(url=A.url + ".html"),), (A.but(guid="x", url=A.url + ".amp.html"),)],
    "/m/ before": [(A,), (A.but(guid="x", url=TWIN.format("", "/m" + STORY)),)],
    "/mobile/ before": [(A,), (A.but(guid="x", url=TWIN.format("", "/mobile" + STORY)),)],
    "?m=1": [(A,), (A.but(guid="x", url=A.url + "?m=1"),)],
    "amp cache": [(A,), (A.but(guid="x", url="https://www.google.com/amp/s/paper.test" + STORY + "/amp"),)],
    "slash behind": [(A,), (A.but(guid="x", url=A.url + "/"),)],
    "parameters in another order": [
        (A.but(url=FRONT + "?a=1&b=2"),),
        (A.but(guid="x", url=FRONT + "?b=2&a=1"),),
    ],
    "fragment": [(A,), (A.but(guid="x", url=A.url + "#comments"),)],
    "re-dated": [(A,), (A.but(step=1),), (A.but(step=2),)],
    "re-dated, new guid": [(A,), (A.but(step=1, guid="x"),)],
    "date removed": [(A,), (A.but(step=None),)],
    "title edited": [(A,), (A.but(title="The harbour opens again after ten months"),)],
    "title rewritten": [(A,), (A.but(title="Ferries are back"),)],
    "text extended": [(A,), (A.but(text=f"{OPENED} The mayor cut a ribbon."),)],
    "text becomes teaser": [(A,), (A.but(text=OPENED[:120]),)],
    "teaser becomes text, re-dated": [(A.but(text=OPENED[:120]),), (A.but(step=1),)],
    "first only a flash": [(A.but(title="Flash", text=""),), (A.but(step=1),)],
    "address and title": [(A,), (A.but(url=f"{SITE}/2026/ferries", title="Ferries are back"),)],
    "address, title and date": [(A,), (A.but(url=f"{SITE}/2026/ferries", title="Ferries are back", step=1),)],
    "new guid and title": [(A,), (A.but(guid="x", title="Ferries are back"),)],
    "new guid, https, date": [(A.but(url="http" + A.url[5:]),), (A.but(guid="x", step=1),)],
    "title makes guid and address": [
        (SLUG,),
        (SLUG.but(guid=A.url + "-at-last", url=A.url + "-at-last", title=A.title + " at last"),),
    ],
    "new guid and address": [(A,), (A.but(guid="x", url=f"{SITE}/new/1"),)],
    "new guid, mobile twin, title, text": [
        (A,),
        (
            A.but(
                guid="x", url=TWIN.format("m.", STORY), title="Ferries are back", text=OPENED + " More soon."
            ),
        ),
    ],
    "leaves and returns": [(A,), (), (A,)],
    "leaves and returns with a new guid": [(A,), (), (A.but(guid="x"),)],
    "leaves and returns re-dated and edited": [(A,), (), (A.but(step=2, title="Harbour: it opens again"),)],
    "told twice from now on": [
        (A.but(text="Short."),),
        (A.but(text="Short."), A.but(text="Short.", guid="x")),
    ],
    "twins in one feed": [
        (A, A.but(guid="x", url="http" + A.url[5:])),
        (A, A.but(guid="x", url="http" + A.url[5:])),
    ],
}

#: Name -> number of articles, and the entries of each poll.
MANY: dict[str, tuple[int, list[tuple[Entry, ...]]]] = {
    "same title next week": (
        2,
        [(WEEKLY,), (WEEKLY, WEEKLY.but(guid="w2", url=f"{SITE}/w/2", text=STRIKE, step=1))],
    ),
    "same title and notice next week": (
        2,
        [(WEEKLY.but(text=NOTICE),), (WEEKLY.but(guid="w2", url=f"{SITE}/w/2", text=NOTICE, step=1),)],
    ),
    "column at one address": (
        3,
        [(LIVE,), (LIVE.but(guid="2", text=STRIKE, step=1),), (LIVE.but(guid="3", text=POLL, step=2),)],
    ),
    "live page with guid, renewed": (
        2,
        [(LIVE,), (LIVE.but(title="Council vote, minute by minute", text=POLL, step=1),)],
    ),
    "all guids equal": (3, [(A.but(guid="1"), B.but(guid="1")), (B.but(guid="1"), C.but(guid="1", step=1))]),
    "all guids equal, one at a time": (
        3,
        [(A.but(guid="1"),), (B.but(guid="1", step=1),), (C.but(guid="1", step=2),)],
    ),
    "guids are places in the list": (
        3,
        [
            (A.but(guid="1"),),
            (B.but(guid="1", step=1), A.but(guid="2")),
            (C.but(guid="1", step=2), B.but(guid="2", step=1), A.but(guid="3")),
        ],
    ),
    "undated guids are places in the list": (
        2,
        [(A.but(guid="1", step=None),), (B.but(guid="1", step=None), A.but(guid="2", step=None))],
    ),
    "all link to the front page": (
        3,
        [(A.but(url=FRONT),), (B.but(url=FRONT, step=1), A.but(url=FRONT)), (C.but(url=FRONT, step=2),)],
    ),
    "all link to one page": (2, [(A.but(url=f"{SITE}/n"), B.but(url=f"{SITE}/n"))]),
    "short titles come again": (
        2,
        [
            (A.but(title="Harbour", text=""),),
            (B.but(title="Harbour", text="", step=1), A.but(title="Harbour", text="")),
        ],
    ),
    "at the same moment": (2, [(A,), (A, B.but(step=0))]),
    "a series at the same moment": (
        2,
        [
            (A.but(title="Photos, part 1"),),
            (A.but(title="Photos, part 2", guid="x", url=f"{SITE}/p/2"),),
        ],
    ),
    "an old article and a new one": (2, [(A,), (A.but(guid="x"), B.but(step=1))]),
}
