"""The window of somebody who watches: opens LeNet-5 with BatchNorm, selects bn1, presses Train and looks on.

Prints the run's folder, and at the end how often the panels were redrawn and the processor seconds that it took.
"""

import json
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from designer import app
from designer.main_window import MainWindow
from designer.redraw import Redraw
from engine.edits import SetRecipe

PRESET, SELECTED = "lenet5_bn", "bn1"
PATIENCE = 120.0


def main(epochs: int) -> None:
    """Watch one run of so many epochs from its beginning to its end."""
    application = app.make_application([])
    window = app.make_window()
    window.setGeometry(0, 0, 1440, 900)
    window.show()
    app.begin(window, [])
    _wait(application, lambda: window.engine.state == "ready", PATIENCE)
    _train(application, window, epochs)
    used = time.process_time()
    # The event loop runs by itself, as it does for a person: looking whether it is over must cost nothing.
    window.training.state_changed.connect(lambda: None if window.training.is_active else application.quit())
    application.exec()
    found = {
        "redraws": {type(each.parent()).__name__: each.count for each in window.findChildren(Redraw)},
        "processor_seconds": time.process_time() - used,
        "warnings": window.training.record.progress.state if window.training.record else "",
    }
    print(json.dumps(found), flush=True)
    for workspace in window.documents:
        workspace.undo_stack.setClean()
    window.close()


def _train(application: QApplication, window: MainWindow, epochs: int) -> None:
    window.open_preset(PRESET)
    workspace = window.documents.current
    assert workspace is not None
    workspace.push(SetRecipe({"epochs": epochs}), "epochs")
    _wait(application, lambda: workspace.plan_is_current and workspace.plan.nodes, PATIENCE)
    for panel in ("curves", "batch_norm", "maps"):
        window.docks.bring(panel)
    workspace.select([SELECTED])
    window.training.start(workspace)
    print(window.training.folder, flush=True)


def _wait(application: QApplication, condition: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        application.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main(int(sys.argv[1]))
