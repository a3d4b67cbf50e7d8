"""An issue as mails: HTML that mail clients take, text written as text, in as many parts as it takes."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.parts import part_of, units_of, weigh
from monitor.digest.view import IssueView, shortened, view_issue
from monitor.model.deliveries import Report
from monitor.model.issues import Issue

if TYPE_CHECKING:
    from css_inline import CSSInliner

#: Bytes of a whole message. Gmail cuts a mail off after 102 KB without a word.
MOST_BYTES = 99_000
#: Bytes of a message by weight of its articles, as the first part is tried.
_FIRST_RATE = 1.3
#: Weights are rough: so much of what should fit is tried.
_CAUTION = 0.97
#: Another trial is worth it for so many times as much.
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

    parts = list(_cut(draw, [weigh(unit) for unit in units], size_of=size_of))
    if len(parts) == 1:
        return parts
    return [replace(mail, title=f"{mail.title} (part {mail.part} of {len(parts)})") for mail in parts]


def _view(issue: Issue) -> IssueView:
    """Return the view of an issue with as many stories as wanted and blind sources as fit, all counted."""
    view = shortened(view_issue(issue, snippet=_SNIPPET_LENGTH), issue)
    return replace(view, blind=view.blind[:_MOST_BLIND])


def _cut(
    draw: Callable[[int, int, int], Report], weights: Sequence[int], *, size_of: Callable[[Report], int]
) -> Iterator[Report]:
    """Yield the parts of an issue, as full as a few trials can make them; `weights` are of its articles."""
    reach = [0, *accumulate(weights)]
    start, number, rate = 0, 1, _FIRST_RATE
    while start < len(weights) or number == 1:

        def trial(end: int, start: int = start, number: int = number) -> Report:
            return draw(start, end, number)

        start, rate, mail = _fill(trial, size_of, reach, start=start, rate=rate)
        yield mail
        number += 1


def _fill(
    draw: Callable[[int], Report],
    size_of: Callable[[Report], int],
    reach: Sequence[int],
    *,
    start: int,
    rate: float,
) -> tuple[int, float, Report]:
    """Return where the next part begins, bytes by weight, and a mail of nearly as many articles as fit.

    `reach` has the weight of all articles before each, `rate` the bytes by weight of the part before. One
    article alone is taken as it is.
    """
    best: tuple[int, float, Report] | None = None
    end = _end(reach, start, rate)
    while True:
        mail = draw(end)
        size = size_of(mail)
        rate = size / max(reach[end] - reach[start], 1)
        if size <= MOST_BYTES or end - start <= 1:
            best = end, rate, mail
        reckoned = _end(reach, start, rate)
        if best is None:
            end = max(start + 1, min(reckoned, end - 1))
        elif reach[reckoned] - reach[start] > (reach[best[0]] - reach[start]) * _WORTH:
            end = reckoned
        else:
            return best


def _end(reach: Sequence[int], start: int, rate: float) -> int:
    """Return up to which article a part is full, one at least while there is one."""
    full = reach[start] + MOST_BYTES / rate * _CAUTION
    return min(max(bisect_right(reach, full) - 1, start + 1), len(reach) - 1)


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
def _inliner(css: str) -> "CSSInliner":
    """Return what puts a style on every element; the rules for the dark stay in the head."""
    from css_inline import CSSInliner  # for who sends mail

    return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, extra_css=css)
