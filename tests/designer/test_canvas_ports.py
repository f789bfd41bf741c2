"""Cards with several ports: room for each, names beside them, and wires whose port has gone."""

import itertools

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.finding import port_at, tooltip_at
from designer.canvas.geometry import GRID, HEIGHT, PORT, WIDTH, PortRef, height_of, sockets_of
from designer.canvas.mime import BLOCK_MIME
from designer.canvas.style import style
from designer.theme import theme
from engine.block import Argument, Block, Port
from engine.blocks import REGISTRY
from engine.document import Node
from engine.edits import Remove, SetArguments
from engine.plan import NodePlan
from tests.designer.hands import LEFT, NONE, assert_mirrors, drag, open_view, plan, port, spread, wires

MEMORY = Block(
    id="memory",
    title="Memory",
    category="attention",
    help="A block of this test: three ways in, two of which may be left open, and three out.",
    url="",
    target="torch.nn.LSTM",
    inputs=(Port("input", (3,)), Port("h_0", (3,), optional=True), Port("c_0", (3,), optional=True)),
    outputs=(Port("output"), Port("h_n"), Port("a_name_that_is_longer_than_a_card")),
    result=("output", ("h_n", "a_name_that_is_longer_than_a_card")),
    arguments=(
        Argument("input_size", "int", None, "Numbers in.", derived="input[2]"),
        Argument("hidden_size", "int", 4, "Numbers out.", minimum=1),
        Argument("batch_first", "bool", True, "Batch first."),
    ),
)
PARTS = Block(
    id="parts",
    title="Parts",
    category="shape",
    kind="function",
    target="torch.chunk",
    help="A block of this test: as many ways out as it is told.",
    url="",
    inputs=(Port("input"),),
    outputs=(Port("part", count="chunks"),),
    arguments=(
        Argument("chunks", "int", 2, "How many.", minimum=1, maximum=64),
        Argument("dim", "int", 1, "Which dimension."),
    ),
)


@pytest.fixture(autouse=True)
def blocks(monkeypatch):
    for block in (MEMORY, PARTS):
        monkeypatch.setitem(REGISTRY._blocks, block.id, block)


@pytest.fixture
def view(qtbot):
    document = spread(
        ("x", "input", {"shape": [8, 6]}),
        ("memory1", "memory"),
        ("parts1", "parts", {"chunks": 4}),
        ("cat1", "concat"),
        ("out", "output"),
        edges="x>memory1 memory1>parts1 parts1.part0>cat1 parts1.part3>cat1 cat1>out",
    )
    view = open_view(qtbot, document)
    assert view.zoom == 1
    return view


def sockets(view, node, side):
    return [socket for socket in view.canvas.nodes[node].sockets if socket.side == side]


@pytest.mark.parametrize("chunks", [1, 2, 3, 4, 5, 64])
def test_a_card_grows_with_its_ports(chunks):
    found = sockets_of(Node("p", "p", "parts", 1, {"chunks": chunks}), [])
    outputs = [socket for socket in found if socket.side == "output"]
    assert len(outputs) == chunks
    height = height_of(found)
    if chunks == 1:
        assert height == HEIGHT
        assert not outputs[0].named
        return
    assert height % GRID == 0
    steps = {b.y - a.y for a, b in itertools.pairwise(outputs)}
    assert len(steps) == 1
    assert steps.pop() >= (24 if chunks == 2 else 16)  # 24 pixels are what a mouse hits with ease
    assert outputs[0].y - PORT / 2 > 44, "the ports begin beneath the two lines of words"
    assert outputs[-1].y + PORT < height
    [only] = [socket for socket in found if socket.side == "input"]
    assert only.y == HEIGHT / 2, "a single port is level with those of the cards beside it"
    assert (outputs[0].y - only.y) % GRID == 0


def test_every_port_is_found_where_it_is_drawn(view):
    for id, item in view.canvas.nodes.items():
        for socket in item.sockets:
            place = item.pos() + QPointF(socket.x, socket.y)
            assert port_at(view.canvas, place) == PortRef(id, socket.side, socket.name)
            for aside in (QPointF(11, 0), QPointF(-11, 0), QPointF(0, 7), QPointF(0, -7)):
                assert port_at(view.canvas, place + aside) == PortRef(id, socket.side, socket.name)


