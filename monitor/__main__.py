"""The command `monitor`: runs it and turns every expected error into one clear message."""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from monitor.errors import ConfigError, MonitorError

#: Exit codes, as the README promises them.
DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
#: What a disk cannot take, and what is not for us; any other error of the system is unexpected.
_REFUSED = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS,
    errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ENAMETOOLONG,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, that of the process unless `arguments` are given, and exit."""
    from monitor.cli.main import Interrupted, cli

    _open_what_is_closed()
    try:
        try:
            cli(args=arguments, prog_name="monitor", standalone_mode=True)
        finally:
            # What is still held back fails here or, as the interpreter ends, with a traceback.
            sys.stdout.flush()
    except ConfigError as error:
        _say(error)
        sys.exit(WRONG_USE)
    except MonitorError as error:
        _say(error)
        sys.exit(FAILED)
    except Interrupted:
        _leave()
    except BrokenPipeError:
        # The reader of our output has seen enough (`monitor items | head`).
        sys.stderr.close()
        sys.exit(DONE)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        place = error.filename or "the output cannot be written"
        sys.stderr.write(f"monitor: {place}: {error.strerror}\n")
        # What is left of the output would be tried once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def _open_what_is_closed() -> None:
    """Write to nowhere what was closed by the caller (`>&-`); a database must not get the number of it."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - until we end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - until we end


def _leave() -> None:
    """End the process, even while a thread waits for a mail server that does not answer.

    The delivery in that thread keeps its lease and is attempted again, with the same Message-ID.
    """
    # After the ^C of a terminal.
    sys.stderr.write("\n" * sys.stderr.isatty() + "monitor: interrupted\n")
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def _say(error: MonitorError) -> None:
    from monitor.cli.output import safe

    sys.stderr.write(safe(f"monitor: {error}\n"))


if __name__ == "__main__":
    main()
