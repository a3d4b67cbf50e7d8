"""What the main process imports: it may run for years, and never touches what strangers send."""

import subprocess
import sys

ONLY_IN_WORKERS = (
    "feedparser",
    "nh3",
    "numpy",
    "py3langid",
    "selectolax",
    "monitor.parse",
    "monitor.normalise",
)


def test_the_service_imports_no_parser_and_no_language_model() -> None:
    found = f"[name for name in {ONLY_IN_WORKERS} if name in sys.modules]"
    command = [sys.executable, "-c", f"import sys, monitor.app, monitor.service.run; print({found})"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "[]\n"
