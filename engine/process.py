"""Processes of this program: how to start one, and whether one that was noted down still runs."""

import contextlib
import os
import sys
import time
from pathlib import Path


def program() -> list[str]:
    """The words that start this program again, from source and when frozen into one executable."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "main.py")]


def started_at(pid: int) -> float | None:
    """When a process began, in a unit that only serves for comparing; None where it is not there or not known.

    A process id is used again after a while, and only the two together name a process.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        # Field 22 of /proc/PID/stat, counted after the name, which stands in brackets and may hold anything.
        return float(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    return None


def is_running(pid: int, started: float | None, heartbeat: float | None = None) -> bool:
    """Whether the process noted down as `pid`, `started` still runs.

    Where the system tells no start times, a process of that id counts if its `heartbeat` (time.time()) is recent.
    """
    if pid <= 0:
        return False
    if sys.platform == "linux":
        return started is not None and started_at(pid) == started and not _is_zombie(pid)
    if sys.platform != "win32":  # where signal 0 would be Ctrl+C
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            pass  # it is there, and not ours to signal
    return heartbeat is None or time.time() - heartbeat < 30


def _is_zombie(pid: int) -> bool:
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return False
