"""All issues of a year on one page: digest by digest, newest first, with their headlines."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from monitor.digest import labels
from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.lazy import lazily
from monitor.digest.names import feed_name
from monitor.digest.snippets import clean
from monitor.model.issues import DigestIssues, Headline, IssueEntry
from monitor.words.counts import count


def write_index(
    file: TextIO,
    issues: Sequence[DigestIssues],
    templates: Templates = SHIPPED,
    *,
    year: int,
    undelivered: int = 0,
    years: Sequence[tuple[str, str]] = (),
    topics: Mapping[str, str] | None = None,
) -> None:
    """Write the page into a file that can be cut: digest by digest, as they are given.

    `undelivered` is the number of deliveries that the operator is to be told of, `years` are other pages of
    this kind with their files, `topics` are the names of those that have Atom feeds, by their keys.
    """
    digests = [
        {
            "anchor": f"digest-{n}",
            "name": its.name,
            "feed": feed_name("digest", its.digest),
            "issues": lazily(_line, its.issues),
        }
        for n, its in enumerate(issues, start=1)
    ]
    templates.write(
        file,
        "index.html",
        title=f"Issues of {year}",
        digests=digests,
        total=sum(len(its.issues) for its in issues),
        trouble=labels.undelivered_label(undelivered),
        years=years,
        feeds=[
            *((digest["name"], digest["feed"]) for digest in digests),
            *((name, feed_name("topic", topic)) for topic, name in (topics or {}).items()),
        ],
        script_hash=_hash(templates.draw("index.js")),
    )


def _hash(script: str) -> str:
    """Return by what the policy of the page knows the one script that may run."""
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _line(entry: IssueEntry) -> dict[str, Any]:
    until_at = entry.window.until_at.astimezone(entry.zone)
    counts = [count(entry.stories, "story", "stories"), count(entry.items, "article")]
    counts = counts if entry.items else ["All quiet"]
    counts += [f"{name} {number}" for name, number in entry.topics if number]
    if entry.blind:
        counts.append(f"{count(entry.blind, 'source')} blind")
    if entry.late_s:
        counts.append(labels.late_label(entry.window, entry.zone, late_s=entry.late_s))
    return {
        "number": entry.number,
        "file": entry.file,
        "day": labels.day_label(until_at),
        "window": labels.window_label(entry.window, entry.zone, is_first=entry.number == 1),
        "counts": " · ".join(counts),
        "headlines": lazily(_headline, entry.headlines),
    }


def _headline(headline: Headline) -> dict[str, str]:
    return {
        "anchor": headline.anchor,
        "title": clean(headline.title).strip() or "Untitled",
        "language": labels.language_tag(headline.language),
        "source": clean(headline.source),
    }
