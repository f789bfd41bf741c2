"""Panning: the canvas follows the hand."""

from PySide6.QtCore import QPoint, Qt

from designer.canvas.gestures.gesture import Gesture


class Pan(Gesture):
    """Moves the view with the pointer; cancelling leaves it where it is."""

    def start(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._last = at
        self.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self.view.camera.pan(at - self._last)
        self._last = at

    def finish(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self.view.show_cursor()

    def cancel(self) -> None:
        self.view.show_cursor()
