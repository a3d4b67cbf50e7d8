"""A made-up issue to look at: stories of many outlets, new, updated and continued, in scripts of all kinds.

    python tests/digest/showcase.py FOLDER

writes its page, its mail and an index, for screenshots.
"""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from digest_sample import (
    DIGEST,
    FREED,
    MINSK,
    PRISONERS,
    SOURCES,
    TALKS,
    TOPICS,
    UNTIL,
    ZONE,
    at,
    make_issue,
    make_item,
    make_member,
    make_story,
    members,
)
from drawn import render_index

from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page
from monitor.digest.select import select
from monitor.digest.timeline import timelines
from monitor.model.digests import Window
from monitor.model.feeds import Source
from monitor.model.issues import Headline, Issue, IssueEntry
from monitor.model.tellings import Delta, IssueItem, IssueStory

BORDER = (r"border|мяж\w*|границ\w*|granic\w*|sien\w*|الحدود|miaž\w*", "border")
SOURCES.setdefault(
    "fajr", Source(key="fajr", name="صحيفة المرفأ", language="ar", country="LB", group="western")
)
SOURCES.setdefault(
    "zara", Source(key="zara", name="Zaranak", language="be", country="BY", group="independent")
)


def _more() -> dict[str, IssueItem]:
    """Return further articles, by what they are called here."""
    items = {
        "arabic": make_item(
            21, "fajr", "وساطة جديدة: أحد عشر سجينا يعبرون الحدود بعد محادثات Minsk",
            "عبر أحد عشر شخصا الحدود ليلا بعد محادثات استمرت يومين.",
            published_at=at(4.9),
        ),
        "latin": make_item(
            22, "zara", "Adzinaccać vyzvalenych: što viadoma pra palitviaźniaŭ, jakich pryviezli da miažy",
            "Siarod vyzvalenych dvoje ŭkrainskich hramadzian. Siemji daviedalisia za hadzinu.",
            published_at=at(6.9),
        ),
        "copy": make_item(
            23, "palace", "Переговоры продлены до воскресенья, сообщили источники",
            "Переговоры в Минске продлены ещё на день, сообщили два источника.", published_at=at(3.9),
        ),
        "office": make_item(
            24, "registry", "Statement on the release of detainees",
            "We welcome the release of 52 people over the last week and thank all who made it possible.",
            published_at=at(1.6),
        ),
        "rail": make_item(
            25, "neris", "Geležinkelis: per sieną vėl leidžiami kroviniai traukiniai, bet tik naktimis",
            "Per sieną nuo pirmadienio vėl važiuos kroviniai traukiniai.", published_at=at(10.2),
        ),
        "queue": make_item(
            26, "dnipro", "Черга на кордоні: вантажівки стоять уже четверту добу, перевізники говорять про"
            " збитки у мільйони євро та просять відкрити ще один пункт пропуску до свят",
            "На кордоні стоїть понад тисяча вантажівок.", published_at=at(12.4),
        ),
        "bridge": make_item(
            27, "wisla", "Most na granicy zamknięty do odwołania", "", published_at=at(14.1),
        ),
        "visas": make_item(
            28, "channel", "Visa office to reopen in spring, if the talks hold",
            "A visa office that has been shut since 2021 could reopen in spring, three officials said.",
            author="Eleanor Whitcombe", published_at=at(19.7),
        ),
        "lawyers": make_item(
            29, "watch", "Four lawyers of prisoners lose their licences",
            "Four lawyers who defended political prisoners were struck off on Friday.", published_at=at(21.5),
        ),
    }  # fmt: skip
    return {
        "arabic": make_member(items["arabic"], "prisoners", 0.52, (r"سجينا|الحدود", "prisoner*")),
        "latin": make_member(items["latin"], "prisoners", 0.83, (r"vyzvalen\w*|palitvia\w*", "release*")),
        "copy": replace(
            make_member(items["copy"], "talks", 0.6, TALKS, MINSK), sameness="copy", copy_of=4
        ),
        "office": make_member(items["office"], "prisoners", 0.7, FREED),
        "rail": make_member(items["rail"], "border", 0.6, BORDER),
        "queue": make_member(items["queue"], "border", 0.5, (r"кордоні|пункт пропуску", "border")),
        "bridge": make_member(items["bridge"], "border", 0.5, BORDER),
        "visas": make_member(items["visas"], "talks", 0.45, TALKS),
        "lawyers": make_member(items["lawyers"], "prisoners", 0.55, PRISONERS),
    }  # fmt: skip


