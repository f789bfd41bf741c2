"""Opens a window, prints when it could be used, and goes: `ours`, or the `bare` one it is measured against."""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def report(window: "QMainWindow", leave: Callable[[], None]) -> None:
    """Wait until the window is painted and the event loop idle, print the time, and end the process."""
    from PySide6.QtCore import QTimer

    def look() -> None:
        handle = window.windowHandle()
        if handle is None or not handle.isExposed():
            QTimer.singleShot(1, look)
            return
        window.repaint()  # what is painted already is not painted twice
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, done))

    def done() -> None:
        print(time.time(), flush=True)
        leave()
        os._exit(0)

    QTimer.singleShot(0, look)


def bare() -> None:
    """The least that a window can be."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1440, 900)
    window.show()
    report(window, lambda: None)
    application.exec()


def ours() -> None:
    """What `python main.py` does, up to where a person can begin."""
    from engine import cli

    cli.takes([])
    from designer import app

    begin = app.begin

    def begin_and_report(window: "app.MainWindow", files: list[app.Path]) -> None:
        begin(window, files)
        report(window, window.engine.close)

    app.begin = begin_and_report
    app.main([])


if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]]()
