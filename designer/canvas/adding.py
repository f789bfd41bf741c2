"""Adding blocks: dropped from the palette, or by name beside the node that is current."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF

from designer.canvas.geometry import GAP, HEIGHT, ROW, WIDTH, Socket, height_of, snapped_point, sockets_of
from designer.canvas.ghost_item import GhostItem
from designer.canvas.mime import BLOCK_MIME
from designer.canvas.wiring import why_not
from engine.block import Block
from engine.blocks import REGISTRY
from engine.document import Edge, Node, new_id
from engine.edits import END, Insert

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_AIR = 16.0  # around a card that is put down by itself


class Adding:
    """Puts new nodes into the document of a view."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._ghost: GhostItem | None = None

    def add(self, block_id: str, place: QPointF | None = None) -> str | None:
        """Insert a node and select it; without a place, beside the current node and wired to it. Its id."""
        block = REGISTRY.get(block_id)
        if block is None:
            return None
        workspace, network = self._view.workspace, self._view.workspace.network
        node = Node(new_id(), network.free_name(block.name or block.id), block.id, block.version)
        sockets = sockets_of(node, [])
        edges: list[tuple[int, Edge]] = []
        if place is None:
            edge = self._edge_from_current(block, node)
            edges = [(END, edge)] if edge else []
            place = self.free_place(height_of(sockets), self._level(edge, sockets) if edge else 0.0)
        else:
            place = place - QPointF(WIDTH / 2, height_of(sockets) / 2)
        place = snapped_point(place)
        node = Node(node.id, node.name, node.block, node.version, x=place.x(), y=place.y())
        text = QCoreApplication.translate("Adding", "Add {name}").format(name=node.name)
        workspace.push(Insert(workspace.scope, [(END, node)], edges), text)
        workspace.select([node.id], current=node.id)
        self._view.camera.reveal(self._view.canvas.nodes[node.id].sceneBoundingRect())
        self._view.block_added.emit(block_id)
        return node.id

    def _edge_from_current(self, block: Block, node: Node) -> Edge | None:
        """A wire from the one selected node to the new one, if its first output leads nowhere yet."""
        workspace = self._view.workspace
        chosen = workspace.current if len(workspace.selected_nodes) == 1 else None
        before = REGISTRY.get(chosen.block) if chosen else None
        outputs = before.outputs_for(chosen.arguments) if chosen is not None and before is not None else ()
        inputs = block.inputs_for(node.arguments)
        if chosen is None or not outputs or not inputs:
            return None
        output, input = outputs[0].name, inputs[0].name
        if any(e.source == chosen.id and e.output == output for e in self._view.canvas.wires_at(chosen.id)):
            return None
        network = workspace.network
        group = type(network)(network.id, network.name, {**network.nodes, node.id: node}, network.edges)
        if why_not(group, workspace.plan, chosen.id, output, node.id, input) is not None:
            return None
        return Edge(new_id(), chosen.id, node.id, output, input)

    def _level(self, edge: Edge, sockets: Sequence[Socket]) -> float:
        """How far below the current node's card the new one begins, so that the wire between them runs level."""
        start = self._view.canvas.nodes[edge.source].socket("output", edge.output)
        end = next((s for s in sockets if (s.side, s.name) == ("input", edge.input)), None)
        return start.y - end.y if start and end else 0.0

    def free_place(self, height: float = HEIGHT, below: float = 0.0) -> QPointF:
        """A corner for a card where there is nothing: right of the current node, else mid-view."""
        current = self._view.workspace.current
        if current is not None:
            start = QPointF(current.x + WIDTH + GAP, current.y + below)
        else:
            start = self._view.camera.centre - QPointF(WIDTH / 2, height / 2)
        for place in (start + QPointF(column * (WIDTH + GAP), row * ROW) for column in range(40) for row in range(12)):
            place = snapped_point(place)
            area = (place.x() - _AIR, place.y() - _AIR, place.x() + WIDTH + _AIR, place.y() + height + _AIR)
            if not self._view.canvas.obstacles.near(area):
                return place
        return start

    # Drag and drop --------------------------------------------------------------------------------

    def block_in(self, data: QMimeData) -> Block | None:
        """The block that is being dragged, if that is what it is."""
        if not data.hasFormat(BLOCK_MIME):
            return None
        return REGISTRY.get(bytes(data.data(BLOCK_MIME).data()).decode(errors="replace"))

    def hover(self, block: Block, at: QPoint) -> None:
        """Show where the block would land."""
        if self._ghost is None or self._ghost.block is not block:
            self.leave()
            self._ghost = GhostItem(block)
            self._view.canvas.addItem(self._ghost)
        place = self._view.mapToScene(at) - self._ghost.card.center()
        self._ghost.setPos(snapped_point(place))

    def leave(self) -> None:
        """The drag has gone elsewhere, or ended."""
        if self._ghost is not None:
            self._view.canvas.removeItem(self._ghost)
            self._ghost = None
