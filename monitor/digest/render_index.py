"""All issues of a year on one page: newest first, digest by digest, with their headlines."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monitor.digest import labels
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.names import feed_name
from monitor.digest.snippets import clean
from monitor.model.digests import Headline, IssueEntry


class _Drawn(Sequence[dict[str, Any]]):
    """What a template is given of each of many things, made when it comes to it: a year is long."""

    def __init__(self, things: Sequence[Any], draw: Callable[[Any], dict[str, Any]]) -> None:
        self._things, self._draw = things, draw

    def __len__(self) -> int:
        return len(self._things)

    def __getitem__(self, place: Any) -> Any:
        return self._draw(self._things[place])


def render_index(
    entries: Sequence[IssueEntry],
    templates: Templates = SHIPPED,
    *,
    undelivered: int = 0,
    years: Sequence[tuple[str, str]] = (),
    topics: Mapping[str, str] | None = None,
) -> str:
    """Return the page; a digest goes by its newest name, the one with the newest issue comes first.

    `undelivered` is the number of deliveries that the operator is to be told of, `years` are other pages of
    this kind with their files, `topics` are the names of those that have Atom feeds, by their keys.
    """
    newest_first = sorted(entries, key=lambda e: (e.window.until_at, e.number), reverse=True)
    groups: dict[str, list[IssueEntry]] = {}
    for entry in newest_first:
        groups.setdefault(entry.digest, []).append(entry)
    digests = [
        {
            "anchor": f"digest-{n}",
            "name": group[0].name,
            "feed": feed_name("digest", digest),
            "issues": _Drawn(group, _line),
        }
        for n, (digest, group) in enumerate(groups.items(), start=1)
    ]
    page = templates.draw(
        "index.html",
        title=_title(entries),
        digests=digests,
        total=len(newest_first),
        trouble=labels.undelivered_label(undelivered),
        years=years,
        feeds=[
            *((digest["name"], digest["feed"]) for digest in digests),
            *((name, feed_name("topic", topic)) for topic, name in (topics or {}).items()),
        ],
        script_hash=_hash(templates.draw("index.js")),
    )
    return page.lstrip()


def _title(entries: Sequence[IssueEntry]) -> str:
    years = {entry.made_at.year for entry in entries}
    return f"Issues of {years.pop()}" if len(years) == 1 else "All issues"


def _hash(script: str) -> str:
    """Return by what the policy of the page knows the one script that may run."""
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _line(entry: IssueEntry) -> dict[str, Any]:
    until_at = entry.window.until_at.astimezone(entry.zone)
    counts = [labels.count(entry.stories, "story", "stories"), labels.count(entry.items, "article")]
    counts = counts if entry.items else ["All quiet"]
    counts += [f"{name} {number}" for name, number in entry.topics if number]
    if entry.blind:
        counts.append(f"{labels.count(entry.blind, 'source')} blind")
    if entry.late_s:
        counts.append(labels.late_label(entry.window, entry.zone, late_s=entry.late_s))
    return {
        "number": entry.number,
        "file": entry.file,
        "day": labels.day_label(until_at),
        "window": labels.window_label(entry.window, entry.zone, is_first=entry.number == 1),
        "counts": " · ".join(counts),
        "headlines": _Drawn(entry.headlines, _headline),
    }


def _headline(headline: Headline) -> dict[str, str]:
    return {
        "anchor": headline.anchor,
        "title": clean(headline.title).strip() or "Untitled",
        "language": labels.language_tag(headline.language),
        "source": clean(headline.source),
    }
