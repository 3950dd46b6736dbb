"""Processes of a running service as Linux tells them: who started whom, and what each weighs."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


class Ended(Exception):
    """The process that was asked for is not there: it has just ended."""


def beneath(pid: int) -> list[int]:
    """Every process that this one started, and those that they started, nearest first."""
    parents = dict(filter(None, map(_parent, PROC.glob("[0-9]*"))))
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def web_processes(pid: int) -> list[int]:
    """Those that answer pages and the one that started them; the service's first process is this one."""
    return [one for one in beneath(pid) if "gunicorn" in _command(one)]


def web_process(pid: int) -> int:
    """The process that answers pages, of a service whose first process is this; Ended where none is."""
    return _only(one for one in web_processes(pid) if not beneath(one))


def worker_process(pid: int) -> int:
    """The process that does what is due, of a service whose first process is this; Ended where none is."""
    return _only(one for one in beneath(pid) if "app.cli work" in _command(one))


def _only(found: Iterable[int]) -> int:
    one = next(iter(found), None)
    if one is None:
        raise Ended
    return one


def alive(pid: int) -> bool:
    """Whether it still runs; one that ended and was not yet asked after does not."""
    return bool(_command(pid))


def megabytes(pid: int, what: str = "VmRSS") -> float:
    """Its resident memory, or another line of its status."""
    lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return round(int(told[what].split()[0]) / 1024, 1)


def pss_kib(pid: int) -> int:
    """What it weighs, each page that it shares counted in parts; nothing once it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _parent(folder: Path) -> tuple[int, int] | None:
    try:
        after = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return None
    return int(folder.name), int(after[1])


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_text(encoding="utf-8").replace("\0", " ")
    except OSError:
        return ""
