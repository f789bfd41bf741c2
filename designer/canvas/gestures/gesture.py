"""What every gesture has in common."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView


class Gesture:
    """One movement of the pointer from press to release. `cancel` leaves no trace."""

    def __init__(self, view: "CanvasView") -> None:
        self.view = view
        self.scene = view.canvas
        self.workspace = view.workspace

    def start(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The button went down at `at`, in the viewport."""

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer is now at `at`."""

    def finish(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The button was released."""

    def cancel(self) -> None:
        """Escape, or something else that makes the gesture void."""

    def place(self, at: QPoint) -> QPointF:
        """A place of the viewport, in the scene."""
        return self.view.mapToScene(at)
