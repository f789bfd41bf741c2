"""Real windows for tests, each with a real engine process, closed and waited for afterwards."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from designer import app
from designer.main_window import MainWindow


class Answers:
    """Answers questions that dialogs ask, from a timer, since a dialog runs an event loop of its own."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._words: list[str] = []
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)

    def press(self, *words: str) -> None:
        """Press the buttons with these words, one in each dialog that opens."""
        self._words += words
        self._timer.start()

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            self.said.append(box.text())
            word = self._words.pop(0)
            if not self._words:
                self._timer.stop()
            next(b for b in box.findChildren(QPushButton) if word in b.text().replace("&", "")).click()


@pytest.fixture
def answers(qapp):
    made = Answers()
    yield made
    made._timer.stop()


@pytest.fixture
def make_window(qtbot, qapp, private_folders):
    """Makes windows; the engine runs where asked for."""
    made: list[MainWindow] = []

    def make(engine: bool = False, begin: bool = False) -> MainWindow:
        window = app.make_window()
        window.resize(1440, 900)
        window.show()
        made.append(window)
        qtbot.waitExposed(window)
        if begin:
            app.begin(window, [])
        elif engine:
            window.engine.start()
        return window

    yield make
    for window in made:
        if window.training.is_active:
            window.training.stop()
            window.training.wait_for_end(10)
            window.training.leave()
        for workspace in list(window.documents):
            window.documents.forget_journal(workspace)
            workspace.undo_stack.setClean()
            workspace.mark_saved(workspace.path)
        window.engine.close()
        window.close()
        window.deleteLater()
    qapp.processEvents()


def wait_for_plan(qtbot, window: MainWindow, seconds: float = 60) -> None:
    """Wait until the engine has planned the current document as it stands."""
    workspace = window.documents.current
    qtbot.waitUntil(lambda: workspace.plan_is_current and workspace.plan.revision >= 0, timeout=int(1000 * seconds))
