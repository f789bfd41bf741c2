"""Nodes on the canvas: dropped, moved, selected, deleted, copied, and the keys that do it."""

import json

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.mime import BLOCK_MIME, FRAGMENT_MIME
from tests.designer.hands import (
    CTRL,
    LEFT,
    NONE,
    SHIFT,
    assert_mirrors,
    body,
    drag,
    glide,
    open_view,
    press,
    spread,
    wires,
)


@pytest.fixture
def view(qtbot):
    conv = ("conv1", "conv2d", {"out_channels": 4})
    return open_view(qtbot, spread(("input", "input"), conv, ("relu1", "relu"), ("out", "output")))


def drop(view, block: str, at: QPoint) -> None:
    data = QMimeData()
    data.setData(BLOCK_MIME, block.encode())
    actions = Qt.DropAction.CopyAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, actions, data, LEFT, NONE))
    assert any(item.zValue() == 9 for item in view.canvas.items()), "a ghost shows where it would land"
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), actions, data, LEFT, NONE))


def test_drop_from_the_palette(view):
    at = body(view, "conv1") + QPoint(3, 200)
    drop(view, "conv2d", at)
    node = view.workspace.current
    assert node.name == "conv2"
    assert (node.x % 8, node.y % 8) == (0, 0)
    assert (view.mapFromScene(node.x + 84, node.y + 27) - at).manhattanLength() <= 10
    assert view.workspace.undo_stack.undoText() == "Add conv2"
    assert_mirrors(view)
    view.workspace.undo_stack.undo()
    assert_mirrors(view)


def test_files_are_left_to_the_window(view):
    data = QMimeData()
    data.setText("file:///tmp/a.json")
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), event)
    assert not event.isAccepted()


def test_an_added_block_follows_the_current_node(qtbot):
    view = open_view(qtbot, spread(("input", "input"), ("conv1", "conv2d")))
    view.workspace.select(["conv1"])
    id = view.add_block("relu")
    assert wires(view) == [("input", "conv1"), ("conv1", id)]
    assert view.workspace.network.nodes[id].x == 448
    assert view.workspace.undo_stack.count() == 1
    other = view.add_block("linear")  # takes 2 to 5 dimensions, and relu1's output is free
    assert wires(view)[-1] == (id, other)
    view.workspace.select(["conv1"])
    alone = view.add_block("relu")  # conv1's output leads somewhere already
    assert not view.canvas.wires_at(alone)
    boxes = [view.canvas.nodes[n].sceneBoundingRect() for n in (id, other, alone)]
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_move_and_undo_restore_exactly(view):
    before = dict(view.workspace.network.nodes)
    drag(view, body(view, "conv1"), body(view, "conv1") + QPoint(37, 61))
    node = view.workspace.network.nodes["conv1"]
    assert (node.x, node.y) == (264, 64)
    assert view.workspace.undo_stack.undoText() == "Move conv1"
    assert_mirrors(view)
    view.workspace.undo_stack.undo()
    assert list(view.workspace.network.nodes.items()) == list(before.items())
    assert_mirrors(view)


def test_a_selection_moves_together(view):
    view.workspace.select(["conv1", "relu1"])
    drag(view, body(view, "relu1"), body(view, "relu1") + QPoint(0, 40))
    nodes = view.workspace.network.nodes
    assert [nodes[id].y for id in ("input", "conv1", "relu1")] == [0, 40, 40]
    assert view.workspace.undo_stack.undoText() == "Move 2 nodes"


def test_a_click_moves_nothing(view):
    drag(view, body(view, "conv1"), body(view, "conv1") + QPoint(1, 1))
    assert view.workspace.undo_stack.count() == 0
    assert view.workspace.selected_nodes == {"conv1"}


def test_escape_puts_nodes_back(view):
    start = body(view, "conv1")
    press(view, start)
    glide(view, start, start + QPoint(50, 90))
    assert view.canvas.nodes["conv1"].y() > 0
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=start)
    assert view.workspace.undo_stack.count() == 0
    assert_mirrors(view)


def test_undo_in_the_middle_of_a_drag_ends_it(view):
    id = view.add_block("relu", QPointF(300, 300))
    start = body(view, id)
    press(view, start)
    glide(view, start, start + QPoint(50, 60))
    view.workspace.undo_stack.undo()
    glide(view, start, start + QPoint(90, 60))
    QTest.mouseRelease(view.viewport(), LEFT, pos=start)
    assert id not in view.workspace.network.nodes
    assert not view.workspace.undo_stack.canUndo()
    assert_mirrors(view)


def test_rubber_band(view):
    above = QPoint(-100, -60)
    drag(view, body(view, "input") + above, body(view, "conv1"))
    assert view.workspace.selected_nodes == {"input", "conv1"}
    drag(view, body(view, "relu1") + above + QPoint(10, 0), body(view, "relu1"), SHIFT)
    assert view.workspace.selected_nodes == {"input", "conv1", "relu1"}
    drag(view, body(view, "input") + above, body(view, "input"), CTRL)
    assert view.workspace.selected_nodes == {"conv1", "relu1"}
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(40, 40))
    assert not view.workspace.selected_nodes


