"""Watching: steps a second of a run that a window shows with all its panels, against the same run alone."""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.screen import ROOT, apart
from engine import presets
from engine.training import run_folder

PRESET = "lenet5_bn"
LOSS = 0.05
SETTLING = 3.0  # seconds that do not count: the window greets the run and builds its panels
PATIENCE = 180.0


def measure(quick: bool = False) -> list[Row]:
    """Rows with PyTorch's own number of threads and with one; runs are alone and watched in turn."""
    rows = []
    with apart() as environment:
        for threads in (1,) if quick else (0, 1):
            # Two threads that wait for one another come nearly to a stand where somebody else wants a core too.
            limited = environment | ({"OMP_NUM_THREADS": str(threads)} if threads else {})
            rows += _rows(limited, f"{threads or 'all'} threads", *((2.0, 1) if quick else (10.0, 5)))
    return rows


def _rows(environment: dict[str, str], threads: str, seconds: float, repetitions: int) -> list[Row]:
    alone: list[float] = []
    watched: list[float] = []
    shares: list[float] = []
    for repetition in range(repetitions):
        for kind in ("alone", "watched")[:: -1 if repetition % 2 else 1]:
            if kind == "alone":
                alone.append(_alone(environment, seconds))
            else:
                speed, share = _watched(environment, seconds)
                watched.append(speed)
                shares.append(share)
    losses = [1 - a / b for a, b in zip(watched, alone, strict=True)]
    loss = statistics.median(losses)
    text = f"−{loss:.1%} ({min(losses):.0%} to {max(losses):.0%})"
    ours, peer = statistics.median(watched), statistics.median(alone)
    share = 100 * statistics.median(shares)
    return [
        Row(f"{PRESET} watched, {threads}, alone", ours, peer, "steps/s", "loss ≤ 5 %", loss <= LOSS, text),
        Row(f"processor of the window, {threads}", share, None, "% of a core", "", None),
    ]


def _alone(environment: dict[str, str], seconds: float) -> float:
    document = presets.make(PRESET)
    document.recipe["epochs"] = 100_000
    folder = Path(environment["CONVCANVAS_RUNS_DIR"]) / f"alone-{document.id}"
    run_folder.prepare(folder, document)
    command = [sys.executable, str(ROOT / "main.py"), "run", str(folder)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            return _speed(folder, seconds)
        finally:
            process.terminate()  # the run makes a checkpoint and ends


def _watched(environment: dict[str, str], seconds: float) -> tuple[float, float]:
    """The speed, and the share of a core that the window took."""
    command = [sys.executable, "-m", "benchmarks.watched"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        folder = Path(window.stdout.readline().strip())
        try:
            speed = _speed(folder, seconds)
        finally:
            os.kill(run_folder.read_state(folder).pid, signal.SIGTERM)
        found = json.loads(window.stdout.readline())
        while run_folder.is_alive(run_folder.read_state(folder)):
            time.sleep(0.05)
    if not all(found["redraws"].values()):
        raise RuntimeError(f"a panel was not drawn: {found}")
    return speed, found["share_of_a_core"]


def _speed(folder: Path, seconds: float) -> float:
    """Steps a second over about so many seconds, after the first steps and a pause to settle."""
    end = time.monotonic() + PATIENCE
    while not run_folder.read_metrics(folder):
        if time.monotonic() > end:
            raise TimeoutError(f"the run in {folder} has not made a step")
        time.sleep(0.1)
    time.sleep(SETTLING)
    first_time, first_step = _next_told(folder)
    time.sleep(seconds)
    last_time, last_step = _next_told(folder)
    return (last_step - first_step) / (last_time - first_time)


def _next_told(folder: Path) -> tuple[float, int]:
    """When the run next wrote its steps down, and up to which."""
    path = folder / "metrics.jsonl"
    size = path.stat().st_size
    while path.stat().st_size == size:
        time.sleep(0.002)
    now = time.monotonic()
    return now, max(line["step"] for line in run_folder.read_metrics(folder) if line["kind"] == "step")
