"""Moving nodes: the selection follows the pointer from grid line to grid line."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from designer.canvas.geometry import snapped_point
from designer.canvas.gestures.gesture import Gesture
from engine.edits import Move

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView


class MoveNodes(Gesture):
    """Drags the node that was pressed, and with it all that is selected; ends in one Move."""

    def __init__(self, view: "CanvasView", node: str) -> None:
        super().__init__(view)
        self._lead = node

    def start(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        self._anchor = self.place(at)
        self._dragging = False
        self._narrow = False  # a click without a drag on one of several selects that one
        chosen = self.workspace.selected_nodes
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            toggled = chosen ^ {self._lead}
            lead = self._lead if self._lead in toggled else None
            self.workspace.select(toggled, self.workspace.selected_edges, lead)
        elif self._lead in chosen:
            self._narrow = True
            self.workspace.select(chosen, self.workspace.selected_edges, self._lead)
        else:
            self.workspace.select([self._lead], current=self._lead)
        nodes = self.workspace.network.nodes
        self._moving = {id: QPointF(nodes[id].x, nodes[id].y) for id in self.workspace.selected_nodes}

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if not self._dragging and (at - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        if self._lead not in self._moving:
            return
        self._dragging = True
        self.scene.preview_positions(self._positions(at))

    def _positions(self, at: QPoint) -> dict[str, QPointF]:
        """Where all would stand: the node in the hand on the grid, the others as they were around it."""
        here = self._moving[self._lead]
        delta = snapped_point(here + self.place(at) - self._anchor) - here
        return {id: place + delta for id, place in self._moving.items()}

    def finish(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if not self._dragging:
            if self._narrow:
                self.workspace.select([self._lead], current=self._lead)
            return
        places = self._positions(at)
        moved = {id: (p.x(), p.y()) for id, p in places.items() if p != self._moving[id]}
        if not moved:
            self.cancel()
            return
        self.workspace.push(Move(self.workspace.scope, moved), move_text(self.view, list(moved)))

    def cancel(self) -> None:
        self.scene.forget_preview(self._moving)


def move_text(view: "CanvasView", ids: list[str]) -> str:
    """What the Edit menu calls the move of these nodes."""
    if len(ids) == 1:
        text = QCoreApplication.translate("MoveNodes", "Move {name}")
        return text.format(name=view.workspace.network.nodes[ids[0]].name)
    return QCoreApplication.translate("MoveNodes", "Move {count} nodes").format(count=len(ids))
