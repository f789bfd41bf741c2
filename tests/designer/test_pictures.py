"""The analysis as a person sees it, with the engine at work: summary, heat of cost, a repair before and after.

`CONVCANVAS_SCREENSHOTS=FOLDER python -m pytest tests/designer/test_pictures.py` leaves the pictures in FOLDER; with
`QT_SCALE_FACTOR=2` at twice the scale.
"""

import os
from pathlib import Path

import pytest

from benchmarks.resnet import resnet
from designer.theme import theme
from engine import files
from engine.document import Document
from tests.designer.conftest import wait_for_plan
from tests.designer.hands import spread
from tests.designer.window_states import settle


@pytest.fixture
def opened(qtbot, make_window, tmp_path):
    """A function that opens a document in a window whose engine has planned it."""

    def make(document: Document, mode: str):
        window = make_window(engine=True)
        theme().set_mode(mode)
        files.save(document, tmp_path / "net.json")
        window.documents.open(tmp_path / "net.json")
        wait_for_plan(qtbot, window)
        window.canvas.fit(animated=False)
        settle(window, 0.5)
        return window

    yield make
    theme().set_mode("dark")


def take(window, name: str) -> None:
    """Leave a picture where the person who runs the tests asks for it."""
    settle(window, 0.5)
    if folder := os.environ.get("CONVCANVAS_SCREENSHOTS"):
        assert window.grab().save(str(Path(folder) / f"{name}.png"))


def test_summary_and_heat_of_a_resnet(opened):
    window = opened(resnet("resnet18"), "dark")
    for id in ("curves", "problems", "batch_norm"):
        window.docks[id].hide()
    window.docks.bring("summary")
    window.set_heat("macs")
    take(window, "summary")
    assert "11\u202f689\u202f512 parameters" in window.summary.words.text()
    assert window.canvas.canvas.heat.measure is not None
    window.set_heat("kept_bytes")
    theme().set_mode("light")
    window.canvas.zoom_to(0.75)
    take(window, "heat")


def test_a_repair_before_and_after(qtbot, opened):
    document = spread(
        ("input", "input", {"shape": [1, 28, 28]}), ("conv1", "conv2d", {"out_channels": 16, "stride": 2, "padding": 1}),
        ("relu1", "relu"), ("sum", "add"), ("flat", "flatten"), ("fc", "linear"), ("output", "output"),
        edges="input>conv1 conv1>relu1 relu1>sum input>sum sum>flat flat>fc fc>output",
        places={"sum": (0.0, 136.0), "flat": (224.0, 136.0), "fc": (448.0, 136.0), "output": (672.0, 136.0)},
    )  # fmt: skip
    window = opened(document, "dark")
    workspace = window.documents.current
    window.docks.bring("problems")
    workspace.select(["sum"], current="sum")
    take(window, "repair_before")
    [problem] = [p for p in workspace.plan.problems if p.severity == "error"]
    assert problem.code == "add_shapes"
    before = files.to_bytes(workspace.document)
    window.apply_fix(problem.fixes[0])
    wait_for_plan(qtbot, window)
    assert workspace.plan.ok
    window.canvas.fit(animated=False)
    take(window, "repair_after")
    workspace.undo_stack.undo()
    assert files.to_bytes(workspace.document) == before
