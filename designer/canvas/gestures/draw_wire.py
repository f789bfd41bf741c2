"""Drawing a wire: from an output to an input or back, or picking up one that is there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from designer.canvas.finding import node_at, port_at
from designer.canvas.geometry import PortRef, ports_of
from designer.canvas.gestures.gesture import Gesture
from designer.canvas.gestures.wire_preview import WirePreview
from designer.canvas.wiring import (
    Reason,
    connect_edit,
    first_fitting_input,
    first_fitting_output,
    following,
    leading_to,
    why_not,
    without_edge,
)
from engine.document import Edge
from engine.edits import Remove
from engine.plan import shape_text

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView


class DrawWire(Gesture):
    """One end of the wire is fixed at a port, the other follows the pointer to a port, a card, or nowhere."""

    def __init__(self, view: "CanvasView", port: PortRef) -> None:
        super().__init__(view)
        self._pressed = port
        self._picked = self._wire_to_pick_up(port)
        # A wire that is picked up at its input stays fixed at its output.
        self._fixed = PortRef(self._picked.source, "output", self._picked.output) if self._picked else port
        self._group = without_edge(self.workspace.network, self._picked.id if self._picked else None)
        self._preview: WirePreview | None = None

    def _wire_to_pick_up(self, port: PortRef) -> Edge | None:
        if port.side == "output":
            return None
        inputs, _ = ports_of(self.workspace.network.nodes[port.node], self.scene.wires_at(port.node))
        if any(each.name == port.port and each.variadic for each in inputs):
            return None
        return next(iter(self.workspace.network.edges_into(port.node, port.port)), None)

    @property
    def _forwards(self) -> bool:
        return self._fixed.side == "output"

    def start(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._from = at

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._preview is None:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin()
        assert self._preview is not None
        place = self.place(at)
        found, reason = self._find(place)
        end = self.scene.place_of(found) if found and reason is None else place
        fixed = self.scene.place_of(self._fixed)
        self._preview.show(fixed, end, place, self._forwards, self._words(found, reason), reason is not None)
        self._mark(found if reason is None else None)

    def _begin(self) -> None:
        self._preview = WirePreview(self.view)
        self.scene.addItem(self._preview)
        if self._picked:
            self.scene.edges[self._picked.id].faded = True
            self.scene.edges[self._picked.id].update()
        group, fixed = self._group, self._fixed
        barred = leading_to(group, fixed.node) if self._forwards else following(group, fixed.node)
        for id, item in self.scene.nodes.items():
            item.faded = frozenset(
                socket
                for socket in item.sockets
                if (id, socket.side, socket.name) != (fixed.node, fixed.side, fixed.port)
                and (
                    socket.side == fixed.side
                    or id in barred
                    or self._why_not(PortRef(id, socket.side, socket.name), barred)
                )
            )
            item.update()

    def _why_not(self, port: PortRef, barred: frozenset[str] | None = None) -> Reason | None:
        fixed, plan = self._fixed, self.workspace.plan
        if self._forwards:
            return why_not(self._group, plan, fixed.node, fixed.port, port.node, port.port, barred)
        # Whoever knows what is barred has looked for loops already.
        before: frozenset[str] | None = None if barred is None else frozenset()
        return why_not(self._group, plan, port.node, port.port, fixed.node, fixed.port, before)

    def _find(self, place: QPointF) -> tuple[PortRef | None, Reason | None]:
        """The port at or near `place` that the wire would go to, and why it cannot."""
        side = "input" if self._forwards else "output"
        port = port_at(self.scene, place, self.view.reach(), side)
        if port is None and (node := node_at(self.scene, place)) is not None:
            port = self._fitting_port(node)
            if port is None:
                return None, self._refusal(node)
        if port is None or port == self._fixed:
            return None, None
        return port, self._why_not(port)

    def _fitting_port(self, node: str) -> PortRef | None:
        fixed, plan = self._fixed, self.workspace.plan
        if self._forwards:
            input = first_fitting_input(self._group, plan, fixed.node, fixed.port, node)
            return PortRef(node, "input", input) if input else None
        output = first_fitting_output(self._group, plan, node, fixed.node, fixed.port)
        return PortRef(node, "output", output) if output else None

    def _refusal(self, node: str) -> Reason | None:
        """Why no port of this node will do: what its first one says."""
        if node == self._fixed.node:
            return None
        inputs, outputs = ports_of(self._group.nodes[node], self.scene.wires_at(node))
        ports, side = (inputs, "input") if self._forwards else (outputs, "output")
        if not ports:
            return Reason("no_port", {"node": self._group.nodes[node].name})
        return self._why_not(PortRef(node, "input" if side == "input" else "output", ports[0].name))

    def _words(self, port: PortRef | None, reason: Reason | None) -> str:
        """What stands beside the pointer: why not, or the shape that is carried."""
        if reason is not None:
            return reason_text(reason)
        end = self._fixed if self._forwards else port
        shape = self.workspace.plan.shape_of(end.node, end.port) if end else None
        return shape_text(shape) if shape else ""

    def _mark(self, port: PortRef | None) -> None:
        for id, item in self.scene.nodes.items():
            socket = item.socket(port.side, port.port) if port and port.node == id else None
            if item.candidate != socket:
                item.candidate = socket
                item.update()

    def finish(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._preview is None:  # pressed and released in one place: the card was meant
            self.workspace.select([self._pressed.node], current=self._pressed.node)
            return
        port, reason = self._find(self.place(at))
        self.cancel()
        if port is not None and reason is None:
            self._connect(port)
        elif self._picked and reason is None and node_at(self.scene, self.place(at)) is None:
            self._disconnect(self._picked)

    def _connect(self, port: PortRef) -> None:
        source, target = (self._fixed, port) if self._forwards else (port, self._fixed)
        picked = self._picked.id if self._picked else None
        network = self.workspace.network
        edit = connect_edit(network, source.node, source.port, target.node, target.port, instead_of=picked)
        if edit is None:
            return
        text = QCoreApplication.translate("DrawWire", "Connect {source} to {target}")
        names = {"source": network.nodes[source.node].name, "target": network.nodes[target.node].name}
        self.workspace.push(edit, text.format(**names))

    def _disconnect(self, edge: Edge) -> None:
        nodes = self.workspace.network.nodes
        text = QCoreApplication.translate("DrawWire", "Disconnect {source} from {target}")
        words = text.format(source=nodes[edge.source].name, target=nodes[edge.target].name)
        self.workspace.push(Remove(self.workspace.scope, [], [edge.id]), words)

    def cancel(self) -> None:
        if self._preview is not None:
            self.scene.removeItem(self._preview)
            self._preview = None
        for item in self.scene.nodes.values():
            if item.faded or item.candidate:
                item.faded, item.candidate = frozenset(), None
                item.update()
        if self._picked and self._picked.id in self.scene.edges:
            self.scene.edges[self._picked.id].faded = False
            self.scene.edges[self._picked.id].update()


def reason_text(reason: Reason) -> str:
    """A refusal in words."""
    match reason.code:
        case "same_node":
            text = QCoreApplication.translate("DrawWire", "{node} cannot be wired to itself")
        case "loop":
            text = QCoreApplication.translate("DrawWire", "{target} leads to {source}: this would make a loop")
        case "rank":
            return _rank_text(reason)
        case "dtype":
            text = QCoreApplication.translate("DrawWire", "{node} takes {wanted} numbers, not {dtype}")
        case "no_port":
            text = QCoreApplication.translate("DrawWire", "{node} has no port for this end of the wire")
        case _:
            text = QCoreApplication.translate("DrawWire", "{node} has no port {port}")
    return text.format(**reason.values)


def _rank_text(reason: Reason) -> str:
    if reason.values["ranks"] == [4]:
        text = QCoreApplication.translate("DrawWire", "{node} takes maps (channels×height×width), not {shape}")
    elif reason.values["ranks"] == [2]:
        text = QCoreApplication.translate("DrawWire", "{node} takes rows of features, not {shape}: flatten first")
    else:
        text = QCoreApplication.translate("DrawWire", "{node} does not take {shape}")
    return text.format(**reason.values)
