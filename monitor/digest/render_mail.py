"""An issue as a mail: HTML that mail clients take, and a text part written as text."""

from bisect import bisect_right
from functools import cache

from css_inline import CSSInliner

from monitor.digest.environment import environment
from monitor.digest.view import IssueView, view_issue
from monitor.model.digests import Issue, Report

#: Bytes of HTML. Gmail cuts a mail off after 102 KB without a word; we cut before, and say so.
MOST_BYTES = 95_000
#: No item takes fewer bytes than this, so more than `MOST_BYTES / _LEAST_ITEM` need not be tried.
_LEAST_ITEM = 400
#: Shorter than on a page: a mail is skimmed.
_SNIPPET_LENGTH = 320


def render_mail(issue: Issue) -> Report:
    """Return the mail of an issue. What is too much for HTML is counted there; the text part holds all."""
    view, html = _largest(issue)
    whole = view_issue(issue, limit=None, snippet=_SNIPPET_LENGTH)
    return Report(
        medium="mail",
        digest=issue.digest,
        name=issue.name,
        made_at=issue.made_at,
        title=_subject(view),
        html=html,
        text=environment().get_template("mail.txt").render(issue=whole).strip() + "\n",
    )


def _largest(issue: Issue) -> tuple[IssueView, str]:
    """Return the mail with as many items as fit, found by halving."""
    total = sum(len(section.items) for section in issue.sections)
    most = min(total, MOST_BYTES // _LEAST_ITEM)
    best = _draw(issue, most)
    if _fits(best[1]):
        return best
    least = bisect_right(range(most), False, key=lambda limit: not _fits(_draw(issue, limit)[1])) - 1
    return _draw(issue, max(least, 0))


def _draw(issue: Issue, limit: int) -> tuple[IssueView, str]:
    view = view_issue(issue, limit=limit, snippet=_SNIPPET_LENGTH)
    html = environment().get_template("mail.html").render(issue=view).lstrip()
    return view, _inliner().inline(html)


def _fits(html: str) -> bool:
    return len(html.encode()) <= MOST_BYTES


def _subject(view: IssueView) -> str:
    """Return `Belarus daily No. 12: 14 articles, Sun 22 Nov 2026`."""
    return f"{view.name} No. {view.number}: {view.counts[0] if view.counts else 'all quiet'}, {view.day}"


@cache
def _inliner() -> CSSInliner:
    """Return what puts `mail.css` on every element; the rules for the dark stay in the head."""
    css = environment().get_template("mail.css").render()
    return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, extra_css=css)
