"""Where cards, their ports and the grid are, in units of the scene: pixels at zoom 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from engine.block import Port
from engine.blocks import REGISTRY
from engine.document import Edge, Node

WIDTH, HEIGHT, RADIUS = 168.0, 54.0, 9.0
SPINE = 4.0
PORT = 10.0  # to the eye
REACH = 12.0  # half of what a port is to the mouse
GRID = 8.0
GAP = 56.0  # between a card and the next one to its right
ROW = 136.0  # from one row of cards to the next
PILL_STEP, PILL_MOST = 9.0, 40.0  # how a variadic ring grows with the wires that enter it

Side = Literal["input", "output"]


@dataclass(frozen=True, slots=True)
class PortRef:
    """A port of a node in the document."""

    node: str
    side: Side
    port: str


@dataclass(frozen=True, slots=True)
class Socket:
    """A port on a card: its middle, relative to the card's corner, and how tall its ring is."""

    side: Side
    name: str
    x: float
    y: float
    height: float = PORT
    variadic: bool = False

    def rect(self, grown: float = 0.0) -> QRectF:
        """The ring or dot, on the card."""
        width, height = PORT + 2 * grown, self.height + 2 * grown
        return QRectF(self.x - width / 2, self.y - height / 2, width, height)

    def entry(self, place: int, count: int) -> float:
        """Where the wire at `place` of `count` meets a tall ring, relative to the card's corner."""
        if count < 2 or not self.variadic:
            return self.y
        room = self.height - PORT
        return self.y - room / 2 + room * place / (count - 1)


def card_rect(x: float, y: float) -> QRectF:
    """The card of a node at (x, y)."""
    return QRectF(x, y, WIDTH, HEIGHT)


def snapped(value: float) -> float:
    """The nearest line of the grid."""
    return round(value / GRID) * GRID


def snapped_point(point: QPointF) -> QPointF:
    return QPointF(snapped(point.x()), snapped(point.y()))


def ports_of(node: Node, edges: Iterable[Edge]) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
    """A node's inputs and outputs. A block that this version does not know has those that wires use."""
    block = REGISTRY.get(node.block)
    if block is not None:
        return block.inputs_for(node.arguments), block.outputs_for(node.arguments)
    inputs = dict.fromkeys(edge.input for edge in edges if edge.target == node.id)
    outputs = dict.fromkeys(edge.output for edge in edges if edge.source == node.id)
    return tuple(Port(name, variadic=True) for name in inputs), tuple(Port(name) for name in outputs)


def sockets_of(node: Node, edges: list[Edge]) -> tuple[Socket, ...]:
    """The node's ports on its card, spread over its height; `edges` are those at the node."""
    inputs, outputs = ports_of(node, edges)
    found: list[Socket] = []
    for index, port in enumerate(inputs):
        share = HEIGHT / len(inputs)
        entering = sum(edge.target == node.id and edge.input == port.name for edge in edges)
        height = min(PORT + PILL_STEP * max(entering, 2) - PILL_STEP, PILL_MOST, share - 4) if port.variadic else PORT
        found.append(Socket("input", port.name, 0.0, share * (index + 0.5), height, port.variadic))
    for index, port in enumerate(outputs):
        found.append(Socket("output", port.name, WIDTH, HEIGHT / len(outputs) * (index + 0.5)))
    return tuple(found)


def bounds(nodes: Iterable[Node]) -> QRectF:
    """The rectangle around the cards of these nodes; empty where there are none."""
    area = QRectF()
    places = [(node.x, node.y) for node in nodes]
    if places:
        left, top = min(x for x, _ in places), min(y for _, y in places)
        right, bottom = max(x for x, _ in places) + WIDTH, max(y for _, y in places) + HEIGHT
        area = QRectF(left, top, right - left, bottom - top)
    return area
