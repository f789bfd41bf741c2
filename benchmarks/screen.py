"""A screen of its own for windows that are measured, and folders of their own for what they remember."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def apart() -> Iterator[dict[str, str]]:
    """An environment for processes of ours: an X screen by Xvfb, else Qt's offscreen; empty private folders."""
    with tempfile.TemporaryDirectory(prefix="convcanvas-bench-", ignore_cleanup_errors=True) as base:
        folders = {f"CONVCANVAS_{name}_DIR": f"{base}/{name.lower()}" for name in ("CONFIG", "STATE", "RUNS")}
        environment = {**os.environ, **folders, "PYTHONPATH": str(ROOT)}
        server = _start_server()
        if server is None:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        else:
            assert server.stdout is not None
            environment |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{server.stdout.readline().decode().strip()}"}
        try:
            yield environment
        finally:
            if server:
                server.terminate()
                server.communicate()


def _start_server() -> subprocess.Popen[bytes] | None:
    """It chooses a free display and writes its number."""
    if sys.platform != "linux" or not shutil.which("Xvfb"):
        return None
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
