"""The rubber band: what it touches is selected."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QApplication

from designer.canvas.gestures.gesture import Gesture


class RubberBand(Gesture):
    """Selects the cards it touches: Shift adds to what was selected, Ctrl turns round whether a card is."""

    def start(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at
        self._anchor = self.place(at)
        self._nodes, self._edges = self.workspace.selected_nodes, self.workspace.selected_edges
        self._current = self.workspace.current
        self._keys = modifiers  # those that were down at the press say how it selects
        self._drawn = False

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if not self._drawn and (at - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        self._drawn = True
        area = QRectF(self._anchor, self.place(at)).normalized()
        self.view.show_band(area)
        near = self.scene.obstacles.near((area.left(), area.top(), area.right(), area.bottom()))
        touched = frozenset(id for id, _ in near)
        if self._keys & Qt.KeyboardModifier.ControlModifier:
            self.workspace.select(self._nodes ^ touched, self._edges)
        elif self._keys & Qt.KeyboardModifier.ShiftModifier:
            self.workspace.select(self._nodes | touched, self._edges)
        else:
            self.workspace.select(touched)

    def finish(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self.view.show_band(None)
        kept = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not self._drawn and not self._keys & kept:
            self.workspace.select()

    def cancel(self) -> None:
        self.view.show_band(None)
        network = self.workspace.network  # where nodes may have gone meanwhile
        current = self._current.id if self._current and self._current.id in network.nodes else None
        self.workspace.select(self._nodes & network.nodes.keys(), self._edges & network.edges.keys(), current)
