"""What is under a place of the canvas, and what a hover there explains."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt

from designer.canvas.edge_item import EdgeItem
from designer.canvas.face import problem_lines
from designer.canvas.geometry import REACH, PortRef, Socket, ports_of
from designer.canvas.label_item import LabelItem
from designer.canvas.node_item import DETAIL
from designer.words import translate
from engine.document import Edge
from engine.plan import shape_text
from engine.problem import WORDS

if TYPE_CHECKING:
    from designer.canvas.scene import CanvasScene

_LISTED = 8  # tensors that a tooltip tells of
NEARBY = Qt.ItemSelectionMode.IntersectsItemBoundingRect


def node_at(scene: "CanvasScene", place: QPointF) -> str | None:
    """The node whose card is under `place`; of several the one that is drawn last."""
    x, y = place.x(), place.y()
    found = [id for id, _ in scene.obstacles.near((x - 0.5, y - 0.5, x + 0.5, y + 0.5))]
    if len(found) < 2:
        return found[0] if found else None
    items = {scene.nodes[id]: id for id in found}
    return next((items[item] for item in scene.items(place) if item in items), found[-1])


def port_at(scene: "CanvasScene", place: QPointF, reach: float = REACH, side: str | None = None) -> PortRef | None:
    """The port whose middle, or whose tall ring, is nearest to `place` and within reach."""
    x, y = place.x(), place.y()
    best: tuple[float, PortRef] | None = None
    for id, (left, top, _, _) in scene.obstacles.near((x - reach, y - reach, x + reach, y + reach)):
        for socket in scene.nodes[id].sockets:
            if side is not None and socket.side != side:
                continue
            away = _away(x - left, y - top, socket)
            if away <= reach and (best is None or away < best[0]):
                best = away, PortRef(id, socket.side, socket.name)
    return best[1] if best else None


def edge_at(scene: "CanvasScene", place: QPointF, reach: float, zoom: float) -> str | None:
    """The edge whose wire passes within reach of `place`, or whose label is there."""
    area = QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
    best: tuple[float, str] | None = None
    for item in scene.items(area, NEARBY):
        if isinstance(item, EdgeItem) and item.wire is not None:
            away = item.wire.distance(place.x(), place.y())
            if away <= reach and (best is None or away < best[0]):
                best = away, item.edge.id
        elif isinstance(item, LabelItem) and zoom >= DETAIL and item.sceneBoundingRect().contains(place):
            leaving = [e.id for e in scene.wires_at(item.node) if (e.source, e.output) == (item.node, item.port)]
            best = best or (reach, leaving[0])
    return best[1] if best else None


def tooltip_at(scene: "CanvasScene", place: QPointF, reach: float, zoom: float) -> str:
    """What a hover over `place` explains."""
    group = scene.workspace.network
    port, node = port_at(scene, place, reach), node_at(scene, place)
    if node is not None and port is None:
        return scene.nodes[node].tooltip()
    if port is not None:
        wrong = problem_lines(scene.nodes[port.node].problems)
        return "\n".join([*wrong, *([""] if wrong else []), _port_tooltip(scene, port)])
    badge = node_at(scene, place + QPointF(-4, 10))
    if badge is not None and scene.nodes[badge].is_on_badge(place):
        return scene.nodes[badge].tooltip()
    if (id := edge_at(scene, place, max(6.0, 4.0 / zoom), zoom)) is not None:
        return _edge_tooltip(scene, group.edges[id])
    return ""


def _edge_tooltip(scene: "CanvasScene", edge: Edge) -> str:
    item = scene.edges[edge.id]
    start, end = PortRef(edge.source, "output", edge.output), PortRef(edge.target, "input", edge.input)
    text = item.tooltip(_name(scene, start), _name(scene, end), scene.workspace.node_plan(edge.source))
    gone = [ref for ref in (start, end) if _is_missing(scene, ref)] if not item.problems else []
    return "\n".join([*(_gone(scene, ref) for ref in gone), text])


def _is_missing(scene: "CanvasScene", ref: PortRef) -> bool:
    socket = scene.nodes[ref.node].socket(ref.side, ref.port)
    return socket is None or socket.missing


def _port_tooltip(scene: "CanvasScene", ref: PortRef) -> str:
    """Which port it is; the shape and dtype of what passes there, or what the port takes while nothing does."""
    node = scene.workspace.network.nodes[ref.node]
    inputs, outputs = ports_of(node, scene.wires_at(ref.node))
    port = next((each for each in (inputs if ref.side == "input" else outputs) if each.name == ref.port), None)
    if port is None:
        return _gone(scene, ref)
    carried = _leaving(scene, ref) if ref.side == "output" else _entering(scene, ref)
    name = _name(scene, ref)
    lines = [f"→ {name}" if ref.side == "input" else f"{name} →", *carried[:_LISTED], *["…"] * (len(carried) > _LISTED)]
    if ref.side == "input":
        if port.optional:
            lines.append(QCoreApplication.translate("NodeItem", "may be left open"))
        if not carried:
            text = QCoreApplication.translate("NodeItem", "takes {what}")
            lines.append(text.format(what=f"{_ranks_text(port.ranks)} · {', '.join(port.dtypes)}".removeprefix(" · ")))
    return "\n".join(lines)


def _gone(scene: "CanvasScene", ref: PortRef) -> str:
    text = QCoreApplication.translate("NodeItem", "{node} has no {port} any more")
    return text.format(node=scene.workspace.network.nodes[ref.node].name, port=ref.port)


def _name(scene: "CanvasScene", ref: PortRef) -> str:
    """What a port is called: as its node, where that has no other on this side."""
    socket = scene.nodes[ref.node].socket(ref.side, ref.port)
    name = scene.workspace.network.nodes[ref.node].name
    return f"{name}.{ref.port}" if socket is None or socket.named else name


def _ranks_text(ranks: tuple[int, ...]) -> str:
    if len(ranks) == 1 and f"rank_{ranks[0]}" in WORDS:
        return translate("words", WORDS[f"rank_{ranks[0]}"])
    return translate("words", WORDS["rank_some"]).format(ranks=", ".join(map(str, ranks))) if ranks else ""


def _leaving(scene: "CanvasScene", ref: PortRef) -> list[str]:
    plan = scene.workspace.node_plan(ref.node)
    if plan is None or ref.port not in plan.output_shapes:
        return []
    return [f"{shape_text(plan.output_shapes[ref.port], batch=True)} · {plan.dtypes.get(ref.port, '')}"]


def _entering(scene: "CanvasScene", ref: PortRef) -> list[str]:
    into = [edge for edge in scene.wires_at(ref.node) if (edge.target, edge.input) == (ref.node, ref.port)]
    into.sort(key=lambda edge: edge.index)
    return [line for edge in into for line in _leaving(scene, PortRef(edge.source, "output", edge.output))]


def _away(x: float, y: float, socket: Socket) -> float:
    """How far a place on the card is from a port."""
    slack = (socket.height - socket.rect().width()) / 2
    dy = max(0.0, abs(y - socket.y) - slack)
    return float(((x - socket.x) ** 2 + dy * dy) ** 0.5)
