"""Wires drawn with the mouse: forwards, backwards, refused, replaced, picked up and dropped."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.canvas.node_item import NodeItem
from tests.designer.hands import assert_mirrors, body, drag, glide, open_view, port, press, spread, wires


@pytest.fixture
def view(qtbot):
    document = spread(("input", "input"), ("conv1", "conv2d"), ("relu1", "relu"), edges="input>conv1")
    return open_view(qtbot, document)


def test_from_output_to_input(view):
    drag(view, port(view, "conv1", "output"), port(view, "relu1", "input"))
    assert wires(view) == [("input", "conv1"), ("conv1", "relu1")]
    assert view.workspace.undo_stack.undoText() == "Connect conv1 to relu1"
    assert_mirrors(view)
    view.workspace.undo_stack.undo()
    assert wires(view) == [("input", "conv1")]
    assert_mirrors(view)


def test_from_input_back_to_output(view):
    drag(view, port(view, "relu1", "input"), port(view, "conv1", "output"))
    assert wires(view) == [("input", "conv1"), ("conv1", "relu1")]


def test_release_on_the_body_of_a_card(view):
    drag(view, port(view, "conv1", "output"), body(view, "relu1") + QPoint(30, 8))
    assert wires(view) == [("input", "conv1"), ("conv1", "relu1")]


def test_a_near_miss_still_hits(view):
    drag(view, port(view, "conv1", "output") + QPoint(6, 6), port(view, "relu1", "input") - QPoint(8, 6))
    assert ("conv1", "relu1") in wires(view)


def test_a_loop_is_refused_in_words(qtbot):
    document = spread(("conv1", "conv2d"), ("relu1", "relu"), edges="conv1>relu1")
    view = open_view(qtbot, document)
    start, end = port(view, "relu1", "output"), port(view, "conv1", "input")
    press(view, start)
    glide(view, start, end)
    preview = next(item for item in view.canvas.items() if item.zValue() == 10)
    assert preview._words == "conv1 leads to relu1: this would make a loop"
    assert view.canvas.nodes["conv1"].faded == frozenset(view.canvas.nodes["conv1"].sockets)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert wires(view) == [("conv1", "relu1")]
    assert view.workspace.undo_stack.count() == 0
    assert not any(item.faded or item.candidate for item in view.canvas.nodes.values())


def test_a_rank_that_does_not_fit_is_refused(qtbot):
    document = spread(("input", "input"), ("flat1", "flatten"), ("conv1", "conv2d"), edges="input>flat1")
    view = open_view(qtbot, document)
    drag(view, port(view, "flat1", "output"), port(view, "conv1", "input"))
    assert wires(view) == [("input", "flat1")]


def test_a_taken_input_gives_up_its_wire_in_one_step(qtbot):
    document = spread(
        ("input", "input"), ("a", "relu"), ("b", "relu"), ("out", "output"), edges="input>a input>b a>out"
    )
    view = open_view(qtbot, document)
    before = dict(document.network.edges)
    drag(view, port(view, "b", "output"), port(view, "out", "input"))
    assert wires(view) == [("input", "a"), ("input", "b"), ("b", "out")]
    assert view.workspace.undo_stack.count() == 1
    view.workspace.undo_stack.undo()
    assert list(document.network.edges.items()) == list(before.items())
    assert_mirrors(view)


def test_a_wire_is_picked_up_and_put_elsewhere(qtbot):
    document = spread(("input", "input"), ("a", "relu"), ("b", "relu"), edges="input>a")
    view = open_view(qtbot, document)
    drag(view, port(view, "a", "input"), port(view, "b", "input"))
    assert wires(view) == [("input", "b")]
    assert view.workspace.undo_stack.count() == 1
    assert_mirrors(view)


def test_a_wire_is_picked_up_and_dropped(view):
    start = port(view, "conv1", "input")
    drag(view, start, start + QPoint(-20, 140))
    assert wires(view) == []
    assert view.workspace.undo_stack.undoText() == "Disconnect input from conv1"
    view.workspace.undo_stack.undo()
    assert wires(view) == [("input", "conv1")]


def test_a_wire_put_back_changes_nothing(view):
    start = port(view, "conv1", "input")
    press(view, start)
    glide(view, start, start + QPoint(-10, 90))
    glide(view, start + QPoint(-10, 90), start)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert wires(view) == [("input", "conv1")]
    assert view.workspace.undo_stack.count() == 0
    assert not view.canvas.edges["e0"].faded


def test_a_variadic_input_takes_many_in_order(qtbot):
    document = spread(("input", "input"), ("a", "relu"), ("cat1", "concat"), edges="input>a")
    view = open_view(qtbot, document)
    for node in ("input", "a", "a"):
        drag(view, port(view, node, "output"), port(view, "cat1", "input"))
    into = document.network.edges_into("cat1", "input")
    assert [(edge.source, edge.index) for edge in into] == [("input", 0), ("a", 1), ("a", 2)]
    ends = [view.canvas.end_of(edge)[1] for edge in into]
    assert ends == sorted(ends)
    assert len(set(ends)) == 3
    assert_mirrors(view)


def test_escape_gives_the_wire_up(view):
    start, end = port(view, "conv1", "output"), port(view, "relu1", "input")
    press(view, start)
    glide(view, start, end)
    assert view.canvas.nodes["relu1"].candidate is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert wires(view) == [("input", "conv1")]
    assert all(not item.faded and item.candidate is None for item in view.canvas.nodes.values())
    assert all(isinstance(item, NodeItem) or item.zValue() < 9 for item in view.canvas.items())


def test_a_wrong_wire_says_why(qtbot):
    document = spread(("input", "input"), ("flat1", "flatten"), ("conv1", "conv2d"), ("out", "output"))
    view = open_view(qtbot, document)
    item = view.canvas.edges["e1"]
    assert item.is_wrong
    text = item.tooltip("flat1", "conv1", view.workspace.node_plan("flat1"))
    assert text.startswith("conv1 takes maps of channels×height×width")
    assert "784 numbers for each image" in text
