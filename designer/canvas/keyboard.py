"""Keys that are no menu command: Space, Escape, arrows, Tab."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QCursor, QKeyEvent

from designer.canvas.geometry import GRID
from designer.canvas.gestures.move_nodes import move_text
from engine.document import Node
from engine.edits import Move

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Keyboard:
    """What the keys of a view do."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """True where the key was taken."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape:
            if not self._view.pointer.cancel():
                self._view.workspace.select()
            return True
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold_space(True)
            return True
        if key == Qt.Key.Key_Tab:
            self._view.add_requested.emit(self._pointer_place())
            return True
        if key == Qt.Key.Key_F1:
            return self._help()
        if key in _ARROWS and not self._view.pointer.is_busy:
            if alt:
                self.nudge(*_ARROWS[key])
            else:
                self.walk(*_ARROWS[key])
            return True
        return False

    def release(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(False)
            return True
        return False

    def _hold_space(self, held: bool) -> None:
        self._view.pointer.space = held
        if not self._view.pointer.is_busy:
            self._view.show_cursor()

    def _pointer_place(self) -> QPointF:
        """Where the pointer is on the canvas; the middle where it is elsewhere."""
        viewport = self._view.viewport()
        at = viewport.mapFromGlobal(QCursor.pos())
        return self._view.mapToScene(at if viewport.rect().contains(at) else viewport.rect().center())

    def _help(self) -> bool:
        current = self._view.workspace.current
        if current is not None:
            self._view.block_help_requested.emit(current.block)
        return current is not None

    def nudge(self, x: int, y: int) -> None:
        """Move what is selected by a line of the grid; presses in a row are one step of undo."""
        workspace = self._view.workspace
        ids = sorted(workspace.selected_nodes)
        if not ids:
            return
        nodes = workspace.network.nodes
        places = {id: (nodes[id].x + x * GRID, nodes[id].y + y * GRID) for id in ids}
        workspace.push(Move(workspace.scope, places), move_text(self._view, ids), "nudge " + " ".join(ids))

    def walk(self, x: int, y: int) -> None:
        """Make another node current: left and right along wires, up and down to the next card there."""
        workspace = self._view.workspace
        current = workspace.current
        nodes = list(workspace.network.nodes.values())
        found = self._next(current, x, y, nodes) if current else next(iter(nodes), None)
        if found is not None:
            workspace.select([found.id], current=found.id)
            self._view.reveal([found.id])

    def _next(self, current: Node, x: int, y: int, nodes: list[Node]) -> Node | None:
        if x:
            wires = self._view.canvas.wires_at(current.id)
            ids = [e.target if x > 0 else e.source for e in wires if (e.source if x > 0 else e.target) == current.id]
            beside = [self._view.workspace.network.nodes[id] for id in ids]
            return min(beside, key=lambda node: (abs(node.y - current.y), node.x, node.id), default=None)
        ahead = [node for node in nodes if (node.y - current.y) * y > 0]
        # What lies straight above or below comes before what is nearer, but aside.
        return min(ahead, key=lambda n: (abs(n.y - current.y) + 2 * abs(n.x - current.x), n.id), default=None)


def deletion_text(view: "CanvasView") -> str:
    """What the Edit menu calls the removal of what is selected."""
    workspace = view.workspace
    nodes, edges = workspace.selected_nodes, workspace.selected_edges
    if len(nodes) == 1:
        (id,) = nodes
        return QCoreApplication.translate("Keyboard", "Delete {name}").format(name=workspace.network.nodes[id].name)
    if nodes:
        return QCoreApplication.translate("Keyboard", "Delete {count} nodes").format(count=len(nodes))
    if len(edges) == 1:
        return QCoreApplication.translate("Keyboard", "Delete a wire")
    return QCoreApplication.translate("Keyboard", "Delete {count} wires").format(count=len(edges))