def _known() -> dict[int, IssueItem]:
    """Return the articles of the sample, each with all its matches."""
    found: dict[int, IssueItem] = {}
    for member in members():
        known = found.setdefault(member.item.id, member)
        if known is not member:
            found[member.item.id] = replace(known, matches=known.matches + member.matches)
    return found


def main(folder: Path) -> None:
    """Write what there is to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    issue = showcase()
    (folder / "page.html").write_text(render_page(issue).html)
    (folder / "mail.html").write_text(render_mail(issue).html)
    (folder / "mail.txt").write_text(render_mail(issue).text)
    (folder / "index.html").write_text(render_index(index_entries(), topics=TOPICS))


def index_entries() -> list[IssueEntry]:
    """Return a week of this issue."""
    issue = showcase()
    headlines = tuple(
        Headline(
            story=story.id,
            state=story.state,
            topics=story.topics,
            title=story.lead.item.title,
            language=story.lead.item.language,
            url=story.lead.item.url,
            source=story.lead.source.name,
            published_at=story.lead.item.published_at,
        )
        for story in issue.stories
    )
    entry = IssueEntry(
        digest=issue.digest,
        name=issue.name,
        number=issue.number,
        window=issue.window,
        made_at=issue.made_at,
        zone=issue.zone,
        stories=len(headlines),
        items=sum(len(story.items) for story in issue.stories),
        topics=tuple((section.name, len(section.stories)) for section in issue.sections),
        blind=len(issue.coverage.blind),
        file="page.html",
        headlines=headlines,
    )
    return [_days_before(entry, ago) for ago in range(7)]


def _days_before(entry: IssueEntry, days: int) -> IssueEntry:
    ago, window = timedelta(days=days), entry.window
    return replace(
        entry,
        number=entry.number - days,
        made_at=entry.made_at - ago,
        window=Window(from_at=window.from_at - ago, until_at=window.until_at - ago),
        headlines=entry.headlines[days:],
    )


def stories() -> list[IssueStory]:
    """Return stories new, updated, continued and alerted, of one article and of many."""
    known, more = _known(), _more()
    freed = make_story(known[2], more["latin"], more["office"], known[3], more["arabic"], known[8], known[6])
    talks = make_story(known[1], known[4], more["copy"], known[14], known[5])
    return [
        replace(
            freed,
            state="updated",
            before=(11, "Fourteen people released, their families say"),
            deltas=(
                Delta(gain="number", text="52 people, was 14", item_id=24),
                Delta(
                    gain="official",
                    text="first official statement: Office of Restrictive Measures",
                    item_id=24,
                ),
                Delta(gain="country", text="new country: Ukraine", item_id=8),
            ),
            standing=replace(freed.standing, first_at=at(52)),
        ),
        replace(talks, standing=replace(talks.standing, voices=talks.standing.voices[:4], sources=5)),
        make_story(known[13], known[7]),
        *(make_story(known[number]) for number in (9, 10, 11)),
        make_story(known[12], state="continued"),
        make_story(replace(more["visas"], alerted_at=at(17.5))),
        make_story(more["lawyers"], state="continued"),
        make_story(more["rail"], more["bridge"]),
        make_story(more["queue"]),
    ]  # fmt: skip


def many_stories(count: int, *, most: int | None = None) -> Issue:
    """Return an issue of so many stories, each of these again and again, with a number in every headline.

    None has more than `most` articles.
    """
    base = [replace(story, items=story.items[:most]) for story in stories()]
    made = [_another(base[number % len(base)], number) for number in range(count)]
    return make_issue([], sections=select(DIGEST, made, names=TOPICS, until_at=UNTIL))


def _another(story: IssueStory, number: int) -> IssueStory:
    first = 10_000 + 100 * number
    items = tuple(
        replace(member, item=replace(member.item, id=first + n, title=f"{member.item.title} {first + n}"))
        for n, member in enumerate(story.items)
    )
    return replace(story, id=first, items=items)


def showcase() -> Issue:
    """Return the issue."""
    wave = [2, 1, 0, 3, 4, 2, 1, 1, 0, 0, 2, 5, 9, 6, 4, 3, 2, 2, 1, 0, 1, 3, 2, 4, 8, 12, 7, 5, 6, 9]
    moments = [
        (topic, UNTIL - timedelta(days=29 - day))
        for place, topic in enumerate(TOPICS)
        for day, count in enumerate(wave[place * 3 :] + wave[: place * 3])
        for _ in range(count)
    ]
    return make_issue(
        [],
        sections=select(DIGEST, stories(), names=TOPICS, until_at=UNTIL),
        timelines=timelines(moments, list(TOPICS), until_at=UNTIL, zone=ZONE),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
