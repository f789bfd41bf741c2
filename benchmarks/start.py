"""Starting: from the birth of the process until the window is painted and idle, the engine still loading."""

import statistics
import subprocess
import sys
import time

from benchmarks.measure import Row
from benchmarks.screen import ROOT, apart

USABLE = 0.8


def measure(quick: bool = False) -> list[Row]:
    """One row: ours against a bare QMainWindow."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    with apart() as environment:
        for repetition in range(1 if quick else 10):
            for kind, found in times.items():
                took = _open(kind, environment)
                if repetition or quick:  # the first start reads the programs from the disk
                    found.append(took)
    ours, bare = (statistics.median(found) for found in times.values())
    return [Row("window usable, bare PySide6 window", ours, bare, "s", f"≤ {USABLE} s", ours <= USABLE)]


def _open(kind: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "benchmarks.opening", kind]
    began = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stdout) - began
