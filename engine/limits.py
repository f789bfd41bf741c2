"""How much of anything there may be, checked before memory is taken for it; each limit with its reason.

What a single block may be given, and how large a tensor may be, stands in `block.py`. Loads no torch.
"""

import os
import re
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024

# A document. Ten times the largest one that the canvas is made for, so that the limit is no hindrance to anybody.
MAXIMUM_GROUPS = 1_000
MAXIMUM_NODES = 100_000
MAXIMUM_EDGES = 250_000
MAXIMUM_TEXT = 32_767  # characters of a name or a title: the most that a field of the window takes
MAXIMUM_PLACE = 10_000_000  # how far a node may lie from the middle, in pixels at zoom 1
MAXIMUM_WIRES = 1_000  # that end at one port: planning adds the tensors one after the other

# Its file, and what is on the clipboard: room for all nodes and edges, and for what a newer version may add.
MAXIMUM_BYTES = 64 * MEGABYTE
MAXIMUM_VALUES = 4_000_000  # once read, each of them takes up to 100 bytes, which may be one in the file
MAXIMUM_DEPTH = 64  # of lists in lists: pydantic, which reads messages, goes no further than 200
MAXIMUM_DIGITS = 308  # of a whole number: so that each can become a float

# What travels and what lies about.
MAXIMUM_FRAME = 256 * MEGABYTE  # of a message: a document with room, and more than any picture that is shown
MAXIMUM_JOURNAL = 32 * MEGABYTE  # of edits after the document: then it is written anew, as the document is by then
MAXIMUM_IMAGE_BYTES = 256 * MEGABYTE  # of an image's file: some kinds are read as a whole before their size is known


def free_memory() -> int | None:
    """The bytes that a process here could be given: what this computer has free, or what its container may have.

    None where the system does not tell.
    """
    found = [*_of_computer(), *_of_container()]
    return min(found) if found else None


def _of_computer() -> list[int]:
    if text := _read("/proc/meminfo"):
        return [int(kilobytes) * 1024 for kilobytes in re.findall(r"^MemAvailable:\s+(\d+) kB$", text, re.MULTILINE)]
    if sys.platform != "win32" and "SC_PHYS_PAGES" in os.sysconf_names:
        return [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    return []


def _of_container() -> list[int]:
    """The limit of Linux's control groups, in either of their versions; what is used counts files that can go."""
    paths = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
    return [int(limit) for path in paths if (limit := _read(path).strip()).isdecimal()]


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
