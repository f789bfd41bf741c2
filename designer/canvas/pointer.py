"""The pointer over the canvas: which gesture a press begins, and what a hover lights up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent

from designer.canvas.finding import edge_at, node_at, port_at
from designer.canvas.gestures.draw_wire import DrawWire
from designer.canvas.gestures.gesture import Gesture
from designer.canvas.gestures.move_nodes import MoveNodes
from designer.canvas.gestures.pan import Pan
from designer.canvas.gestures.rubber_band import RubberBand

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_KEEP = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Pointer:
    """Runs at most one gesture at a time."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._hovered: tuple[str, str] = ("canvas", "")
        self.space = False  # held down: the left button pans

    @property
    def is_busy(self) -> bool:
        return self._gesture is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture; another button while one goes on is ignored."""
        at, button = event.position().toPoint(), event.button()
        if self._gesture is not None:
            return
        gesture: Gesture | None = None
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self.space):
            gesture = Pan(self._view)
        elif button == Qt.MouseButton.LeftButton:
            gesture = self._left(at, event.modifiers())
        if gesture is not None:
            self._gesture, self._button = gesture, button
            gesture.start(at, event.modifiers())

    def _left(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        view = self._view
        kind, id = self.under(at)
        if kind == "port":
            port = port_at(view.canvas, view.mapToScene(at), view.reach())
            return DrawWire(view, port) if port else None
        if kind == "node":
            return MoveNodes(view, id)
        if kind == "edge":
            self._choose_edge(id, modifiers)
            return None
        return RubberBand(view)

    def _choose_edge(self, id: str, modifiers: Qt.KeyboardModifier) -> None:
        workspace = self._view.workspace
        if modifiers & _KEEP:
            workspace.select(workspace.selected_nodes, workspace.selected_edges ^ {id})
        else:
            workspace.select((), [id])

    def under(self, at: QPoint) -> tuple[str, str]:
        """What is at a place of the viewport: `port`, `node`, `edge` or `canvas`, and an id."""
        view = self._view
        place = view.mapToScene(at)
        port = port_at(view.canvas, place, view.reach())
        node = node_at(view.canvas, place)
        if port is not None:
            return "port", port.node
        if node is not None:
            return "node", node
        edge = edge_at(view.canvas, place, max(6.0, 4.0 / view.zoom), view.zoom)
        return ("edge", edge) if edge is not None else ("canvas", "")

    def move(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._gesture is None:
            self.hover(at)
        elif not event.buttons() & self._button:  # the release went to another window
            self.cancel()
        else:
            self._gesture.move(at, event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        if self._gesture is None or event.button() != self._button:
            return
        gesture, self._gesture = self._gesture, None
        gesture.finish(event.position().toPoint(), event.modifiers())
        self.hover(event.position().toPoint())

    def cancel(self) -> bool:
        """Give up what is going on; False where nothing is."""
        if self._gesture is None:
            return False
        gesture, self._gesture = self._gesture, None
        gesture.cancel()
        return True

    def hover(self, at: QPoint | None) -> None:
        """Light up what is under the pointer, and nothing else."""
        found = ("canvas", "") if at is None else self.under(at)
        canvas = self._view.canvas
        if found == self._hovered:
            return
        for (kind, id), on in ((self._hovered, False), (found, True)):
            if kind in ("node", "port") and (node := canvas.nodes.get(id)) is not None:
                node.hovered = on
                node.update()
            elif kind == "edge" and (edge := canvas.edges.get(id)) is not None:
                edge.show_state(hovered=on)
        self._hovered = found
        self.show_cursor()

    def show_cursor(self) -> None:
        """The cursor that says what a press would do here."""
        if self.space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._hovered[0] == "port":
            shape = Qt.CursorShape.CrossCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)
