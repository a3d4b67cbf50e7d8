"""The names of the files that pages are kept under: safe by construction. Pure."""

import hashlib
import re

from monitor.model.issues import Issue

#: The page that lists the others; no issue can have this name, for theirs end in a date.
INDEX_NAME = "index.html"


def page_name(issue: Issue) -> str:
    """Return `<digest>-<number>-<day the window ends, in the reader's zone>.html`."""
    day = issue.window.until_at.astimezone(issue.zone).date()
    return f"{_slug(issue.digest)}-{issue.number:04d}-{day.isoformat()}.html"


def archive_name(year: int) -> str:
    """Return the name of the index of a past year."""
    return f"archive-{year}.html"


def feed_name(kind: str, key: str) -> str:
    """Return the name of the Atom feed of a `digest` or a `topic`."""
    return f"{kind}-{_slug(key)}.xml"


def _slug(key: str) -> str:
    """Return a key in letters that every file system takes; a key that had to change gets its hash."""
    slug = re.sub(r"[^a-z0-9_-]+", "-", key).strip("-")[:60]
    if slug == key:
        return slug
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{mark}".strip("-")
