"""Freezing in the window: the checkbox of the properties, the action, the mark on the card, and undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.freezing import Freezing
from engine.summary import bytes_text
from tests.designer.hands import assert_mirrors, plan


@pytest.fixture
def window(make_window):
    made = make_window()
    plan(made.documents.open_preset("lenet5_bn"))
    return made


def frozen(window) -> set[str]:
    return {node.id for node in window.documents.current.network.nodes.values() if node.frozen}


def test_the_checkbox_freezes_through_the_undo_stack(window):
    workspace, box = window.documents.current, window.properties._frozen
    workspace.select(["conv1"])
    assert box.isVisibleTo(window.properties)
    assert box.checkState() == Qt.CheckState.Unchecked
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert frozen(window) == {"conv1"}
    assert workspace.undo_stack.undoText() == "Freeze conv1"
    assert box.checkState() == Qt.CheckState.Checked
    plan(workspace)
    assert workspace.plan.totals.trainable == workspace.plan.parameters - 150
    workspace.undo_stack.undo()
    assert frozen(window) == set()
    assert box.checkState() == Qt.CheckState.Unchecked


def test_what_has_no_parameters_cannot_be_frozen(window):
    window.documents.current.select(["relu1"])
    assert not window.properties._frozen.isVisibleTo(window.properties)
    assert not window.actions_["freeze"].isEnabled()
    window.documents.current.select()
    assert not window.properties._frozen.isVisibleTo(window.properties)


def test_a_selection_is_frozen_as_one_step(window):
    workspace = window.documents.current
    workspace.select(["conv1", "bn1", "relu1", "conv2"])
    action = window.actions_["freeze"]
    assert action.text() == "&Freeze"
    action.trigger()
    assert frozen(window) == {"conv1", "bn1", "conv2"}
    assert workspace.undo_stack.undoText() == "Freeze 3 nodes"
    assert action.text() == "Un&freeze"
    workspace.select(["conv2", "fc1"])
    assert window.properties._frozen.checkState() == Qt.CheckState.PartiallyChecked
    assert action.text() == "&Freeze"
    action.trigger()
    assert frozen(window) == {"conv1", "bn1", "conv2", "fc1"}
    assert workspace.undo_stack.undoText() == "Freeze fc1", "conv2 was frozen already"
    action.trigger()
    assert frozen(window) == {"conv1", "bn1"}
    assert workspace.undo_stack.undoText() == "Unfreeze 2 nodes"


def test_the_keys_and_the_menus(qtbot, window):
    workspace = window.documents.current
    workspace.select(["fc1"])
    window.canvas.setFocus()
    window.activateWindow()
    QTest.keyClick(window.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert frozen(window) == {"fc1"}
    edit = window.menus._menus["edit"]
    assert window.actions_["freeze"] in edit.actions()
    assert window.actions_["freeze"].toolTip() == "Unfreeze  Ctrl+Shift+F"


def test_the_card_is_marked_and_says_why(window):
    workspace, view = window.documents.current, window.canvas
    item = view.canvas.nodes["conv1"]
    view.zoom_to(1.0)
    view.centre_on("conv1")
    view.grab()
    assert item._frozen_at is None
    before = view.viewport().grab().toImage()
    Freezing.of(workspace, ["conv1"]).set(True)
    assert_mirrors(view)
    after = view.viewport().grab().toImage()
    assert item._frozen_at is not None
    ratio = after.devicePixelRatio()
    corner = view.mapFromScene(item.mapToScene(item._frozen_at.topLeft()))
    side = round(item._frozen_at.width())
    place = (round(corner.x() * ratio), round(corner.y() * ratio), round(side * ratio), round(side * ratio))
    assert before.copy(*place) != after.copy(*place)
    figure = next(line for line in item._second if line[3].text() == "150")
    assert item._frozen_at.right() < figure[2].x()
    assert item.tooltip().endswith("frozen: its parameters stay as they are in training")


def test_the_mark_never_touches_words(window):
    workspace, view = window.documents.current, window.canvas
    Freezing.of(workspace, workspace.network.nodes).set(True)
    view.zoom_to(1.0)
    for heat in ("", "macs", "kept_bytes"):
        view.canvas.heat.show(heat)
        for id, item in view.canvas.nodes.items():
            view.centre_on(id)
            view.grab()
            if item._frozen_at is None:
                continue
            mark = item._frozen_at
            for _, _, place, text in item._second:
                left, right = place.x(), place.x() + text.size().width()
                assert right <= mark.left() or left >= mark.right(), (heat, id, text.text())


def test_copies_stay_frozen(window):
    workspace = window.documents.current
    Freezing.of(workspace, ["conv1"]).set(True)
    workspace.select(["conv1"])
    window.canvas.duplicate()
    assert len(frozen(window)) == 2


def test_figures_of_what_is_selected(window):
    workspace, facts = window.documents.current, window.properties._facts

    def shown() -> dict[str, str]:
        return {word.text(): number.text() for word, number in facts._rows if not word.isHidden()}

    workspace.select(["conv1"])
    node, batch = workspace.plan.nodes["conv1"], workspace.plan.totals.memory.batch
    assert shown()["output"] == "6×28×28"
    assert (shown()["parameters"], shown()["trainable"]) == ("150", "150")
    assert (shown()["multiply-adds"], shown()["FLOPs"]) == ("118 k", "235 k")
    assert shown()["output memory"] == bytes_text(6 * 28 * 28 * 4 * batch)
    assert shown()["kept for backward"] == bytes_text(node.kept_bytes * batch)
    Freezing.of(workspace, ["conv1"]).set(True)
    plan(workspace)
    assert shown()["trainable"] == "0"
    workspace.select(["bn1"])
    assert shown()["buffers"] == "13"
    workspace.select(["conv2", "fc1"])
    assert (shown()["parameters"], shown()["trainable"]) == ("50\u202f520", "50\u202f520")
    workspace.select()
    assert shown()["trainable"] == "61\u202f578"
    assert {"training memory", "inference memory", "depth", "weights"} <= shown().keys()
