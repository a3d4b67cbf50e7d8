"""axe-core finds nothing to complain of, in light and dark, on a desk and on a phone.

It is not ours and not kept here: `npm install --no-save axe-core` in the root of the project brings it.
"""

import json
import os
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from digest_sample import TOPICS, make_issue
from drawn import render_index
from showcase import index_entries, showcase

from monitor.digest.render_mail import render_mail
from monitor.digest.render_page import render_page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = {"desk": 1200, "phone": 390}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Opened before it is looked at, so that what is there on demand is seen too.
RUN = """
document.querySelectorAll("details").forEach((each) => { each.open = true; });
axe.run(document, { runOnly: RULES }).then((found) => {
  const told = found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)]);
  const done = parent.document.createElement("pre");
  done.textContent = JSON.stringify([NAME, found.passes.length, told]);
  parent.document.body.append(done);
});
"""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm install --no-save axe-core"),
]


def documents() -> dict[str, str]:
    return {
        "page": render_page(showcase()).html,
        "quiet page": render_page(make_issue([])).html,
        "index": render_index(index_entries(), topics=TOPICS, years=[("2025", "archive-2025.html")]),
        "mail": render_mail(showcase()).html,
        "quiet mail": render_mail(make_issue([])).html,
    }


def framed(name: str, html: str) -> str:
    """Return a document that tells its parent what axe-core finds in it."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    run = RUN.replace("RULES", json.dumps(RULES)).replace("NAME", json.dumps(name))
    return f"{html}<script>{AXE.read_text()}</script><script>{run}</script>"


def findings(folder: Path, *, scheme: int) -> list[tuple[str, int, list[object]]]:
    """Return what is found in each document at each width; `scheme` is Chromium's: 0 dark, 1 light."""
    frames = []
    for number, (name, html) in enumerate(documents().items()):
        for width_name, width in WIDTHS.items():
            file = f"{number}-{width_name}.html"
            (folder / file).write_text(framed(f"{name}, {width_name}", html))
            frames.append(f'<iframe src="{file}" title="{name}" width="{width}" height="900"></iframe>')
    (folder / "all.html").write_text(f"<body>{''.join(frames)}")
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-first-run",
         "--allow-file-access-from-files", f"--blink-settings=preferredColorScheme={scheme}",
         f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=60000", "--dump-dom",
         (folder / "all.html").as_uri()],
        capture_output=True, timeout=120, check=False, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    told = re.findall(r"<pre>(.*?)</pre>", done.stdout.decode(), re.DOTALL)
    return [tuple(json.loads(unescape(each))) for each in told]


@pytest.mark.parametrize("scheme", [1, 0], ids=["light", "dark"])
def test_axe_finds_no_violation(tmp_path: Path, scheme: int) -> None:
    found = findings(tmp_path, scheme=scheme)
    assert len(found) == len(documents()) * len(WIDTHS)
    assert all(passes > 15 for _, passes, _ in found)
    assert [(name, violations) for name, _, violations in found if violations] == []