def test_ports_beside_others_say_their_names_inside_of_the_card(view):
    view.grab()
    item = view.canvas.nodes["memory1"]
    lines = {line[3].text(): line for line in item._second}
    assert {"input", "h_0", "c_0", "output", "h_n"} <= lines.keys()
    [long] = [text for text in lines if text.startswith("a_name_that")]
    assert long.endswith("…")
    boxes = [(line[2], line[3].size()) for line in (*item._first, *item._second)]
    for place, size in boxes:
        assert place.x() >= 0
        assert place.x() + size.width() <= WIDTH + 4
    rows = {}
    for place, size in boxes:
        rows.setdefault(round(place.y() + size.height() / 2), []).append((place.x(), place.x() + size.width()))
    for spans in rows.values():
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(sorted(spans)))
    assert not {"part0", "input"} & {line[3].text() for line in view.canvas.nodes["cat1"]._second or []}


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_optional_ports_are_lighter(view, mode):
    theme().set_mode(mode)
    picture = view.grab().toImage()
    ground = style().canvas

    def strongest(name):
        """How far the colour of the ring's left side is from that of the canvas behind it."""
        at = port(view, "memory1", "input", name)
        seen = [picture.pixelColor(at.x() + x, at.y() + y) for x in range(-6, -2) for y in (-2, 2)]
        return max(abs(colour.red() - ground.red()) + abs(colour.green() - ground.green()) for colour in seen)

    assert 20 < strongest("h_0") < 0.8 * strongest("input")


def test_tooltips_of_ports(view):
    def tip(node, side, name):
        place = view.mapToScene(port(view, node, side, name))
        return tooltip_at(view.canvas, place, view.reach(), view.zoom)

    assert tip("memory1", "output", "output") == "memory1.output →\nN×8×4 · float32"
    assert tip("memory1", "output", "h_n").startswith("memory1.h_n →\n")
    assert tip("memory1", "input", "input") == "→ memory1.input\nN×8×6 · float32"
    open_port = "→ memory1.h_0\nmay be left open\ntakes sequences (3 dimensions with the batch) · float32"
    assert tip("memory1", "input", "h_0") == open_port
    assert tip("cat1", "input", "input") == "→ cat1\nN×2×4 · float32\nN×2×4 · float32"
    edge = view.canvas.edges["e3"].wire.points
    middle = QPointF(*edge[len(edge) // 2])
    assert tooltip_at(view.canvas, middle, view.reach(), view.zoom).startswith("parts1.part3 → cat1\nN×2×4")


def test_a_port_that_goes_leaves_its_wire_to_be_seen(view):
    workspace = view.workspace
    before = view.canvas.nodes["parts1"].height
    workspace.push(SetArguments("main", "parts1", {"chunks": 2}), "fewer")
    assert_mirrors(view)
    plan(workspace)
    item = view.canvas.nodes["parts1"]
    assert [(s.name, s.missing) for s in sockets(view, "parts1", "output")] == [
        ("part0", False),
        ("part1", False),
        ("part3", True),
    ]
    assert item.height < before
    assert view.canvas.edges["e3"].is_wrong
    view.canvas.edges["e3"].show_problems([])
    assert view.canvas.edges["e3"].is_wrong, "at once, before the engine says so"
    middle = QPointF(*view.canvas.edges["e3"].wire.points[4])
    told = tooltip_at(view.canvas, middle, view.reach(), view.zoom)
    assert told.startswith("parts1 has no part3 any more\nparts1.part3 → cat1")
    plan(workspace)
    assert view.canvas.edges["e3"].wire.points[0] == (item.x() + WIDTH, item.y() + item.sockets[-1].y)
    view.grab()
    place = QPointF(*view.canvas.edges["e3"].wire.points[0])
    assert "parts1 has no part3 any more" in tooltip_at(view.canvas, place, view.reach(), view.zoom)
    [problem] = [p for p in workspace.plan.problems if p.code == "unknown_port"]
    workspace.push(problem.fixes[0].edit, "repair")
    plan(workspace)
    assert [s.name for s in sockets(view, "parts1", "output")] == ["part0", "part1"]
    assert not any(edge.is_wrong for edge in view.canvas.edges.values())
    assert_mirrors(view)
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    plan(workspace)
    assert view.canvas.nodes["parts1"].height == before
    assert_mirrors(view)


def test_no_wire_begins_at_a_port_that_is_gone(view):
    view.workspace.push(SetArguments("main", "parts1", {"chunks": 2}), "fewer")
    plan(view.workspace)
    before = wires(view)
    drag(view, port(view, "parts1", "output", "part3"), port(view, "out", "input"))
    assert wires(view) == before


def test_wires_are_drawn_from_port_to_port(view):
    view.workspace.push(Remove("main", [], ["e1"]), "cut")
    drag(view, port(view, "memory1", "output", "h_n"), port(view, "parts1", "input"))
    [edge] = view.workspace.network.edges_into("parts1", "input")
    assert (edge.source, edge.output) == ("memory1", "h_n")
    assert_mirrors(view)


def test_a_drawn_wire_fades_ports_by_rank(view):
    start = port(view, "x", "output")
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(20, 60))
    QTest.mouseMove(view.viewport(), start + QPoint(30, 80))
    faded = {socket.name for socket in view.canvas.nodes["memory1"].faded if socket.side == "input"}
    assert faded == set(), "a sequence is what all of its inputs take"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    planned = view.workspace.plan.nodes["x"]
    view.workspace.plan.nodes["x"] = NodePlan(
        "x", "x", "input", "ok", True, output_shapes={"output": ("N", 3, 8, 8)}, dtypes={"output": "float32"}
    )
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(20, 60))
    QTest.mouseMove(view.viewport(), start + QPoint(30, 80))
    faded = {socket.name for socket in view.canvas.nodes["memory1"].faded if socket.side == "input"}
    assert faded == {"input", "h_0", "c_0"}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.workspace.plan.nodes["x"] = planned