def test_escape_ends_a_rubber_band(view):
    view.workspace.select(["out"])
    start = body(view, "input") - QPoint(100, 60)
    press(view, start)
    glide(view, start, body(view, "conv1"))
    assert "conv1" in view.workspace.selected_nodes
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.workspace.selected_nodes == {"out"}


def test_delete_and_undo_restore_the_order(view):
    network = view.workspace.network
    before = list(network.nodes.items()), list(network.edges.items())
    view.workspace.select(["conv1"])
    view.delete_selection()
    assert view.workspace.undo_stack.undoText() == "Delete conv1"
    assert wires(view) == [("relu1", "out")]
    assert_mirrors(view)
    view.workspace.undo_stack.undo()
    assert (list(network.nodes.items()), list(network.edges.items())) == before
    assert_mirrors(view)
    view.select_all()
    view.delete_selection()
    assert view.workspace.undo_stack.undoText() == "Delete 4 nodes"
    assert not network.nodes
    view.workspace.undo_stack.undo()
    assert (list(network.nodes.items()), list(network.edges.items())) == before


def test_a_click_on_a_wire_selects_it(view):
    edge = view.canvas.edges["e1"]
    at = view.mapFromScene(QPointF(*edge.wire.points[len(edge.wire.points) // 2]))
    QTest.mouseClick(view.viewport(), LEFT, pos=at)
    assert view.workspace.selected_edges == {"e1"}
    view.delete_selection()
    assert ("conv1", "relu1") not in wires(view)


def test_copy_and_paste_bring_the_wires_inside(view):
    view.workspace.select(["conv1", "relu1"])
    view.copy()
    view.paste()
    network = view.workspace.network
    names = [node.name for node in network.nodes.values()]
    assert names == ["input", "conv1", "relu1", "out", "conv2", "relu2"]
    conv, relu = list(network.nodes)[-2:]
    assert wires(view)[3:] == [(conv, relu)]
    assert view.workspace.selected_nodes == {conv, relu}
    assert network.nodes[conv].arguments == {"out_channels": 4}
    assert (network.nodes[conv].x, network.nodes[conv].y) == (256, 32)
    view.paste()
    assert len({(node.x, node.y) for node in network.nodes.values()}) == 8
    assert view.workspace.undo_stack.count() == 2
    assert_mirrors(view)


def test_cut_and_duplicate(view):
    view.workspace.select(["relu1"])
    view.cut()
    assert "relu1" not in view.workspace.network.nodes
    view.paste()
    assert view.workspace.current.name == "relu1"
    view.duplicate()
    assert view.workspace.undo_stack.undoText() == "Duplicate relu2"
    assert view.workspace.current.name == "relu2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{",
        "{}",
        "[1, 2]",
        '{"format": ["convcanvas-fragment", 1, 0]}',
        '{"format": ["convcanvas-fragment", 1, 0], "id": "a", "name": "a", "nodes": [{}], "edges": []}',
        '{"format": ["convcanvas-fragment", 1, 0], "id": "a", "name": "a", "nodes": [], "edges": []}',
        '{"x": NaN}',
        '{"a":' * 100_000,
    ],
)
def test_anything_else_is_not_pasted(view, qtbot, text):
    data = QMimeData()
    data.setText(text)
    if text:
        data.setData(FRAGMENT_MIME, text.encode())
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(view.told):
        view.paste()
    assert view.workspace.undo_stack.count() == 0


def test_a_fragment_comes_back_from_plain_text(view):
    view.workspace.select(["conv1"])
    view.copy()
    text = QGuiApplication.clipboard().text()
    assert json.loads(text)["nodes"][0]["name"] == "conv1"
    QGuiApplication.clipboard().setText(text)
    view.paste()
    assert view.workspace.current.name == "conv2"


def test_arrows_walk_along_wires(view):
    view.workspace.select(["input"])
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.workspace.current.id == "relu1"
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.workspace.current.id == "conv1"


def test_alt_arrows_move_in_one_step_of_undo(view):
    view.workspace.select(["conv1"])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
    node = view.workspace.network.nodes["conv1"]
    assert (node.x, node.y) == (232, 16)
    assert view.workspace.undo_stack.count() == 1
    view.workspace.undo_stack.undo()
    assert view.workspace.network.nodes["conv1"].x == 224
    assert_mirrors(view)


def test_tab_and_double_click_ask_for_a_block(view, qtbot):
    with qtbot.waitSignal(view.add_requested):
        QTest.keyClick(view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.add_requested) as asked:
        QTest.mouseDClick(view.viewport(), LEFT, pos=QPoint(30, 40))
    assert asked.args[0] == view.mapToScene(30, 40)


def test_context_menu_selects_what_is_meant(view, qtbot):
    with qtbot.waitSignal(view.context_menu_requested) as asked:
        at = body(view, "relu1")
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args[1:] == ["node", "relu1"]
    assert view.workspace.selected_nodes == {"relu1"}


def test_a_new_language_is_followed(view):
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    view.grab()
    assert_mirrors(view)
