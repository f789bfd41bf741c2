"""The problems panel: what it lists and hides, its buttons, its keys; and how the rest of the window shows problems."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from designer.fix_button import FixButton
from designer.panels.problems import MAXIMUM_ROWS, ProblemsPanel
from designer.panels.properties import ProblemCard
from designer.settings import Settings
from designer.workspace import Workspace
from engine.edits import SetRecipe
from engine.files import to_bytes
from tests.build import network
from tests.designer.hands import open_view, plan, spread
from tests.designer.window_states import make, settle, show

LEFT = Qt.MouseButton.LeftButton
LAYERS = (
    ("x", "input"), ("c", "conv2d", {"padding": 1}), ("b", "batch_norm2d"), ("a", "add"), ("f", "flatten"),
    ("l", "linear"), ("y", "output"),
)  # fmt: skip
EDGES = "x>c c>b b>a x>a a>f f>l l>y"
BROKEN = (*LAYERS[:2], ("p", "max_pool2d"), *LAYERS[3:])  # an Add that cannot add: channels and sizes differ


def broken():
    return spread(*BROKEN, edges="x>c c>p p>a x>a a>f f>l l>y")


def doubtful():
    """A warning, and a note: a softmax before the loss, and a bias before a norm."""
    return network(
        ("x", "input"), ("c", "conv2d"), ("b", "batch_norm2d"), ("f", "flatten"), ("l", "linear"), ("s", "softmax"),
        ("y", "output"),
    )  # fmt: skip


@pytest.fixture
def panel(qtbot, private_folders):
    made = ProblemsPanel(Settings())
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def follow(panel, document) -> Workspace:
    workspace = Workspace(document, parent=panel)
    panel.set_workspace(workspace)
    plan(workspace)
    return workspace


def rows(panel):
    return [panel.list.row_at(index) for index in range(panel.list.count())]


def words(row):
    """What the labels of a row say, without those on buttons."""
    labels = [label for label in row.findChildren(QLabel) if not isinstance(label.parentWidget(), FixButton)]
    return [label.text() for label in labels if label.text()]


def test_a_row_says_what_why_and_what_to_do(panel):
    follow(panel, broken())
    [row] = rows(panel)
    assert words(row) == [
        "a cannot add 16×14×14, 1×28×28: the sizes differ. Make them equal, or 1 where they should be repeated.",
        "Numbers at the same place are added, so there must be as many on both sides.",
    ]
    assert [button.words.text() for button in row.buttons] == [
        "Project x to 16 channels with a 1×1 convolution of stride 2"
    ]
    assert row.buttons[0].accessibleName() == row.buttons[0].words.text()


def test_notes_are_hidden_until_asked_for_and_that_is_remembered(panel, qtbot):
    follow(panel, doubtful())
    assert [button.text() for button in panel.filters.values()] == ["Errors 0", "Warnings 1", "Notes 1"]
    assert [row.problem.code for row in rows(panel)] == ["softmax_before_loss"]
    panel.filters["note"].click()
    panel.filters["warning"].click()
    assert [row.problem.code for row in rows(panel)] == ["bias_before_norm"]
    again = ProblemsPanel(Settings())
    qtbot.addWidget(again)
    assert {severity for severity, button in again.filters.items() if button.isChecked()} == {"error", "note"}


def test_an_empty_list_says_what_it_means(panel):
    workspace = follow(panel, network(("x", "input"), ("f", "flatten"), ("l", "linear"), ("y", "output")))
    assert (panel.list.isVisible(), panel._empty.text()) == (
        False,
        "No problems: the network can be built and trained.",
    )
    workspace = follow(panel, doubtful())
    panel.filters["warning"].click()
    assert workspace.plan.problems
    assert (panel.list.isVisible(), panel._empty.text()) == (False, "Nothing of the chosen kinds. Hidden: 2.")


def test_a_hidden_panel_does_no_work(panel):
    panel.hide()
    follow(panel, broken())
    assert panel.list.count() == 0
    panel.show()
    assert panel.list.count() == 1


def test_rows_stay_while_they_say_the_same_and_have_the_newest_edits(panel):
    workspace = follow(panel, broken())
    [row] = rows(panel)
    before = row.buttons[0].fix.edit
    workspace.push(SetRecipe({"epochs": 3}), "epochs")
    plan(workspace)
    assert rows(panel) == [row]
    assert row.buttons[0].fix.edit != before, "new ids, allocated anew with every plan"
    assert row.buttons[0].fix in workspace.plan.problems[0].fixes


def test_many_problems_are_listed_up_to_a_limit(panel):
    count = MAXIMUM_ROWS + 5
    spare = [(f"r{number}", "relu") for number in range(count)]
    follow(
        panel, network(("x", "input"), *spare, ("f", "flatten"), ("l", "linear"), ("y", "output"), edges="x>f f>l l>y")
    )
    assert panel.filters["warning"].text() == f"Warnings {count}"
    assert panel.list.count() == MAXIMUM_ROWS
    assert (panel._more.isVisible(), panel._more.text()) == (True, "… and 5 more")


@pytest.mark.parametrize("width", [200, 300, 420, 900])
def test_all_words_have_room(panel, qtbot, width):
    panel.filters["note"].setChecked(True)
    panel.resize(width, 300)
    follow(panel, spread(*BROKEN[:2], ("p", "crop"), *BROKEN[3:], edges="x>c c>p p>a c>a a>f f>l l>y"))
    qtbot.wait(30)
    row = rows(panel)[0]
    assert len(row.buttons) == 3
    for label in row.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    inner = [button.geometry() for button in row.buttons]
    assert all(row.rect().contains(place) for place in inner)
    assert not any(a.intersects(b) for a in inner for b in inner if a is not b)
    assert row.height() == panel.list.visualItemRect(panel.list.item(0)).height()


def test_arrows_walk_and_enter_mends(panel, qtbot):
    workspace = follow(panel, doubtful())
    panel.filters["note"].setChecked(True)
    asked, shown = [], []
    panel.fix_requested.connect(asked.append)
    panel.node_requested.connect(shown.append)
    panel.list.setFocus()
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert shown == [["c"]]
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert [fix.label() for fix in asked] == ["Turn bias of c off"]
    workspace.push(asked[0].edit, "mend")
    plan(workspace)
    assert [row.problem.code for row in rows(panel)] == ["softmax_before_loss"]
    assert panel.list.hasFocus() and panel.list.currentRow() == 0
    QTest.keyClick(panel.list, Qt.Key.Key_Enter)
    assert asked[1].label() == "Remove s"


# In the window -------------------------------------------------------------------------------------------------------


def test_a_click_shows_the_node_and_a_button_mends_it(qtbot, private_folders):
    window = make(qtbot)
    workspace = show(window, broken())
    before = to_bytes(workspace.document)
    window.docks.bring("problems")
    settle(window)
    row = window.problems.list.row_at(0)
    QTest.mouseClick(row, LEFT, pos=row.rect().topLeft())
    assert workspace.selected_nodes == {"a"}
    item = window.canvas.canvas.nodes["a"]
    assert window.canvas.camera.visible.contains(item.sceneBoundingRect().center())
    QTest.mouseClick(row.buttons[0], LEFT)
    plan(workspace)
    assert "add_shapes" not in [problem.code for problem in workspace.plan.problems]
    assert workspace.undo_stack.undoText() == "Project x to 16 channels with a 1×1 convolution of stride 2"
    assert "conv1" in [node.name for node in workspace.network.nodes.values()]
    workspace.undo_stack.undo()
    assert to_bytes(workspace.document) == before


def test_a_repair_from_before_a_change_of_the_recipe_is_not_made(qtbot, private_folders):
    """It would bring back what the recipe was."""
    window = make(qtbot)
    document = doubtful()
    document.apply(SetRecipe({"batch_size": 1}))
    workspace = show(window, document)
    [problem] = [problem for problem in workspace.plan.problems if problem.code == "batch_of_one"]
    workspace.push(SetRecipe({"batch_size": 1, "epochs": 99}), "epochs")
    window.apply_fix(problem.fixes[0])
    assert workspace.document.recipe == {"batch_size": 1, "epochs": 99}
    plan(workspace)
    [problem] = [problem for problem in workspace.plan.problems if problem.code == "batch_of_one"]
    window.apply_fix(problem.fixes[0])
    assert workspace.document.recipe == {"batch_size": 64, "epochs": 99}


def test_a_note_has_no_badge_and_a_quiet_card(qtbot, private_folders):
    window = make(qtbot)
    workspace = show(window, doubtful())
    items = window.canvas.canvas.nodes
    assert [problem.severity for problem in workspace.problems_of("c")] == ["note"]
    assert (items["c"]._badge, items["s"]._badge) == ("", "warning")
    assert "bias" not in items["c"].tooltip()
    workspace.select(["c"], current="c")
    [card] = [card for card in window.properties.findChildren(ProblemCard) if card.isVisible()]
    [button] = card.findChildren(FixButton)
    QTest.mouseClick(button, LEFT)
    assert workspace.network.nodes["c"].arguments == {"bias": False}


def test_a_wrong_wire_says_why(qtbot):
    view = open_view(qtbot, broken())
    wires = {edge.source: view.canvas.edges[edge.id] for edge in view.workspace.network.edges.values()}
    wrong = [name for name, item in wires.items() if item.is_wrong]
    assert wrong == ["x", "p"]
    assert wires["p"].tooltip("p", "a", None).startswith("a cannot add 16×14×14, 1×28×28: the sizes differ.")
