"""The form follows the declaration, applies what is typed as it is typed, and says what is wrong with the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox

from designer.forms import UNSET, ArgumentForm, NumberEdit
from designer.panels.properties import ProblemCard, PropertiesPanel
from designer.words import parse_value, value_text
from designer.workspace import Workspace
from engine.blocks import REGISTRY
from engine.edits import Move
from engine.training.recipe import SETTINGS
from tests.build import network
from tests.designer.hands import plan


@pytest.fixture
def panel(qtbot):
    panel = PropertiesPanel()
    qtbot.addWidget(panel)
    panel.resize(280, 700)
    panel.show()
    return panel


@pytest.fixture
def workspace(panel):
    document = network(
        ("x", "input", {"shape": [3, 8, 8]}),
        ("c", "conv2d"),
        ("b", "batch_norm2d"),
        ("u", "upsample"),
        ("y", "output"),
    )
    made = Workspace(document)
    made.setParent(panel)
    panel.set_workspace(made)
    plan(made)
    return made


def _editor(panel, name):
    return panel._form.editor(name)


def _type(editor, text):
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, text)


@pytest.mark.parametrize("argument", [a for b in REGISTRY for a in b.arguments] + list(SETTINGS), ids=lambda a: a.name)
def test_every_value_can_be_typed_back(argument):
    values = [argument.default, 3, [3, 5], *argument.choices]
    for value in values:
        if value is not None and argument.fault(value) is None and argument.kind != "bool":
            assert parse_value(value_text(value), argument) == argument.normalized(value)


def test_typing_is_applied_at_once_and_undone_in_one_step(panel, workspace):
    workspace.select(["c"])
    _type(_editor(panel, "out_channels"), "128")
    assert workspace.document.network.nodes["c"].arguments == {"out_channels": 128}
    assert workspace.undo_stack.count() == 1
    assert workspace.undo_stack.undoText() == "Set out_channels of c"
    workspace.undo_stack.undo()
    assert workspace.document.network.nodes["c"].arguments == {}
    assert _editor(panel, "out_channels").text() == "16"


def test_sizes_words_and_defaults(panel, workspace):
    workspace.select(["c"])
    node = lambda: workspace.document.network.nodes["c"].arguments  # noqa: E731
    _type(_editor(panel, "kernel_size"), "3x5")
    assert node() == {"kernel_size": [3, 5]}
    _type(_editor(panel, "kernel_size"), "5×5")
    assert node() == {"kernel_size": 5}
    _type(_editor(panel, "kernel_size"), "3")
    assert node() == {}, "the default is not written down"
    _type(_editor(panel, "padding"), "same")
    assert node() == {"padding": "same"}


def test_a_fault_is_told_beneath_the_field_and_changes_nothing(panel, workspace):
    workspace.select(["c"])
    for text, words in (
        ("0", "It must be from 1 to 65536."),
        ("three", "It must be a whole number, or two (height, width)."),
    ):
        _type(_editor(panel, "kernel_size"), text)
        label = panel._form._faults["kernel_size"]
        assert label.isVisible()
        assert label.text() == words
    assert workspace.document.network.nodes["c"].arguments == {}
    _type(_editor(panel, "kernel_size"), "7")
    assert not panel._form._faults["kernel_size"].isVisible()


def test_derived_values_are_shown_pinned_and_freed(panel, workspace):
    workspace.select(["b"])
    editor = _editor(panel, "num_features")
    assert editor.lineEdit().placeholderText() == "16 · derived"
    _type(editor, "8")
    assert workspace.document.network.nodes["b"].arguments == {"num_features": 8}
    plan(workspace)
    [card] = [card for card in panel.findChildren(ProblemCard) if card.isVisible()]
    texts = [label.text() for label in card.findChildren(type(panel._title))]
    assert texts[0] == "b expects num_features = 8 and its input has 16. Take it from the input?"
    _type(_editor(panel, "num_features"), "")
    assert workspace.document.network.nodes["b"].arguments == {}


def test_arrows_step_and_stop_at_the_range(panel, workspace):
    workspace.select(["c"])
    editor = _editor(panel, "stride")
    editor.setFocus()
    for _ in range(2):
        QTest.keyClick(editor, Qt.Key.Key_Up)
    assert workspace.document.network.nodes["c"].arguments == {"stride": 3}
    for _ in range(9):
        QTest.keyClick(editor, Qt.Key.Key_Down)
    assert workspace.document.network.nodes["c"].arguments == {}


def test_choices_and_switches(qtbot, panel, workspace):
    workspace.select(["c"])
    box = _editor(panel, "bias")
    assert isinstance(box, QCheckBox)
    box.click()
    assert workspace.document.network.nodes["c"].arguments == {"bias": False}
    workspace.select(["u"])
    combo = _editor(panel, "mode")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert workspace.document.network.nodes["u"].arguments == {"mode": "bilinear"}
    corners = _editor(panel, "align_corners")
    assert [corners.itemText(i) for i in range(3)] == ["not given", "yes", "no"]
    corners.setFocus()
    QTest.keyClick(corners, Qt.Key.Key_Down)
    assert workspace.document.network.nodes["u"].arguments == {"mode": "bilinear", "align_corners": True}


def test_every_block_and_the_recipe_have_a_form(qtbot):
    for arguments, context in [(b.arguments, "blocks") for b in REGISTRY] + [(SETTINGS, "recipe")]:
        form = ArgumentForm(arguments, context)
        qtbot.addWidget(form)
        form.show_values({}, {})
        for argument in arguments:
            editor = form.editor(argument.name)
            assert argument.help in editor.toolTip()
            assert editor.accessibleName() == argument.name


def test_the_default_again_is_no_argument(qtbot):
    form = ArgumentForm(REGISTRY["dropout"].arguments, "blocks")
    qtbot.addWidget(form)
    wishes = []
    form.changed.connect(lambda name, value: wishes.append((name, value)))
    form.show_values({"p": 0.2}, {})
    editor = form.editor("p")
    assert isinstance(editor, NumberEdit)
    _type(editor, "0.5")
    assert wishes[-1] == ("p", UNSET)


def test_the_recipe_is_shown_when_nothing_is_selected(panel, workspace):
    workspace.select()
    _type(_editor(panel, "epochs"), "3")
    assert workspace.document.recipe == {"epochs": 3}
    assert _editor(panel, "learning_rate").lineEdit().placeholderText() == "0.05"
    panel._name.setFocus()
    panel._name.selectAll()
    QTest.keyClicks(panel._name, "My net")
    QTest.keyClick(panel._name, Qt.Key.Key_Return)
    assert workspace.document.title == "My net"


def test_renaming(panel, workspace):
    workspace.select(["c"])
    for text, visible in (("b", True), ("2x", True), ("stem", False)):
        panel._name.setFocus()
        panel._name.selectAll()
        QTest.keyClicks(panel._name, text)
        assert panel._name_fault.isVisible() == visible, text
    QTest.keyClick(panel._name, Qt.Key.Key_Return)
    assert workspace.document.network.nodes["c"].name == "stem"
    assert workspace.undo_stack.undoText() == "Rename c to stem"


def test_a_name_being_typed_is_never_given_to_another_node(panel, workspace):
    workspace.select(["c"])
    panel._name.setFocus()
    workspace.select(["b"])
    _editor(panel, "eps").setFocus()
    assert [node.name for node in workspace.document.network.nodes.values()] == ["x", "c", "b", "u", "y"]
    assert panel._name.text() == "b"


def test_several_nodes_and_moves_keep_the_form(panel, workspace):
    workspace.select(["c", "b"])
    assert panel._title.text() == "2 nodes selected"
    workspace.select(["c"])
    form = panel._form
    workspace.push(Move("main", {"c": (5.0, 5.0)}), "move")
    assert panel._form is form, "what is being typed is not taken away"
