"""The walls around a worker process: resource limits, no network (seccomp), no files but its snapshot (Landlock).

All work without privileges and without packages, through `prctl` and system calls. Each wall stands alone: a query
that passed the gate by mistake still reaches no host and no file. Where the system lacks one, `enter` leaves it out of
the walls that it returns, and the server says so at /healthz.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from pathlib import Path

_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # deny = the call fails with EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_FORBIDDEN = {
    # socket connect bind listen accept sendto fork vfork execve ptrace | process_vm_*, io_uring_*, execveat, accept4 …
    "x86_64": (41, 42, 49, 50, 43, 57, 58, 59, 101, 310, 311, 322, 288, 308, 272, 165, 321, 425, 426, 427, 53),
    "aarch64": (198, 203, 200, 201, 202, 221, 117, 270, 271, 281, 242, 268, 97, 40, 280, 425, 426, 427, 199),
}
_X32 = 0x40000000

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FS_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP_RIGHTS = 0b11


def enter(folder: Path, memory: int, walls: frozenset[str] = frozenset(("seccomp", "landlock"))) -> list[str]:
    """Put this process behind the walls; returns those that stand. There is no way back."""
    _limit(memory)
    if not _LINUX:
        return ["limits"]
    die_with_parent()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    standing = ["limits"]
    if "landlock" in walls and _landlock(libc, folder):
        standing.append("landlock")
    if "seccomp" in walls and _seccomp(libc):
        standing.append("seccomp")
    return standing


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends, however that happens."""
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def _limit(memory: int) -> None:
    """Bound what the process may take on top of what it holds now."""
    held = resource.getpagesize() * int(Path("/proc/self/statm").read_text().split()[0]) if _LINUX else 0
    for kind, most in (
        (resource.RLIMIT_AS, held + memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def limit_seconds(seconds: float) -> None:
    """Let the kernel end this process after so much more processor time (the soft limit: it can be set anew)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _seccomp(libc: ctypes.CDLL) -> bool:
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return False
    forbidden = _FORBIDDEN[machine]
    program = [
        _step(_LOAD, 4),
        _step(_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, 0),
        _step(_AT_LEAST, _X32, len(forbidden), 0),
    ]
    program += [_step(_EQUAL, call, len(forbidden) - n, 0) for n, call in enumerate(forbidden)]
    program += [_step(_RETURN, _ALLOW), _step(_RETURN, _DENY)]
    code = ctypes.create_string_buffer(b"".join(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction of the classic packet filter; `yes` and `no` = how many instructions to skip."""
    return struct.pack("HBBI", code, yes, no, value)


def _landlock(libc: ctypes.CDLL, folder: Path) -> bool:
    version = int(libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1))
    if version < 1:
        return False
    rights = _FS_RIGHTS.get(version, _FS_RIGHTS[5])
    rules = struct.pack("QQ", rights, _TCP_RIGHTS) if version >= 4 else struct.pack("Q", rights)
    ruleset = int(libc.syscall(_LANDLOCK_CREATE, rules, ctypes.c_size_t(len(rules)), 0))
    if ruleset < 0:
        return False
    place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    rule = struct.pack("=Qi", _READ_FILE | _READ_DIR, place)
    added = libc.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0) == 0
    done = added and libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(place)
    os.close(ruleset)
    return bool(done)
