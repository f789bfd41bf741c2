"""Where cards, their ports and the grid are, in units of the scene: pixels at zoom 1."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from engine.block import Port
from engine.blocks import REGISTRY
from engine.document import Edge, Node

WIDTH, HEIGHT, RADIUS = 168.0, 54.0, 9.0  # a card with at most one port a side; more ports make it taller
SPINE = 4.0
PORT = 10.0  # to the eye
REACH = 12.0  # half of what a port is to the mouse
GRID = 8.0
GAP = 56.0  # between a card and the next one to its right
ROW = 136.0  # from one row of cards to the next
PILL_STEP, PILL_MOST = 9.0, 40.0  # how a variadic ring grows with the wires that enter it
FIRST_ROW = 59.0  # of ports beneath the words of a tall card: whole steps of the grid below HEIGHT / 2
PITCH, WIDE_PITCH = 16.0, 24.0  # from one of these ports to the next; the wide one where there are only two
_FOOT = 13.0  # below the middle of the last one

Side = Literal["input", "output"]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class PortRef:
    """A port of a node in the document."""

    node: str
    side: Side
    port: str


@dataclass(frozen=True, slots=True)
class Socket:
    """A port on a card: its middle, relative to the card's corner, and how tall its ring is.

    `named` ports say what they are called, since there are others on their side. A `missing` one is not a port of
    the block any more, or never was: a wire is still there that uses it.
    """

    side: Side
    name: str
    x: float
    y: float
    height: float = PORT
    variadic: bool = False
    optional: bool = False
    named: bool = False
    missing: bool = False

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


def sockets_of(node: Node, edges: Sequence[Edge]) -> tuple[Socket, ...]:
    """The node's ports on its card; `edges` are those at the node.

    One port a side is in the middle of the card's words, where it is level with those of its neighbours. Several
    have rows of their own beneath.
    """
    inputs, outputs = ports_of(node, edges)
    entering = Counter(edge.input for edge in edges if edge.target == node.id)
    leaving = Counter(edge.output for edge in edges if edge.source == node.id)
    wires = tuple(entering[port.name] if port.variadic else 0 for port in inputs)
    return _sockets(inputs, outputs, wires, _unknown(entering, inputs), _unknown(leaving, outputs))


@lru_cache(maxsize=1024)
def _sockets(
    inputs: tuple[Port, ...],
    outputs: tuple[Port, ...],
    wires: tuple[int, ...],
    lost_inputs: tuple[str, ...],
    lost_outputs: tuple[str, ...],
) -> tuple[Socket, ...]:
    """The same, made once for all cards alike. `wires` counts those that enter each input that grows with them."""
    rows = max(len(inputs) + len(lost_inputs), len(outputs) + len(lost_outputs))
    pitch = WIDE_PITCH if rows < 3 else PITCH
    found: list[Socket] = []
    side: Side
    for side, x, ports, others in (("input", 0.0, inputs, lost_inputs), ("output", WIDTH, outputs, lost_outputs)):
        named = len(ports) + len(others) > 1
        for row, port in enumerate(ports):
            y = FIRST_ROW + pitch * row if named else HEIGHT / 2
            height = _ring(wires[row], pitch - 2 if named else HEIGHT - 4) if port.variadic else PORT
            found.append(Socket(side, port.name, x, y, height, port.variadic, port.optional, named))
        for row, name in enumerate(others, len(ports)):
            y = FIRST_ROW + pitch * row if named else HEIGHT / 2
            found.append(Socket(side, name, x, y, named=named, missing=True))
    return tuple(found)


def _unknown(used: Iterable[str], ports: Iterable[Port]) -> tuple[str, ...]:
    """The names that wires use and no port has."""
    known = [port.name for port in ports]
    return tuple(name for name in used if name not in known)


def _ring(wires: int, most: float) -> float:
    return min(PORT + PILL_STEP * (max(wires, 2) - 1), PILL_MOST, most)


def height_of(sockets: Iterable[Socket]) -> float:
    """How tall a card with these ports is; a tall one's height is a multiple of the grid."""
    return max((socket.y + _FOOT for socket in sockets if socket.named), default=HEIGHT)


def box_of(node: Node, edges: Sequence[Edge]) -> Box:
    """Where the node's card is; `edges` are those at the node."""
    return node.x, node.y, node.x + WIDTH, node.y + height_of(sockets_of(node, edges))


def bounds(boxes: Iterable[Box]) -> QRectF:
    """The rectangle around these cards; empty where there are none."""
    sides = list(zip(*boxes, strict=True))
    if not sides:
        return QRectF()
    left, top, right, bottom = min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])
    return QRectF(left, top, right - left, bottom - top)
