"""The command `monitor`: runs it and turns every expected error into one clear message."""

import sys
from collections.abc import Sequence

from monitor.errors import ConfigError, MonitorError

#: Exit codes, as the README promises them.
DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, that of the process unless `arguments` are given, and exit."""
    from monitor.cli.main import cli

    try:
        cli(args=arguments, prog_name="monitor", standalone_mode=True)
    except ConfigError as error:
        _say(error)
        sys.exit(WRONG_USE)
    except MonitorError as error:
        _say(error)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output has seen enough (`monitor items | head`).
        sys.stderr.close()
        sys.exit(DONE)


def _say(error: MonitorError) -> None:
    sys.stderr.write(f"monitor: {error}\n")


if __name__ == "__main__":
    main()
