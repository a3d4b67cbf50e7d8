"""Power is lost: what the disk has is shown by the order of the system calls, as strace sees it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from desk import MAIL, rss, write_desk
from installed import MONITOR
from postbox import mail_server
from pytest_httpserver import HTTPServer

pytestmark = pytest.mark.heavy

STRACE = "strace --follow-forks --decode-fds=path --string-limit=10000"
CALLS = "--trace=fsync,fdatasync,pwrite64,sendto"
#: A letter for each system call that matters; the first that fits. A `>` ends the path of what is written.
LETTERS = {
    "i": re.compile(r"pwrite64\(\d+<\S+/monitor\.db-wal>, .*</html>"),
    "w": re.compile(r"pwrite64\(\d+<\S+/monitor\.db-wal>"),
    "s": re.compile(r"f(data)?sync\(\d+<\S+/monitor\.db-wal>"),
    "r": re.compile(r"f(data)?sync\(\d+<\S+/reports[/>]"),
    "m": re.compile(r'sendto\(.*"data\\r\\n"'),
}
#: The issue (i), synced before a report is written (r) or a mail goes out (m); each mail's mark, synced
#: before the next mail, and before the list of reports.
ORDER = r"[ws]*i[wi]*s[wsr]*m[wsr]*ws[wsr]*mw+sr[wsr]*"


def order_of(trace: str) -> str:
    """Return the letters of the calls in the order in which they ended."""
    begun: dict[str, str] = {}
    order = ""
    for line in trace.splitlines():
        thread = line.split()[0]
        letter = next((each for each, call in LETTERS.items() if call.search(line)), "")
        if "<... " in line:
            order += begun.pop(thread, "")
        elif line.endswith("<unfinished ...>") and letter != "m":
            begun[thread] = letter
        else:
            order += letter
    return order


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_issues_and_what_a_mail_server_took_are_on_the_disk_before_the_next_step(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/rss").respond_with_data(rss("H1 harbour"))
    trace = tmp_path / "trace"
    with mail_server() as box:
        write_desk(
            tmp_path,
            [httpserver.url_for("/rss")],
            channels='"email"',
            recipients='"ann@desk.test", "bob@desk.test"',
            more=MAIL.format(port=box.port),
            seed="",
        )
        command = [*STRACE.split(), CALLS, f"--output={trace}", MONITOR, "once"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
        if "ptrace" in done.stderr.lower():
            pytest.skip("strace may not look at processes here")
    assert (done.returncode, len(box.messages)) == (0, 2), done.stderr
    order = order_of(trace.read_text())
    assert re.fullmatch(ORDER, order), order
