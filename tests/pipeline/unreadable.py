"""A worker's target for pages that nobody can read: it takes a while, and breaks."""

import time

from monitor.model.fulltexts import FullText
from monitor.pipeline.pages import FullTextJob


def read_page(job: FullTextJob) -> FullText:
    time.sleep(0.2)
    raise RuntimeError(job.fetched.url)
