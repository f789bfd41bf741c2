"""The summary panel: its rows, sorting and searching, the selection that it shares with the canvas, live sizes, files."""

import csv
import io
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from benchmarks.resnet import resnet
from designer.panels.summary import SummaryPanel
from designer.panels.summary_model import IDS, SHARE
from designer.settings import Settings
from designer.workspace import Workspace
from engine import presets
from engine.edits import Rename, SetArguments
from engine.plan import Field
from engine.summary import COLUMNS, summary_of
from engine.summary_files import as_csv, as_markdown
from tests.build import network
from tests.designer.hands import plan


def open_panel(qtbot, document, size=(900, 400)) -> tuple[SummaryPanel, Workspace]:
    """A panel that shows a planned document."""
    panel, workspace = SummaryPanel(Settings()), Workspace(document)
    workspace.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    qtbot.waitExposed(panel)
    panel.set_workspace(workspace)
    plan(workspace)
    QApplication.processEvents()
    return panel, workspace


@pytest.fixture
def panel(qtbot, lenet_bn):
    return open_panel(qtbot, lenet_bn)[0]


def column_of(panel: SummaryPanel, id: str, role=Qt.ItemDataRole.DisplayRole) -> list[object]:
    order = panel.table.order
    return [order.index(row, IDS.index(id)).data(role) for row in range(order.rowCount())]


