"""How long a digest of many stories takes to render, as mails and as a page, and how much memory.

    python tests/bench/digest.py [stories]...

Stories are those of the tests' showcase again and again: half of them of several articles, in many scripts;
and then with one article each. Time is CPU time; the templates are compiled before, as a service has them.
Memory is the most that the process held, issue and program included. Each figure is of a process of its own.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "digest"))

from showcase import many_stories

from monitor.deliver.bodies import size_of
from monitor.digest.environment import SHIPPED, shipped_names
from monitor.digest.render_mail import render_mails
from monitor.digest.render_page import render_page
from monitor.model.deliveries import Report
from monitor.pipeline.collecting import uncollected

MEDIA = ("mail", "page")


def main() -> None:
    """Print the figures of every size and medium."""
    for count in map(int, sys.argv[1:] or ["200", "2000"]):
        for medium in MEDIA:
            for most in ("", "1"):
                subprocess.run([sys.executable, __file__, medium, str(count), most], check=True)


def measure(medium: str, count: int, most: int | None) -> None:
    """Render one issue, with so many articles a story at most, and print what that took."""
    issue = many_stories(count, most=most)
    articles = sum(len(story.items) for story in issue.stories)
    before = held()
    for name in shipped_names():
        SHIPPED.load(name)
    started = time.process_time()
    with uncollected():
        reports: list[Report] = (
            render_mails(issue, size_of=size_of) if medium == "mail" else [render_page(issue)]
        )
    spent = time.process_time() - started
    sizes = [size_of(report) if medium == "mail" else len(report.html.encode()) for report in reports]
    print(
        f"{medium}: {count:,} stories of {articles:,} articles, {len(reports)} parts of at most"
        f" {max(sizes) / 1000:,.0f} KB: {spent:.2f} s, {held():.0f} MB, of which {before:.0f} MB before"
    )


def held() -> float:
    """Return the most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in MEDIA:
        measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3] else None)
    else:
        main()
