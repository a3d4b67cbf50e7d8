"""All issues on one page: newest first, digest by digest."""

from collections.abc import Sequence
from typing import Any

from monitor.digest import labels
from monitor.digest.environment import SHIPPED, Templates
from monitor.model.digests import IssueEntry


def render_index(
    entries: Sequence[IssueEntry], templates: Templates = SHIPPED, *, undelivered: int = 0
) -> str:
    """Return the page; a digest goes by its newest name, the one with the newest issue comes first.

    `undelivered` is the number of deliveries that the operator is to be told of.
    """
    newest_first = sorted(entries, key=lambda e: (e.window.until_at, e.number), reverse=True)
    groups: dict[str, list[IssueEntry]] = {}
    for entry in newest_first:
        groups.setdefault(entry.digest, []).append(entry)
    digests = [
        {"anchor": f"digest-{n}", "name": group[0].name, "issues": [_line(entry) for entry in group]}
        for n, group in enumerate(groups.values(), start=1)
    ]
    trouble = labels.undelivered_label(undelivered)
    return templates.draw("index.html", digests=digests, total=len(newest_first), trouble=trouble).lstrip()


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
    }
