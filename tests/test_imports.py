"""What the main process imports, which never touches what strangers send, and what the workers, which do."""

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
#: Of no use to a worker, and half of what it would weigh.
ONLY_IN_THE_MAIN_PROCESS = ("aiohttp", "monitor.net", "monitor.store", "pydantic", "sqlalchemy")


def test_the_service_imports_no_parser_and_no_language_model() -> None:
    assert loaded(ONLY_IN_WORKERS, by="import monitor.app.wiring, monitor.service.run") == "[]\n"


def test_workers_import_neither_the_store_nor_the_network() -> None:
    prepared = "import monitor.pipeline.reading; monitor.pipeline.reading.prepare()"
    others = "import monitor.pipeline.looking, monitor.pipeline.pages"
    readers = "import monitor.normalise.fulltext, monitor.sources.fulltext, monitor.sources.opml"
    assert loaded(ONLY_IN_THE_MAIN_PROCESS, by=f"{prepared}; {others}; {readers}") == "[]\n"


def loaded(names: tuple[str, ...], *, by: str) -> str:
    """Return which of the modules a new process has after that."""
    found = f"[name for name in {names} if name in sys.modules]"
    command = [sys.executable, "-c", f"import sys; {by}; print({found})"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
