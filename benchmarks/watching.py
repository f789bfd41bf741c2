"""Watching: steps a second of a run that a window shows with all its panels, against the same run alone."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.screen import ROOT, apart
from benchmarks.watched import PRESET
from engine import presets
from engine.training import run_folder

LOSS = 0.05
WARM_UP = 5  # epochs that do not count: the window greets the run and the panels are built


def measure(quick: bool = False) -> list[Row]:
    """One row; each pair of runs is alone and watched, or the other way round."""
    epochs, repetitions = (8, 1) if quick else (45, 5)
    alone: list[float] = []
    watched: list[float] = []
    with apart() as environment:
        for repetition in range(repetitions):
            kinds = [(alone, _alone), (watched, _watched)]
            for found, run in kinds[:: -1 if repetition % 2 else 1]:
                found.append(_speed(run(epochs, environment)))
    ratios = [1 - a / b for a, b in zip(watched, alone, strict=True)]
    loss = statistics.median(ratios)
    text = f"loss {loss:.1%} ({min(ratios):.1%} to {max(ratios):.1%})"
    ours, peer = statistics.median(watched), statistics.median(alone)
    return [Row(f"{PRESET} watched, the same run alone", ours, peer, "steps/s", "loss ≤ 5 %", loss <= LOSS, text)]


def _alone(epochs: int, environment: dict[str, str]) -> Path:
    document = presets.make(PRESET)
    document.recipe["epochs"] = epochs
    folder = Path(environment["CONVCANVAS_RUNS_DIR"]) / f"alone-{document.id}"
    run_folder.prepare(folder, document)
    command = [sys.executable, str(ROOT / "main.py"), "run", str(folder)]
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=600)
    return folder


def _watched(epochs: int, environment: dict[str, str]) -> Path:
    command = [sys.executable, "-m", "benchmarks.watched", str(epochs)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr)
    folder, found = done.stdout.splitlines()
    if not any(json.loads(found)["redraws"].values()):
        raise RuntimeError(f"nothing was drawn: {found}")
    print(f"  {found}", file=sys.stderr)
    return Path(folder)


def _speed(folder: Path) -> float:
    """Steps a second, validation included, after the first epochs."""
    ends = [line for line in run_folder.read_metrics(folder) if line["kind"] == "epoch"]
    steps = ends[-1]["step"] - ends[WARM_UP - 1]["step"]
    return steps / sum(line["seconds"] for line in ends[WARM_UP:])