def test_the_rubber_band_and_the_minimap_know_how_tall_a_card_is(view):
    item = view.canvas.nodes["memory1"]
    foot = view.mapFromScene(item.pos() + QPointF(WIDTH / 2, item.height - 4))
    drag(view, foot + QPoint(-3, 40), foot + QPoint(3, 0))
    assert view.workspace.selected_nodes == {"memory1"}
    view.fit()
    for each in view.canvas.nodes.values():
        assert view.camera.visible.contains(each.card.translated(each.pos()))
    assert view.canvas.area(view.canvas.nodes).bottom() == max(
        each.y() + each.height for each in view.canvas.nodes.values()
    )
    view.zoom_to(2)
    assert view.minimap.isVisible()
    assert view.minimap._area.height() == view.canvas.area(view.canvas.nodes).height() + 2 * HEIGHT
    view.minimap.grab()


def test_a_new_node_stands_where_its_wire_runs_level(view):
    view.workspace.select(["memory1"], current="memory1")
    view.workspace.push(Remove("main", ["parts1"], ["e1", "e2", "e3"]), "make room")
    id = view.add_block("relu")
    [edge] = view.workspace.network.edges_into(id, "input")
    assert (edge.source, edge.output) == ("memory1", "output")
    wire = view.canvas.edges[edge.id].wire.points
    assert wire[0][1] == wire[-1][1]
    boxes = [item.sceneBoundingRect() for item in view.canvas.nodes.values()]
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))


def test_the_ghost_of_a_tall_card_is_as_tall(view):
    data = QMimeData()
    data.setData(BLOCK_MIME, b"memory")
    at = QPoint(300, 600)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, NONE))
    [ghost] = [item for item in view.canvas.items() if item.zValue() == 9]
    assert ghost.card.height() == 104
    place = ghost.pos()
    view.adding.leave()
    id = view.add_block("memory", view.mapToScene(at))
    assert view.canvas.nodes[id].pos() == place
    assert view.canvas.nodes[id].height == 104


def test_loops_pass_below_tall_cards(qtbot):
    document = spread(
        ("x", "input", {"shape": [8, 6]}),
        ("memory1", "memory"),
        ("memory2", "memory"),
        edges="x>memory1 memory1>memory2",
        places={"memory2": (0, 200)},
    )
    view = open_view(qtbot, document)
    points = view.canvas.edges["e1"].wire.points
    for id in ("memory1", "memory2", "x"):
        left, top, right, bottom = view.canvas.obstacles.box(id)
        assert not any(left < x < right and top < y < bottom for x, y in points[1:-1])


@pytest.mark.parametrize("zoom", [0.05, 0.3, 0.5, 1.0, 4.0])
def test_tall_cards_paint_at_every_level_of_detail(view, zoom):
    view.workspace.select(["memory1"])
    view.zoom_to(zoom)
    assert not view.grab().isNull()
