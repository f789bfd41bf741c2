"""The main job, in the real window on a real X screen: drag, wire, train, and see it learn."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    not (shutil.which("xvfb-run") and shutil.which("xdotool")),
    reason="needs the packages xvfb, xauth and xdotool",
)
def test_a_person_wires_a_network_and_sees_it_learn(tmp_path):
    screenshots = os.environ.get("CONVCANVAS_SCREENSHOTS", str(tmp_path))
    command = [
        "xvfb-run",
        "-a",
        "-s",
        "-screen 0 1440x900x24",
        sys.executable,
        "-m",
        "tests.designer.drive_main_job",
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, screenshots], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["edges"] == 11
    assert found["problems"] == []
    assert found["selected"] == "conv1"
    assert found["state"] == "finished"
    assert found["epochs"] == 10
    assert found["losses"][1] < found["losses"][0] / 4
    assert found["accuracy"] > 0.95
    assert found["maps_changed"]
    assert found["maps_weights"] == "trained"
    assert found["batch_norm_points"] >= 3
    assert found["batch_norm_moved"] > 0.01
    assert "Traceback" not in done.stderr, done.stderr
