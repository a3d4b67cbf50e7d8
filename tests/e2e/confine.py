"""Runs a command under the restrictions of the systemd unit, as far as they can be had without systemd.

    unshare --mount python confine.py DATA COMMAND...

All file systems but DATA and a bare /var/tmp are read-only; no capabilities, no new privileges, no memory
that can be written and executed, and of the system calls only those that the unit allows.
"""

import ctypes
import os
import subprocess
import sys
from errno import EPERM
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_SET_MDWE = 24, 38, 65
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
#: What `SystemCallFilter=` of the unit says.
ALLOWED, REFUSED = ("@system-service",), ("@privileged", "@resources")


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def mounts(data: Path) -> None:
    _mount("--make-rprivate", "/")
    _mount("--bind", str(data), str(data))
    points = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
    _mount("-t", "tmpfs", "tmpfs", "/var/tmp")
    for point in points:
        if Path(point) != data and not point.startswith(("/proc", "/sys", "/dev")):
            subprocess.run(["mount", "-o", "remount,bind,ro", point], check=False, stderr=subprocess.DEVNULL)


def capabilities() -> None:
    for number in range(64):
        _LIBC.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    assert _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0


def memory() -> None:
    """Since Linux 6.3; older ones are left as they are."""
    _LIBC.prctl(_PR_SET_MDWE, 1, 0, 0, 0)


def _members(groups: dict[str, list[str]], names: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for name in names:
        found |= _members(groups, tuple(groups[name])) if name in groups else {name}
    return found


def system_calls() -> None:
    text = subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True)
    groups: dict[str, list[str]] = {}
    for line in text.stdout.splitlines():
        if line.startswith("@"):
            members = groups.setdefault(line.strip(), [])
        elif line.startswith("    ") and not line.strip().startswith("#"):
            members.append(line.strip())
    # systemd always allows @default.
    names = _members(groups, (*ALLOWED, "@default")) - _members(groups, REFUSED) | set(groups["@default"])
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    filters = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ERRNO | EPERM)))
    for name in names:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            library.seccomp_rule_add(filters, ctypes.c_uint32(_ALLOW), number, 0)
    assert library.seccomp_load(filters) == 0


def main() -> None:
    data, command = Path(sys.argv[1]), sys.argv[2:]
    mounts(data)
    capabilities()
    memory()
    system_calls()
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
