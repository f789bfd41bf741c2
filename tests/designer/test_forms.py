"""The form follows the declaration, applies what is typed as it is typed, and says what is wrong with the rest."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from designer.forms import UNSET, ArgumentForm, NumberEdit
from designer.panels.properties import ProblemCard, PropertiesPanel
from designer.words import parse_value, value_text
from designer.workspace import Workspace
from engine.block import Argument
from engine.blocks import REGISTRY
from engine.edits import Move
from engine.training.recipe import SETTINGS
from tests.build import network
from tests.designer.hands import plan
from tests.designer.reading import clipped


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


ARGUMENTS = [
    pytest.param(argument, id=f"{owner}-{argument.name}")
    for owner, arguments in [*((block.id, block.arguments) for block in REGISTRY), ("recipe", SETTINGS)]
    for argument in arguments
]


def values_of(argument) -> st.SearchStrategy:
    """Whatever the declaration allows."""
    low = -(10**9) if argument.minimum is None else int(argument.minimum)
    high = 10**9 if argument.maximum is None else int(argument.maximum)
    whole = st.integers(low + (argument.above_minimum and low == argument.minimum), high)
    kinds = {
        "bool": st.booleans(),
        "choice": st.sampled_from(argument.choices or ("",)),
        "int": whole,
        "float": st.floats(
            argument.minimum,
            argument.maximum,
            allow_nan=False,
            allow_infinity=False,
            exclude_min=argument.above_minimum,
        ),
        "size": st.one_of(
            whole,
            *(st.lists(whole, min_size=n, max_size=n) for n in argument.dimensions),
            *map(st.just, argument.choices),
        ),
        "shape": st.one_of(st.lists(whole, min_size=1, max_size=16), *map(st.just, argument.choices)),
        "text": st.text(st.characters(categories=["L", "N"]), min_size=1),
    }
    return st.one_of(st.none(), kinds[argument.kind]) if argument.optional else kinds[argument.kind]


def form_of(qtbot, argument, given, wishes):
    """A form of one argument that shows a value, and keeps what is wished."""
    form = ArgumentForm([argument], "blocks")
    qtbot.addWidget(form)
    form.changed.connect(lambda name, value: wishes.append(value))
    form.show_values(given, {})
    return form, form.editor(argument.name)


@pytest.mark.parametrize("argument", ARGUMENTS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_value_can_be_typed_back(argument, data):
    value = data.draw(values_of(argument))
    assert argument.fault(value) is None
    if argument.kind not in ("bool", "choice"):
        assert parse_value(value_text(value, argument), argument) == argument.normalized(value)


@pytest.mark.parametrize("argument", ARGUMENTS)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_argument_has_an_editor_that_gives_back_what_it_shows(qtbot, argument, data):
    for given_ in ({}, {argument.name: data.draw(values_of(argument))}):
        value = given_.get(argument.name, argument.default)
        wishes = []
        form, editor = form_of(qtbot, argument, given_, wishes)
        match editor:
            case QCheckBox():
                assert editor.isChecked() == value
                editor.click()
                editor.click()
            case QComboBox():
                assert editor.currentData() == value
                assert editor.currentText()
                editor.activated.emit(editor.currentIndex())
            case NumberEdit():
                assert editor.text() == value_text(value, argument)
                editor.edited.emit(editor.text())
        assert form._known_faults[argument.name] is None
        expected = argument.normalized(value)
        by_default = argument.default is None if argument.derived else argument.normalized(argument.default)
        is_default = expected is None if argument.derived else expected == by_default
        assert wishes[-1] == (UNSET if is_default else expected)


SIZE = Argument("size", "size", 3, "A size.", minimum=1, dimensions=(2, 3))
LIST = Argument("pad", "shape", [0, 1], "A list.", minimum=-100, maximum=100)
SHAPE = Argument("shape", "shape", [1, 28, 28], "A shape.", minimum=1)
WHOLE = Argument("dim", "int", 1, "A number.", minimum=-4, maximum=4)


@pytest.mark.parametrize(
    ("argument", "texts", "value"),
    [
        (SIZE, ("3x5", "3×5", "3 × 5", "3, 5", "3,5", "3 5", "3;5", "(3, 5)", "[3,5]", "3X5", "3*5", " 3  5 "), [3, 5]),
        (SIZE, ("3x5x5", "3, 5, 5", "3×5×5"), [3, 5, 5]),
        (SIZE, ("4", "4x4", "4, 4", "4×4×4"), 4),
        (LIST, ("-1", "\u22121", "[-1]", "(-1,)"), [-1]),
        (LIST, ("1, -2, 0, 3", "1 -2 0 3", "1x-2x0x3", "(1, \u22122, 0, 3)"), [1, -2, 0, 3]),
        (SHAPE, ("3, 8, 8", "3x8x8", "3 8 8"), [3, 8, 8]),
        (WHOLE, ("-1", "\u22121", " -1 "), -1),
    ],
)
def test_lists_and_negative_numbers_are_typed_in_many_ways(argument, texts, value):
    for text in texts:
        assert parse_value(text, argument) == value, text


@pytest.mark.parametrize("text", ["3xx5", "x3", "3,", "three", "3.5", "()", "3x", "9" * 5000])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ValueError):
        parse_value(text, SIZE)


def test_lists_are_written_as_they_are_meant():
    assert value_text([1, 28, 28], SHAPE) == "1×28×28"
    assert value_text([3, 5], SIZE) == "3×5"
    assert value_text([0, -1], LIST) == "0, -1"
    assert value_text(0.1 + 0.2) == "0.30000000000000004"
    assert value_text(2.0) == "2"


def test_arrows_step_the_number_the_cursor_is_in(qtbot):
    wishes = []
    _, editor = form_of(qtbot, SHAPE, {}, wishes)
    editor.lineEdit().setCursorPosition(4)  # in the first 28
    editor.stepUp()
    assert wishes[-1] == [1, 29, 28]
    editor.stepUp()
    assert wishes[-1] == [1, 30, 28]
    editor.lineEdit().setCursorPosition(0)
    editor.stepDown()
    assert editor.text() == "1×30×28", "0 is not allowed"
    wishes = []
    _, editor = form_of(qtbot, LIST, {"pad": [0, 0, -3, 2]}, wishes)
    editor.lineEdit().setCursorPosition(7)
    editor.stepDown()
    assert wishes == [[0, 0, -4, 2]]


def test_a_list_that_is_derived(qtbot):
    argument = Argument("normalized_shape", "shape", None, "Derived.", minimum=1, derived="input[1:]")
    wishes = []
    form, editor = form_of(qtbot, argument, {}, wishes)
    form.show_values({}, {"normalized_shape": [16, 8, 8]})
    assert editor.lineEdit().placeholderText() == "16×8×8 · derived"
    editor.lineEdit().setCursorPosition(0)
    editor.stepUp()
    assert wishes == [[17, 8, 8]]


def test_a_choice_that_need_not_be_made(qtbot):
    argument = Argument("mode", "choice", None, "Optional.", choices=("one", "two"), optional=True)
    wishes = []
    _, combo = form_of(qtbot, argument, {}, wishes)
    assert [combo.itemText(index) for index in range(combo.count())] == ["not given", "one", "two"]
    assert combo.currentIndex() == 0


def test_no_form_is_wider_than_the_panel(qtbot):
    panel = PropertiesPanel()
    qtbot.addWidget(panel)
    panel.resize(264, 400)
    panel.show()
    document = network(*((block.id, block.id) for block in REGISTRY), edges="input>output")
    workspace = Workspace(document)
    workspace.setParent(panel)
    panel.set_workspace(workspace)
    plan(workspace)
    found = []
    for block in REGISTRY:
        workspace.select([block.id], current=block.id)
        QApplication.processEvents()
        found += [f"{block.id}: {line}" for line in clipped(panel)]
    assert not found, "\n".join(found)


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
    second = REGISTRY["upsample"].argument("mode").choices[1]
    assert workspace.document.network.nodes["u"].arguments == {"mode": second}
    corners = _editor(panel, "align_corners")
    assert [corners.itemText(i) for i in range(3)] == ["not given", "yes", "no"]
    corners.setFocus()
    QTest.keyClick(corners, Qt.Key.Key_Down)
    assert workspace.document.network.nodes["u"].arguments == {"mode": second, "align_corners": True}


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
