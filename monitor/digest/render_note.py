"""An issue as a short message for messengers and phones: headlines, where they are from, and links. Pure."""

import re
from collections.abc import Iterator

from monitor.digest.snippets import clean
from monitor.digest.stories import StoryView
from monitor.digest.view import IssueView, shortened, view_issue
from monitor.model.deliveries import Report
from monitor.model.issues import Issue
from monitor.words.counts import count

#: Letters of a message; the strictest of the services that many use takes 2,000.
MOST = 1_700
#: Letters of one headline.
_LONGEST = 200


def render_note(issue: Issue) -> Report:
    """Return an issue as a headline and a few lines; what does not fit is counted."""
    whole = view_issue(issue, snippet=0)
    view = shortened(whole, issue)
    return Report(
        medium="note",
        digest=issue.digest,
        name=issue.name,
        made_at=issue.made_at,
        title=_harmless(view.subject),
        text=_text(view, of=len(_stories(whole))),
    )


def _stories(view: IssueView) -> list[StoryView]:
    stories = [story for section in view.sections for story in (*section.stories, *section.continued)]
    return stories + [story for section in view.sections for story in section.alerted]


def _text(view: IssueView, *, of: int) -> str:
    """Return the message; `of` so many stories of the issue."""
    lines: list[str] = []
    for story in _stories(view):
        told = "\n".join(_story(story))
        if lines and sum(map(len, lines)) + len(told) > MOST:
            break
        lines.append(told)
    rest = of - len(lines)
    more = [f"And {count(rest, 'more story', 'more stories')}: {view.page}"] if rest else []
    return "\n\n".join([*lines, *more]) or "All quiet."


def _story(story: StoryView) -> Iterator[str]:
    lead = story.lead
    headline = lead.headline if len(lead.headline) <= _LONGEST else lead.headline[: _LONGEST - 1] + "…"
    told_by = story.standing[0] if story.standing else ""
    yield _harmless(headline)
    yield _harmless(", ".join(part for part in (lead.source, lead.when, told_by, story.alerted) if part))
    if story.news:
        yield _harmless("New: " + "; ".join(story.news))
    if lead.url:
        yield lead.url


def _harmless(text: str) -> str:
    """Return a text of strangers in which no service finds somebody to be called: `@everyone`."""
    return re.sub(r"@(?=\w)", "@\u200b", clean(text))
