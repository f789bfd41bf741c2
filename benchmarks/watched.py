"""The window of somebody who watches: opens LeNet-5 with BatchNorm, selects bn1, presses Train and looks on.

Prints the run's folder, and when the run has ended what was drawn and the share of one core that it took.
"""

import json
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from designer import app
from designer.main_window import MainWindow
from designer.redraw import Redraw
from engine.edits import SetRecipe

PRESET, SELECTED = "lenet5_bn", "bn1"
RECIPE = {"epochs": 100_000}  # it is stopped from outside
PATIENCE = 120.0


def main() -> None:
    """Watch one run from its beginning to its end."""
    application = app.make_application([])
    window = app.make_window()
    window.setGeometry(0, 0, 1440, 900)
    window.show()
    app.begin(window, [])
    _wait(application, lambda: window.engine.state == "ready")
    _train(application, window)
    _wait(application, lambda: window.training.record and len(window.training.record.steps))
    began, used = time.monotonic(), time.process_time()
    # The event loop runs by itself, as it does for a person: asking whether it is over must cost nothing.
    loop = QEventLoop()
    window.training.state_changed.connect(lambda: None if window.training.is_active else loop.quit())
    loop.exec()
    share = (time.process_time() - used) / (time.monotonic() - began)
    redraws = {type(each.parent()).__name__: each.count for each in window.findChildren(Redraw)}
    print(json.dumps({"redraws": redraws, "share_of_a_core": share}), flush=True)
    for workspace in window.documents:
        workspace.undo_stack.setClean()
    window.close()


def _train(application: QApplication, window: MainWindow) -> None:
    window.open_preset(PRESET)
    workspace = window.documents.current
    assert workspace is not None
    workspace.push(SetRecipe(RECIPE), "epochs")
    _wait(application, lambda: workspace.plan_is_current and workspace.plan.nodes)
    for panel in ("curves", "batch_norm", "maps"):
        window.docks.bring(panel)
    workspace.select([SELECTED])
    window.training.start(workspace)
    print(window.training.folder, flush=True)


def _wait(application: QApplication, condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        application.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
