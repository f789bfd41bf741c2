"""What the view shows: zoom, levels of detail, fitting, the minimap, labels that touch nothing."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.labels import crosses
from designer.canvas.view import CanvasView
from designer.theme import theme
from designer.workspace import Workspace
from engine.document import Document, Edge, Node
from tests.designer.hands import LEFT, NONE, assert_mirrors, body, drag, open_view, plan, spread


@pytest.fixture
def view(qtbot, lenet_bn):
    return open_view(qtbot, lenet_bn)


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("zoom", [0.05, 0.3, 0.5, 1.0, 4.0])
def test_paints_at_every_level_of_detail(view, mode, zoom):
    theme().set_mode(mode)
    view.workspace.select(["conv1"], ["conv1-bn1"])
    view.zoom_to(zoom)
    assert view.zoom == zoom
    picture = view.grab().toImage()
    assert picture.pixelColor(2, 2).name() == theme().tokens.canvas


def wheel(view, at: QPoint, turn: int, keys=NONE, pixels: QPoint | None = None) -> None:
    place = QPointF(at)
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        pixels or QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_around_the_pointer(view):
    at = body(view, "bn2")
    before = view.mapToScene(at)
    for turn in (120, 120, -120, 120):
        wheel(view, at, turn)
    assert view.zoom > 1
    assert (view.mapToScene(at) - before).manhattanLength() < 4
    for _ in range(40):
        wheel(view, at, -120)
    assert view.zoom == pytest.approx(0.05)


def test_two_fingers_and_shift_pan(view):
    before, zoom = view.camera.centre, view.zoom
    wheel(view, QPoint(50, 50), 8, pixels=QPoint(0, 24))
    assert view.camera.centre.y() == pytest.approx(before.y() - 24 / zoom, abs=1.5)
    wheel(view, QPoint(50, 50), 120, Qt.KeyboardModifier.ShiftModifier)
    assert view.camera.centre.x() < before.x() - 20


@pytest.mark.parametrize("how", ["middle", "space"])
def test_panning(view, how):
    before = view.camera.centre
    if how == "space":
        QTest.keyPress(view, Qt.Key.Key_Space)
        drag(view, QPoint(60, 60), QPoint(160, 90))
        QTest.keyRelease(view, Qt.Key.Key_Space)
    else:
        drag(view, QPoint(60, 60), QPoint(160, 90), button=Qt.MouseButton.MiddleButton)
    moved = (view.camera.centre - before) * view.zoom
    assert (moved.x(), moved.y()) == (pytest.approx(-100, abs=1.5), pytest.approx(-30, abs=1.5))
    assert not view.workspace.selected_nodes


def test_fit_shows_everything_and_then_the_selection(view):
    view.zoom_to(4)
    view.fit()
    for item in view.canvas.nodes.values():
        assert view.camera.visible.contains(item.sceneBoundingRect())
    view.workspace.select(["output"])
    view.fit_selection()
    middle = view.canvas.nodes["output"].sceneBoundingRect().center()
    assert (view.camera.centre - middle).manhattanLength() < 10


def test_the_minimap_moves_the_view_and_hides_when_it_is_not_needed(view):
    assert not view.minimap.isVisible()
    view.zoom_to(2)
    assert view.minimap.isVisible()
    view.minimap.grab()
    before = view.camera.centre
    QTest.mouseClick(view.minimap, LEFT, pos=QPoint(14, 14))
    assert view.camera.centre.x() < before.x()
    assert view.camera.centre.y() < before.y()


def branching() -> Document:
    places = {"pool1": (0, 136), "cat1": (448, 136), "up1": (224, 136), "out": (672, 136)}
    return spread(
        ("input", "input", {"shape": [3, 32, 32]}),
        ("conv1", "conv2d", {"padding": 1}),
        ("bn1", "batch_norm2d"),
        ("relu1", "relu"),
        ("add1", "add"),
        ("pool1", "max_pool2d"),
        ("up1", "upsample"),
        ("cat1", "concat"),
        ("out", "output"),
        edges="input>conv1 conv1>bn1 bn1>relu1 relu1>add1 conv1>add1 add1>pool1 add1>cat1 pool1>up1 up1>cat1 cat1>out",
        places=places,
    )


@pytest.mark.parametrize("which", ["lenet", "branching"])
def test_labels_touch_nothing(qtbot, lenet_bn, which):
    view = open_view(qtbot, lenet_bn if which == "lenet" else branching())
    labels = [label for label in view.canvas.labels.items.values() if label.isVisible()]
    assert len(labels) >= len(view.canvas.labels.items) - 1
    rects = [label.sceneBoundingRect().adjusted(1, 1, -1, -1) for label in labels]
    assert not any(a.intersects(b) for a, b in itertools.combinations(rects, 2))
    for label, rect in zip(labels, rects, strict=True):
        assert not view.canvas.obstacles.near((rect.left(), rect.top(), rect.right(), rect.bottom()))
        for item in view.canvas.edges.values():
            own = label.pill and (item.edge.source, item.edge.output) == (label.node, label.port)
            assert own or not crosses(item.wire, rect), (label.text, item.edge)


def test_wires_of_one_port_part_at_once(qtbot):
    view = open_view(qtbot, branching())
    for pair in (("e4", "e1"), ("e5", "e6")):
        a, b = (view.canvas.edges[id].wire for id in pair)
        start = a.points[0]
        assert a.points[0] == b.points[0]
        far = [p for p in a.points if 14 < abs(p[0] - start[0]) + abs(p[1] - start[1]) < 40]
        assert min(b.distance(*point) for point in far) > 2.5


def test_a_skip_wire_passes_over_the_cards_between(qtbot):
    view = open_view(qtbot, branching())
    wire = view.canvas.edges["e4"].wire
    for id in ("bn1", "relu1"):
        left, top, right, bottom = view.canvas.obstacles.box(id)
        assert not any(left <= x <= right and top <= y <= bottom for x, y in wire.points)


def test_tooltips_tell_what_cards_shorten(view):
    item = view.canvas.nodes["conv1"]
    text = item.tooltip()
    assert "5×5 · 6 · p2" in text
    assert "N×6×28×28" in text
    assert "150" in text


def test_an_unknown_block_is_drawn_and_explained(qtbot):
    view = open_view(qtbot, spread(("input", "input"), ("what", "capsule"), ("out", "output")))
    view.grab()
    assert "capsule" in view.canvas.nodes["what"].tooltip()
    assert [s.side for s in view.canvas.nodes["what"].sockets] == ["input", "output"]


def test_a_thousand_nodes_are_shown_as_they_are(qtbot):
    document = Document(id="large")
    group = document.network
    for i in range(1000):
        block = ("conv2d", "batch_norm2d", "relu")[i % 3]
        group.nodes[f"n{i}"] = Node(f"n{i}", f"n{i}", block, x=i % 40 * 224.0, y=i // 40 * 136.0)
        if i:
            group.edges[f"e{i}"] = Edge(f"e{i}", f"n{i - 1}", f"n{i}")
    workspace = Workspace(document)
    view = CanvasView(workspace)
    qtbot.addWidget(view)
    workspace.setParent(view)
    view.resize(1600, 1000)
    view.show()
    plan(workspace)
    view.fit()
    view.grab()
    assert_mirrors(view)
