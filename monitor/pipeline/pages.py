"""A page to the full text of its item: runs in a worker process that may be killed.

The main process knows the job and what comes of it, but not what reads pages: the functions import that.
"""

from dataclasses import dataclass

from monitor.model.feeds import Fetched, Source
from monitor.model.fulltexts import FullText, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class FullTextJob:
    """A page, to be read in a worker process."""

    wanted: Wanted
    source: Source
    fetched: Fetched


def read_page(job: FullTextJob) -> FullText:
    """Return the text of the item; runs in a worker process. Raises ParseError when the page has none."""
    from monitor.normalise.fulltext import full_text
    from monitor.parse import charset
    from monitor.sources.fulltext import article

    fetched, wanted = job.fetched, job.wanted
    return full_text(
        article(charset.decode(fetched.body, content_type=fetched.content_type)),
        item=wanted.item,
        teaser=wanted.state.teaser,
        feed=wanted.feed,
        source=job.source,
    )