def click_row(panel: SummaryPanel, row: int, view=None, keys=Qt.KeyboardModifier.NoModifier) -> None:
    view = view or panel.table.names
    shown = next(section for section in range(len(COLUMNS)) if not view.isColumnHidden(section))
    place = view.visualRect(panel.table.order.index(row, shown)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def click_header(panel: SummaryPanel, id: str) -> None:
    view = panel.table.names if id == "name" else panel.table.view
    header, section = view.horizontalHeader(), IDS.index(id)
    place = QPoint(header.sectionViewportPosition(section) + header.sectionSize(section) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


# ---- rows


def test_a_row_a_node_in_the_order_of_execution(panel):
    assert column_of(panel, "name")[:4] == ["input", "conv1", "bn1", "relu1"]
    assert column_of(panel, "block")[:3] == ["Input", "Conv2d", "BatchNorm2d"]
    assert column_of(panel, "output")[1] == "6×28×28"
    assert column_of(panel, "parameters")[:3] == ["", "150", "12"]
    assert column_of(panel, "macs")[1] == "118 k"
    tips = column_of(panel, "macs", Qt.ItemDataRole.ToolTipRole)
    assert tips[1] == f"117\u202f600\n{100 * 117_600 / 416_520:.1f} % of the total"
    sides = {
        bool(side & Qt.AlignmentFlag.AlignRight) for side in column_of(panel, "macs", Qt.ItemDataRole.TextAlignmentRole)
    }
    assert sides == {True}


def test_bars_are_shares_and_the_longest_is_full(panel):
    shares = column_of(panel, "parameters", SHARE)
    assert max(shares) == 1.0
    assert shares[1] == pytest.approx(150 / 48_120)
    assert set(column_of(panel, "name", SHARE)) == {None}


def test_totals_stand_beneath_in_the_columns_of_the_table(panel):
    names, sums = panel.table.totals
    assert names.text("name") == "total"
    assert (sums.text("parameters"), sums.text("macs"), sums.text("flops"), sums.text("depth")) == (
        *("61.7 k", "417 k", "833 k", "5"),
    )
    view = panel.table.view
    for id in ("parameters", "macs"):
        cell = view.visualRect(panel.table.order.index(0, IDS.index(id)))
        assert (sums.place(id).left(), sums.place(id).width()) == (cell.left(), cell.width())
    at = sums.place("macs").center()
    QApplication.sendEvent(sums, QHelpEvent(QEvent.Type.ToolTip, at, sums.mapToGlobal(at)))
    assert QToolTip.text() == "416\u202f520"
    QToolTip.hideText()


def test_headings_tell_the_batch_that_memory_is_for(panel):
    model = panel.model
    tip = model.headerData(IDS.index("kept_bytes"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == f"What autograd keeps from the forward pass for the backward pass, with a batch of {model.batch}."


def test_problems_and_what_is_left_out(qtbot):
    layers = [
        ("input", "input"),
        ("conv1", "conv2d", {"kernel_size": 99}),
        ("relu", "relu"),
        ("output", "output"),
        ("spare", "relu"),
    ]
    panel, _ = open_panel(qtbot, network(*layers, edges="input>conv1 conv1>relu relu>output input>spare"))
    assert column_of(panel, "output")[:3] == ["1×28×28", "wrong", "–"]
    assert column_of(panel, "problems")[1] == "1"
    assert "does not fit a map" in column_of(panel, "problems", Qt.ItemDataRole.ToolTipRole)[1]
    spare = column_of(panel, "name").index("spare")
    assert column_of(panel, "name", Qt.ItemDataRole.ForegroundRole)[spare] is not None
    assert "not counted" in column_of(panel, "name", Qt.ItemDataRole.ToolTipRole)[spare]


def test_a_receptive_field_that_is_the_whole_input(panel):
    workspace = panel._workspace
    node = workspace.plan.nodes["fc1"]
    workspace.plan.nodes["fc1"] = replace(node, receptive_field=Field("input", whole=True))
    workspace.plan_changed.emit({"fc1"})
    assert column_of(panel, "receptive_field")[column_of(panel, "name").index("fc1")] == "all"


def test_nothing_to_show(qtbot):
    panel, _ = open_panel(qtbot, network())
    assert not panel.table.isVisible()
    assert panel._empty.text() == "There is nothing here yet. Add a block."
    assert not any(button.isEnabled() for button in panel._buttons.values())
    panel.set_workspace(Workspace(presets.make("lenet5"), parent=panel))
    assert panel._empty.text() == "The engine is at work."
    panel.set_workspace(None)
    assert panel.model.rowCount() == 0


# ---- sorting and searching


def test_sorting_is_by_value_and_a_third_click_brings_back_the_order(panel):
    before = column_of(panel, "name")
    click_header(panel, "parameters")
    assert [text for text in column_of(panel, "parameters") if text] == [
        "12",
        "32",
        "150",
        "850",
        "2.40 k",
        "10.2 k",
        "48.1 k",
    ]
    click_header(panel, "parameters")
    assert column_of(panel, "name")[:2] == ["fc1", "fc2"]
    click_header(panel, "parameters")
    assert column_of(panel, "name") == before


def test_one_header_has_the_arrow(panel):
    names, others = panel.table.names.horizontalHeader(), panel.table.view.horizontalHeader()
    click_header(panel, "macs")
    click_header(panel, "name")
    assert (names.sortIndicatorSection(), others.sortIndicatorSection()) == (0, -1)
    assert column_of(panel, "name") == sorted(column_of(panel, "name"))
    click_header(panel, "macs")
    assert (names.sortIndicatorSection(), others.sortIndicatorSection()) == (-1, IDS.index("macs"))


def test_totals_are_not_sorted_away(panel):
    for id in ("name", "parameters", "output", "receptive_field", "problems"):
        panel.sort_by(id) if id != "name" else click_header(panel, id)
        assert "total" not in column_of(panel, "name")
        assert panel.table.totals[1].text("parameters") == "61.7 k"


def test_searching_finds_names_and_blocks_and_keeps_the_selection(panel):
    workspace = panel._workspace
    workspace.select(["conv1"])
    QTest.keyClicks(panel.search, "BatchN")
    assert column_of(panel, "name") == ["bn1", "bn2"]
    assert workspace.selected_nodes == {"conv1"}, "a search selects nothing"
    panel.search.clear()
    QTest.keyClicks(panel.search, "fc")
    assert column_of(panel, "name") == ["fc1", "fc2", "fc3"]
    panel.search.clear()
    assert [index.data() for index in panel.table.names.selectionModel().selectedRows()] == ["conv1"]


# ---- selecting


def test_a_click_selects_the_node_and_goes_there(panel):
    asked: list[str] = []
    panel.node_requested.connect(asked.append)
    row = column_of(panel, "name").index("conv2")
    for view in (panel.table.names, panel.table.view):
        panel._workspace.select()
        click_row(panel, row, view)
        assert panel._workspace.selected_nodes == {"conv2"}
        assert panel._workspace.current.id == "conv2"
    assert asked == ["conv2", "conv2"]
    click_row(panel, row + 1, keys=Qt.KeyboardModifier.ControlModifier)
    assert panel._workspace.selected_nodes == {"conv2", "bn2"}
    assert (panel._workspace.current.id, asked[-1]) == ("bn2", "bn2")


def test_arrows_walk_through_the_rows(panel):
    click_row(panel, 1)
    panel.table.view.setFocus()
    QTest.keyClick(panel.table.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.table.view, Qt.Key.Key_Down)
    assert panel._workspace.selected_nodes == {"relu1"}


def test_the_selection_of_the_canvas_is_mirrored(panel):
    asked: list[str] = []
    panel.node_requested.connect(asked.append)
    panel.sort_by("parameters")
    panel._workspace.select(["bn1", "fc3"], current="fc3")
    chosen = {index.data() for index in panel.table.names.selectionModel().selectedRows()}
    assert chosen == {"bn1", "fc3"}
    assert panel._workspace.selected_nodes == {"bn1", "fc3"}
    assert asked == [], "the canvas stays where it is"
    panel._workspace.select()
    assert panel.table.names.selectionModel().selectedRows() == []


def test_a_row_that_comes_leaves_the_selection(panel):
    workspace = panel._workspace
    workspace.select(["fc3"])
    workspace.push(Rename("main", "fc3", "last"), "rename")
    plan(workspace)
    assert column_of(panel, "name")[-2] == "last"
    assert workspace.selected_nodes == {"fc3"}
    workspace.undo_stack.undo()
    plan(workspace)
    assert [index.data() for index in panel.table.names.selectionModel().selectedRows()] == ["fc3"]


def test_the_window_centres_the_node(qtbot, make_window):
    window = make_window()
    workspace = window.documents._add(resnet("resnet18"), None)
    plan(workspace)
    window.docks.bring("summary")
    qtbot.waitUntil(lambda: window.summary.model.rowCount() > 0)
    window.canvas.zoom_to(1.0)
    click_row(window.summary, 1)
    chosen = next(iter(workspace.selected_nodes))
    away = window.canvas.camera.centre - window.canvas.canvas.nodes[chosen].sceneBoundingRect().center()
    assert away.manhattanLength() < 3


# ---- columns


def test_hidden_columns_are_remembered(qtbot, lenet):
    panel, _ = open_panel(qtbot, lenet)
    shown = {id for id in IDS if not panel.table.view.isColumnHidden(IDS.index(id))}
    assert shown == set(IDS) - {"name", "dtype", "trainable", "buffers"}
    panel.table.show_column(IDS.index("trainable"), True)
    panel.table.show_column(IDS.index("depth"), False)
    panel.table.view.horizontalHeader().moveSection(3, 6)
    place = panel.table.view.horizontalHeader().visualIndex(3)
    again, _ = open_panel(qtbot, lenet)
    assert not again.table.view.isColumnHidden(IDS.index("trainable"))
    assert again.table.view.isColumnHidden(IDS.index("depth"))
    assert again.table.view.horizontalHeader().visualIndex(3) == place
    assert not again.table.names.isColumnHidden(0)


def test_the_menu_of_the_header_shows_and_hides(qtbot, panel):
    seen: dict[str, bool] = {}

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        seen.update((action.text(), action.isChecked()) for action in menu.actions())
        next(action for action in menu.actions() if action.text() == "dtype").trigger()
        menu.close()

    QTimer.singleShot(50, choose)
    panel.table.view.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    assert (seen["dtype"], seen["MACs"]) == (False, True)
    assert "name" not in seen
    assert not panel.table.view.isColumnHidden(IDS.index("dtype"))
    assert panel.table.view.columnWidth(IDS.index("dtype")) > 30


def test_every_heading_has_room(panel):
    for id in IDS:
        panel.table.show_column(IDS.index(id), True) if id != "name" else None
    for id in IDS:
        view = panel.table.names if id == "name" else panel.table.view
        header = view.horizontalHeader()
        text = panel.model.headerData(IDS.index(id), Qt.Orientation.Horizontal)
        assert header.sectionSize(IDS.index(id)) >= header.fontMetrics().horizontalAdvance(text) + 16


# ---- live sizes


def type_into(field, text: str) -> None:
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), text)


def test_another_batch_size_is_tried_and_undone(panel):
    workspace = panel._workspace
    type_into(panel.fields.batch.editor("batch_size"), "256")
    assert workspace.document.recipe == {"batch_size": 256}
    assert workspace.undo_stack.undoText() == "Set batch_size of the recipe"
    plan(workspace)
    workspace.undo_stack.undo()
    assert workspace.document.recipe == {}
    assert panel.fields.batch.editor("batch_size").text() == "64"


def test_memory_is_that_of_the_batch(panel):
    workspace = panel._workspace
    memory = replace(workspace.plan.totals.memory, batch=10, training=123_456_789, inference=4_500_000)
    workspace.plan = replace(workspace.plan, totals=replace(workspace.plan.totals, memory=memory))
    workspace.plan_changed.emit(set())
    assert column_of(panel, "output_bytes")[1] == f"{6 * 28 * 28 * 4 * 10 / 1000:.0f} kB"
    assert panel.words.text().startswith(
        "training 123 MB · inference 4.5 MB · 61\u202f728 parameters · 61\u202f728 trainable"
    )
    assert panel.words.text().endswith("417 k MACs · 833 k FLOPs · depth 5")


def test_another_input_size_is_tried_and_undone(panel):
    workspace = panel._workspace
    type_into(panel.fields.shape.editor("shape"), "1x32x32")
    assert workspace.network.nodes["input"].arguments["shape"] == [1, 32, 32]
    plan(workspace)
    assert column_of(panel, "output")[:2] == ["1×32×32", "6×32×32"]
    assert workspace.undo_stack.undoText() == "Set shape of input"
    while workspace.undo_stack.canUndo():
        workspace.undo_stack.undo()
    plan(workspace)
    assert column_of(panel, "output")[1] == "6×28×28"
    assert panel.fields.shape.editor("shape").text() == "1×28×28"


def test_a_wrong_size_is_told_and_changes_nothing(panel):
    type_into(panel.fields.batch.editor("batch_size"), "0")
    assert panel._workspace.document.recipe == {}
    assert panel.fields.batch._faults["batch_size"].isVisible()


def test_of_several_inputs_the_chosen_one_is_edited(qtbot):
    layers = [("left", "input"), ("right", "input"), ("sum", "add"), ("output", "output")]
    panel, workspace = open_panel(qtbot, network(*layers, edges="left>sum right>sum sum>output"))
    fields = panel.fields
    assert fields.inputs.isVisible()
    assert [fields.inputs.itemText(i) for i in range(2)] == ["left", "right"]
    fields.inputs.setCurrentIndex(1)
    fields.inputs.activated.emit(1)
    type_into(fields.shape.editor("shape"), "3x8x8")
    assert workspace.network.nodes["right"].arguments == {"shape": [3, 8, 8]}
    assert workspace.network.nodes["left"].arguments == {}
    workspace.push(Rename("main", "right", "depth"), "rename")
    assert fields.inputs.currentText() == "depth"


# ---- exporting


def test_exporting_and_copying(qtbot, make_window, tmp_path, monkeypatch):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    assert not window.actions_["export_csv"].isEnabled()
    plan(workspace)
    window.refresh_actions()
    asked: list[str] = []

    def ask(parent, title, start, filters):
        asked.append(start)
        return str(tmp_path / f"table{len(asked)}"), ""

    monkeypatch.setattr("designer.file_dialogs.QFileDialog.getSaveFileName", ask)
    window.actions_["export_csv"].trigger()
    window.summary._buttons["markdown"].setEnabled(True)
    window.summary._buttons["markdown"].click()
    found = summary_of(workspace.plan)
    assert (tmp_path / "table1.csv").read_text() == as_csv(found)
    assert (tmp_path / "table2.md").read_text() == as_markdown(found)
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert sum(int(row["parameters"]) for row in rows) == 61_706
    assert [start.rpartition("/")[2] for start in asked] == ["lenet5.csv", "lenet5.md"]
    window.actions_["copy_summary"].trigger()
    assert QGuiApplication.clipboard().text() == as_markdown(found)
    assert window.status.said == "Copied the summary as Markdown."


def test_words_of_the_status_bar_lead_to_the_summary(qtbot, make_window):
    window = make_window()
    plan(window.documents.open_preset("lenet5"))
    window.status.clicked.emit("parameters")
    qtbot.waitUntil(lambda: window.summary.model.rowCount() > 0)
    assert column_of(window.summary, "name")[0] == "fc1"


# ---- speed


def test_a_hidden_panel_does_nothing_until_it_is_seen(qtbot, lenet, monkeypatch):
    panel, workspace = open_panel(qtbot, lenet)
    panel.hide()
    called: list[object] = []
    take = panel.model.take
    monkeypatch.setattr(panel.model, "take", lambda *given: called.append(given) or take(*given))
    workspace.push(SetArguments("main", "conv1", {"out_channels": 9, "kernel_size": 5}), "channels")
    plan(workspace)
    workspace.select(["conv2"])
    assert called == []
    panel.show()
    qtbot.waitUntil(lambda: len(called) == 1)
    assert column_of(panel, "output")[1] == "9×24×24"
    assert [index.data() for index in panel.table.names.selectionModel().selectedRows()] == ["conv2"]


def test_only_what_changed_is_made_anew(qtbot, lenet):
    panel, workspace = open_panel(qtbot, lenet)
    resets, told = [], []
    panel.model.modelReset.connect(lambda: resets.append(1))
    panel.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    workspace.push(SetArguments("main", "fc3", {"out_features": 7}), "features")
    plan(workspace)
    names = column_of(panel, "name")
    assert resets == []
    assert told == [(names.index("fc3"), names.index("output"))] or told == [(names.index("fc3"),) * 2]


def test_a_thousand_rows_are_quick(qtbot):
    layers = [
        ("input", "input"),
        *((f"n{i}", "relu" if i % 2 else "conv2d") for i in range(1200)),
        ("output", "output"),
    ]
    document = network(*layers)
    document.apply(SetArguments("main", "input", {"shape": [1, 2500, 2500]}))
    panel, workspace = open_panel(qtbot, document)
    assert panel.model.rowCount() == 1202
    model = panel.table.view.selectionModel()

    def seconds(call) -> float:
        return min(_timed(call) for _ in range(3))

    touched = {"n600"}
    assert seconds(lambda: workspace.plan_changed.emit(touched)) < 0.1
    assert seconds(lambda: panel.sort_by("parameters")) < 0.2
    assert seconds(lambda: workspace.select([f"n{i}" for i in range(0, 1200, 2)])) < 0.3
    workspace.select()
    assert seconds(lambda: panel.grab()) < 0.2
    assert model.selectedRows() == []
    assert isinstance(model, QItemSelectionModel)


def _timed(call) -> float:
    begun = time.perf_counter()
    call()
    QApplication.processEvents()
    return time.perf_counter() - begun
