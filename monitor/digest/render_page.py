"""An issue as a page: one file that needs nothing but itself, no script, no request."""

from monitor.digest.environment import SHIPPED, Templates
from monitor.digest.names import page_name
from monitor.digest.snippets import SNIPPET_LENGTH
from monitor.digest.view import view_issue
from monitor.model.deliveries import Report
from monitor.model.issues import Issue


def render_page(issue: Issue, templates: Templates = SHIPPED) -> Report:
    """Return the full report of an issue; nothing is ever cut from it."""
    view = view_issue(issue, snippet=SNIPPET_LENGTH)
    return Report(
        medium="page",
        digest=issue.digest,
        name=issue.name,
        made_at=issue.made_at,
        title=page_name(issue),
        html=templates.draw("page.html", issue=view).lstrip(),
    )
