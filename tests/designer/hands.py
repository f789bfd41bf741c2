"""Hands for the tests of the canvas: they press, drag and type on a real view."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from designer.canvas.geometry import HEIGHT, WIDTH, height_of, sockets_of
from designer.canvas.view import CanvasView
from designer.workspace import Workspace
from engine.document import Document
from engine.edits import END, Insert, Move
from engine.messages import PlanChanged
from engine.planner import make_plan
from tests.build import network

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def plan(workspace: Workspace) -> None:
    """Let the workspace know what the engine finds out."""
    found = make_plan(workspace.document)
    news = PlanChanged(
        workspace.document.id,
        found.revision,
        None,
        found.nodes,
        [],
        list(found.order),
        list(found.problems),
        found.totals,
    )
    assert workspace.take_plan(news)


def open_view(qtbot, document: Document) -> CanvasView:
    """A view of a document, shown at zoom 1 with everything in sight."""
    workspace = Workspace(document)
    view = CanvasView(workspace)
    workspace.setParent(view)
    qtbot.addWidget(view)
    view.resize(1500, 800)
    view.show()
    qtbot.waitExposed(view)
    plan(workspace)
    view.fit()
    view.canvas.labels.settle()
    return view


def spread(*layers, edges: str = "", places: dict[str, tuple[float, float]] | None = None) -> Document:
    """A small network laid out with room between its cards."""
    document = network(*layers, edges=edges)
    auto = {id: (i * 224.0, 0.0) for i, id in enumerate(document.network.nodes)}
    document.apply(Move("main", {**auto, **(places or {})}))
    return document


def port(view: CanvasView, node: str, side: str, name: str | None = None) -> QPoint:
    """Where a port is in the viewport."""
    item = view.canvas.nodes[node]
    socket = next(s for s in item.sockets if s.side == side and name in (None, s.name))
    return view.mapFromScene(item.pos() + QPointF(socket.x, socket.y))


def body(view: CanvasView, node: str) -> QPoint:
    """The middle of a card, in the viewport."""
    return view.mapFromScene(view.canvas.nodes[node].pos() + QPointF(WIDTH / 2, HEIGHT / 2))


def press(view: CanvasView, at: QPoint, keys=NONE, button=LEFT) -> None:
    QTest.mouseMove(view.viewport(), at)
    QTest.mousePress(view.viewport(), button, keys, at)


def glide(view: CanvasView, start: QPoint, end: QPoint) -> None:
    for step in range(1, 5):
        QTest.mouseMove(view.viewport(), start + (end - start) * step / 4)


def drag(view: CanvasView, start: QPoint, end: QPoint, keys=NONE, button=LEFT) -> None:
    """Press, move and release."""
    press(view, start, keys, button)
    glide(view, start, end)
    QTest.mouseRelease(view.viewport(), button, keys, end)


def wires(view: CanvasView) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in view.workspace.network.edges.values()]


def assert_mirrors(view: CanvasView) -> None:
    """The scene shows exactly what the document holds."""
    group, scene = view.workspace.network, view.canvas
    assert scene.nodes.keys() == group.nodes.keys()
    assert scene.edges.keys() == group.edges.keys()
    for id, node in group.nodes.items():
        item = scene.nodes[id]
        assert item.node == node
        assert (item.x(), item.y()) == (node.x, node.y)
        assert item.sockets == sockets_of(
            node, [edge for edge in group.edges.values() if id in (edge.source, edge.target)]
        )
        assert item.height == height_of(item.sockets)
        assert scene.obstacles.box(id) == (node.x, node.y, node.x + WIDTH, node.y + item.height)
        assert item.selected == (id in view.workspace.selected_nodes)
    for id, edge in group.edges.items():
        assert scene.edges[id].edge == edge
        points = scene.edges[id].wire.points
        assert points[0] == scene.start_of(edge)
        assert points[-1] == scene.end_of(edge)
    shown = len(scene.nodes) + len(scene.edges) + len(scene.labels.items)
    assert len(scene.items()) == shown


def add_nodes(view: CanvasView, nodes, edges=()) -> None:
    view.workspace.push(Insert("main", [(END, n) for n in nodes], [(END, e) for e in edges]), "add")
