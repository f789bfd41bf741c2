"""Does the main job in the real window as a person would: xdotool moves the real pointer on a real X screen.

Run by test_main_job.py under Xvfb; the last line that it prints is what it found, as JSON. With a folder as argument it
leaves screenshots there.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QToolButton, QWidget

from designer import app
from designer.main_window import MainWindow
from designer.settings import Settings
from designer.theme import theme

LAYERS = (
    ("input", "conv2d", "batch_norm2d", "relu"),
    ("max_pool2d", "conv2d", "batch_norm2d", "relu"),
    ("max_pool2d", "flatten", "linear", "output"),
)


class Hands:
    """The pointer and the keyboard, by xdotool, with the window's event loop running meanwhile."""

    def __init__(self, application) -> None:
        self._application = application

    def wait(self, seconds: float) -> None:
        self.until(lambda: False, seconds, strict=False)

    def until(self, condition: Callable[[], object], seconds: float, strict: bool = True, what: str = "") -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            if condition():
                return
            time.sleep(0.002)
        if strict:
            raise AssertionError(f"waited {seconds} s for {what or condition}")

    def do(self, *words: object) -> None:
        process = subprocess.Popen(["xdotool", *map(str, words)])
        self.until(lambda: process.poll() is not None, 10, what="xdotool")
        self.wait(0.02)

    def move(self, place: QPoint) -> None:
        self.do("mousemove", place.x(), place.y())

    def drag(self, start: QPoint, end: QPoint) -> None:
        """One command, since a drag from the palette runs an event loop of its own until the button is released."""
        words: list[object] = ["mousemove", start.x(), start.y(), "sleep", 0.05, "mousedown", 1]
        for share in (0.05, 0.2, 0.5, 0.9, 1.0):
            place = start + (end - start) * share
            words += ["sleep", 0.04, "mousemove", place.x(), place.y()]
        self.do(*words, "sleep", 0.08, "mouseup", 1)
        self.wait(0.05)

    def click(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(widget.rect().center()))
        self.do("click", 1)


def build(window: MainWindow, hands: Hands) -> None:
    """Drag every block from the palette, then draw every wire from port to port."""
    canvas, tree = window.canvas, window.palette_panel.tree
    for row, layers in enumerate(LAYERS):
        for column, block in enumerate(layers):
            index = palette_index(window, block)
            tree.scrollTo(index)
            hands.wait(0.05)
            start = tree.viewport().mapToGlobal(tree.visualRect(index).center())
            end = canvas.viewport().mapToGlobal(QPoint(115 + column * 232, 90 + row * 140))
            before = len(window.documents.current.network.nodes)
            hands.drag(start, end)
            hands.until(
                lambda before=before: len(window.documents.current.network.nodes) == before + 1,
                5,
                what=f"drop of {block}",
            )
    nodes = list(window.documents.current.network.nodes.values())
    for source, target in zip(nodes, nodes[1:], strict=False):
        ends = (QPointF(source.x + 168, source.y + 27), QPointF(target.x, target.y + 27))
        hands.drag(*(canvas.viewport().mapToGlobal(canvas.mapFromScene(end)) for end in ends))


def palette_index(window: MainWindow, block: str):
    model = window.palette_panel.tree.model()
    for row in range(model.rowCount()):
        category = model.index(row, 0)
        for child in range(model.rowCount(category)):
            index = model.index(child, 0, category)
            if index.data(0x0100) == block:  # Qt.UserRole
                return index
    raise AssertionError(f"{block} is not in the palette")


def button(window: MainWindow, action: str) -> QWidget:
    found = window.tool_bar.widgetForAction(window.actions_[action])
    assert isinstance(found, QToolButton)
    assert found.isVisible()
    return found


def main(screenshots: Path | None) -> dict:
    application = app.make_application([])
    Settings().set_text("theme", "dark")
    window = app.make_window()
    window.setGeometry(0, 0, 1440, 900)
    window.show()
    hands = Hands(application)
    app.begin(window, [])
    hands.until(lambda: window.engine.state == "ready", 60, what="the engine")
    hands.wait(0.3)
    window.engine.refused.connect(lambda message: print("refused", message, flush=True))
    found: dict = {}
    shoot(window, screenshots, "welcome")
    build(window, hands)
    workspace = window.documents.current
    hands.until(lambda: workspace.plan_is_current and workspace.plan.nodes, 20, what="the plan")
    found["edges"] = len(workspace.network.edges)
    found["problems"] = [problem.message for problem in workspace.plan.problems if problem.severity != "note"]
    found["parameters"] = workspace.plan.parameters
    convolution = next(node for node in workspace.network.nodes.values() if node.block == "conv2d")
    hands.move(window.canvas.viewport().mapToGlobal(window.canvas.mapFromScene(convolution.x + 84, convolution.y + 14)))
    hands.do("click", 1)
    shoot(window, screenshots, "wired")
    found["selected"] = workspace.current.name if workspace.current else None
    hands.until(
        lambda: window.maps._maps is not None and window.maps._maps.path == convolution.id,
        30,
        what="first maps",
    )
    before = np.array(window.maps._maps.arrays["maps"])
    hands.click(button(window, "train"))
    hands.until(lambda: window.training.record is not None, 10, what="a run")
    record = window.training.record
    hands.until(lambda: len(record.epochs) >= 3, 120, what="three epochs")
    hands.until(lambda: record.batch_norm and record.maps is not None, 20, what="statistics and maps")
    shoot(window, screenshots, "training")
    hands.until(lambda: not window.training.is_active, 180, what="the end of the run")
    hands.until(lambda: window.maps._maps.step > 0, 20, what="the last maps")
    hands.wait(2.5)  # the panels' last redraw
    found["state"] = record.progress.state
    found["losses"] = [float(record.steps["loss"][0]), float(record.steps["loss"][-20:].mean())]
    found["accuracy"] = float(record.epochs["val_accuracy"][-1])
    found["epochs"] = len(record.epochs)
    found["maps_changed"] = bool((before != window.maps._maps.arrays["maps"]).any())
    found["maps_weights"] = window.maps._maps.weights
    table = next(iter(record.batch_norm.values())).table
    found["batch_norm_points"] = len(table)
    found["batch_norm_moved"] = float(np.abs(table["running_mean"][-1] - table["running_mean"][0]).max())
    shoot(window, screenshots, "trained")
    theme().set_mode("light")
    hands.wait(1.0)
    shoot(window, screenshots, "light")
    window.language.use("zh")
    theme().set_mode("dark")
    hands.wait(1.0)
    shoot(window, screenshots, "chinese")
    window.language.use("en")
    workspace.undo_stack.setClean()
    window.close()
    hands.wait(0.1)
    return found


def shoot(window: MainWindow, folder: Path | None, name: str) -> None:
    if folder:
        window.grab().save(str(folder / f"{name}.png"))


if __name__ == "__main__":
    result = main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    print(json.dumps(result))
