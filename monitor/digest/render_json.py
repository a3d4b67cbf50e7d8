"""An issue as data, for programs, in the form that `monitor help webhooks` describes. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from monitor.digest.snippets import clean, snippet
from monitor.model.deliveries import Report
from monitor.model.issues import Issue
from monitor.model.tellings import IssueItem, IssueStory

#: Of the form of the data: higher once a program that understands it would have to change.
VERSION = 1
#: Letters of an article's text.
_SNIPPET_LENGTH = 320


def render_json(issue: Issue) -> Report:
    """Return an issue as one JSON document in the text of a report."""
    told = {
        "type": "alert" if issue.is_alert else "digest",
        "version": VERSION,
        "timestamp": issue.made_at.isoformat(),
        "data": _data(issue),
    }
    return Report(
        medium="json",
        digest=issue.digest,
        name=issue.name,
        made_at=issue.made_at,
        title=issue.name,
        text=json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode(),
    )


def _data(issue: Issue) -> dict[str, Any]:
    return {
        "digest": issue.digest,
        "name": issue.name,
        "number": issue.number,
        "from": issue.window.from_at.isoformat(),
        "until": issue.window.until_at.isoformat(),
        "late_s": issue.late_s,
        "topics": [
            {"topic": s.topic, "name": s.name, "stories": [story.id for story in s.stories]}
            for s in issue.sections
        ],
        "stories": [_story(story) for story in issue.stories],
        "sources": issue.coverage.sources,
        "blind": [
            {"name": b.name, "state": b.state, "since": b.since.isoformat(), "why": b.why}
            for b in issue.coverage.blind
        ],
        "undelivered": issue.undelivered,
    }


def _story(story: IssueStory) -> dict[str, Any]:
    return {
        "story": story.id,
        "state": story.state,
        "topics": list(story.topics),
        "new": [clean(delta.text) for delta in story.deltas],
        "independent_sources": [voice.source.key for voice in story.standing.voices],
        "first_at": story.standing.first_at.isoformat(),
        "last_at": story.standing.last_at.isoformat(),
        "score": round(story.score, 3),
        "alerts": [at.isoformat() for at in story.alerts],
        "articles": [dict(_article(member)) for member in story.items],
    }


def _article(member: IssueItem) -> Iterator[tuple[str, Any]]:
    item, source = member.item, member.source
    spans = [span for match in member.matches for span in match.spans if span.field == "text"]
    yield from (("item", item.id), ("url", item.url), ("title", clean(item.title)))
    yield from (("language", item.language), ("author", clean(item.author)))
    yield from (("source", source.key), ("source_name", source.name), ("group", source.group))
    yield "published_at", item.published_at.isoformat()
    yield "first_seen_at", item.first_seen_at.isoformat()
    yield "topics", {match.topic: round(match.score, 3) for match in member.matches}
    yield "is_copy", member.copy_of is not None
    yield "snippet", "".join(piece.text for piece in snippet(item.text, spans, limit=_SNIPPET_LENGTH))
