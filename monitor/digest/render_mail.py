"""An issue as mails: HTML that mail clients take, text written as text, in as many parts as it takes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from css_inline import CSSInliner

from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.parts import part_of, units_of
from monitor.digest.view import IssueView, shortened, view_issue
from monitor.model.digests import Issue, Report

#: Bytes of a whole message. Gmail cuts a mail off after 102 KB without a word.
MOST_BYTES = 99_000
#: Articles tried first for a part; more are taken when they fit.
_FIRST_TRY = 24
#: Articles differ: so much of what should fit is tried.
_CAUTION = 0.95
#: Another trial is worth it for so many times as many articles.
_WORTH = 1.15
#: Blind sources that a mail names; the page names all.
_MOST_BLIND = 40
#: Shorter than on a page: a mail is skimmed.
_SNIPPET_LENGTH = 320


def render_mail(issue: Issue, templates: Templates = SHIPPED) -> Report:
    """Return an issue as one mail, however large."""
    return _draw(issue, _view(issue), templates)


def render_mails(
    issue: Issue, templates: Templates = SHIPPED, *, size_of: Callable[[Report], int]
) -> list[Report]:
    """Return an issue as mails of at most `MOST_BYTES` each, which together hold everything.

    `size_of` tells how many bytes a message of a report takes.
    """
    view = _view(issue)
    units = units_of(view)

    def draw(start: int, end: int, number: int) -> Report:
        return _draw(issue, part_of(view, units, start, end, number=number), templates)

    parts = list(_cut(draw, len(units), size_of=size_of))
    if len(parts) == 1:
        return parts
    return [replace(mail, title=f"{mail.title} (part {mail.part} of {len(parts)})") for mail in parts]


def _view(issue: Issue) -> IssueView:
    """Return the view of an issue with as many stories as wanted and blind sources as fit, all counted."""
    view = shortened(view_issue(issue, snippet=_SNIPPET_LENGTH), issue.limit)
    return replace(view, blind=view.blind[:_MOST_BLIND])


def _cut(
    draw: Callable[[int, int, int], Report], total: int, *, size_of: Callable[[Report], int]
) -> Iterator[Report]:
    """Yield the parts of an issue, each as full as a few trials can make it."""
    start, number, count = 0, 1, _FIRST_TRY
    while start < total or number == 1:

        def trial(count: int, start: int = start, number: int = number) -> Report:
            return draw(start, start + count, number)

        count, mail = _fill(trial, size_of, wanted=count, rest=total - start)
        yield mail
        start, number = start + count, number + 1


def _fill(
    draw: Callable[[int], Report], size_of: Callable[[Report], int], *, wanted: int, rest: int
) -> tuple[int, Report]:
    """Return a mail of nearly as many articles as fit, and how many; one alone is taken as it is."""
    best: tuple[int, Report] | None = None
    count = min(wanted, rest)
    while True:
        mail = draw(count)
        size = size_of(mail)
        if size <= MOST_BYTES or count <= 1:
            best = count, mail
        reckoned = min(int(count * MOST_BYTES / size * _CAUTION), rest)
        if best is None:
            count = max(1, min(reckoned, count - 1))
        elif reckoned > best[0] * _WORTH:
            count = reckoned
        else:
            return best


def _draw(issue: Issue, view: IssueView, templates: Templates) -> Report:
    html = templates.draw("mail.html", issue=view).lstrip()
    return Report(
        medium="mail",
        part=view.part,
        digest=issue.digest,
        name=issue.name,
        made_at=issue.made_at,
        title=view.subject,
        html=_inliner(templates.draw("mail.css")).inline(html),
        text=templates.draw("mail.txt", issue=view).strip() + "\n",
    )


@cache
def _inliner(css: str) -> CSSInliner:
    """Return what puts a style on every element; the rules for the dark stay in the head."""
    return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, extra_css=css)
