"""The window: documents, panels, layout, keys - real widgets throughout."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from designer.documents import Documents
from designer.search_popup import SearchPopup
from designer.theme import theme
from engine import presets
from engine.edits import SetArguments, SetTitle
from engine.files import load, save
from tests.build import network
from tests.designer.conftest import wait_for_plan
from tests.designer.hands import plan

ROOT = Path(__file__).parents[2]


def _boxes(window):
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_an_empty_canvas_says_what_to_do_and_offers_presets(qtbot, make_window):
    window = make_window()
    window.documents.new()
    page = window.page(0)
    assert page.welcome.isVisible()
    page.welcome.preset_requested.emit("lenet5")
    assert len(window.documents) == 1, "the empty document has given way"
    assert window.documents.current.document.title == "LeNet-5"
    assert not window.page(0).welcome.isVisible()


def test_a_block_added_by_name(qtbot, make_window):
    window = make_window()
    window.documents.new()
    window.actions_["add_block"].trigger()
    [popup] = window.findChildren(SearchPopup)
    QTest.keyClicks(popup.field, "batch")
    assert popup.list.currentItem().text() == "BatchNorm2d"
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    [node] = window.documents.current.network.nodes.values()
    assert (node.block, node.name) == ("batch_norm2d", "bn1")


def test_the_palette_finds_and_adds(qtbot, make_window):
    window = make_window()
    window.documents.new()
    palette = window.palette_panel
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "avg")
    assert palette.tree.model().index(0, 0).data() == "AvgPool2d"
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert [node.block for node in window.documents.current.network.nodes.values()] == ["avg_pool2d"]


def test_saving_opening_and_recent_files(qtbot, make_window, tmp_path, monkeypatch):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    workspace.push(SetTitle("Mine"), "Change title")
    assert window.isWindowModified()
    path = tmp_path / "mine.json"
    monkeypatch.setattr("designer.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    window.actions_["save"].trigger()
    assert load(path) == workspace.document
    assert not window.isWindowModified()
    assert window.windowTitle() == "mine.json[*] — ConvCanvas"
    workspace.undo_stack.undo()
    assert window.isWindowModified()
    window.actions_["save"].trigger()
    assert load(path).title == "LeNet-5"
    assert window.settings.recent == [path]
    assert window.files.open(path)
    assert len(window.documents) == 1, "a file that is open is not opened twice"


def test_a_bad_file_is_told_and_nothing_else_happens(qtbot, make_window, tmp_path, answers):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    path = tmp_path / "bad.json"
    path.write_text('{"format": [')
    answers.press("OK")
    assert not window.files.open(path)
    assert answers.said == [f"{path} ends in the middle, at line 1: the file was cut off. Restore it from a copy."]
    assert window.documents.current is workspace
    assert window.settings.recent == []


def test_a_full_disk_is_told_and_the_document_stays_modified(qtbot, make_window, tmp_path, answers, monkeypatch):
    import errno
    import os

    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    path = tmp_path / "mine.json"
    window.documents.save(workspace, path)
    before = path.read_bytes()
    workspace.push(SetTitle("Mine"), "Change title")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        answers.press("OK")
        assert not window.files.save(workspace)
    assert answers.said[0].startswith("The disk is full:")
    assert workspace.is_modified
    assert workspace.document.title == "Mine"
    assert path.read_bytes() == before


def test_unknown_blocks_are_kept_shown_and_saved_back(qtbot, make_window, tmp_path):
    path = tmp_path / "newer.json"
    save(presets.make("lenet5"), path)
    raw = json.loads(path.read_text())
    raw["groups"][0]["nodes"][2].update(block="quantum_relu", sparkle=[1, 2])
    path.write_text(json.dumps(raw))
    window = make_window(engine=True)
    assert window.files.open(path)
    wait_for_plan(qtbot, window)
    messages = [problem.message for problem in window.problems.problems()]
    assert messages[0].startswith("relu1 is a “quantum_relu”, a block that this version does not know.")
    assert window.status.text("problems") == "1 error"
    window.documents.save(window.documents.current)
    node = json.loads(path.read_text())["groups"][0]["nodes"][2]
    assert (node["block"], node["sparkle"]) == ("quantum_relu", [1, 2])


def test_a_problem_row_selects_its_node_and_its_fix_can_be_undone(qtbot, make_window):
    window = make_window()
    workspace = window.documents.open_preset("lenet5_bn")
    workspace.push(SetArguments("main", "bn1", {"num_features": 9}), "pin")
    plan(workspace)
    window.docks.bring("problems")
    qtbot.waitUntil(window.problems.isVisible)
    item = window.problems.list.item(0)
    assert window.problems.list.row_of(item).problem.message == (
        "bn1 expects num_features = 9 and its input has 6. Take it from the input?"
    )
    window.problems.list.itemClicked.emit(item)
    assert workspace.selected_nodes == {"bn1"}
    [problem] = window.problems.problems()
    window.apply_fix(problem.fixes[0])
    assert workspace.network.nodes["bn1"].arguments == {}
    workspace.undo_stack.undo()
    assert workspace.network.nodes["bn1"].arguments == {"num_features": 9}


def test_source_follows_while_it_is_seen(qtbot, make_window, tmp_path, monkeypatch):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    plan(workspace)
    assert window.source.source() == "", "a hidden panel does no work"
    window.docks.bring("source")
    qtbot.waitUntil(lambda: "class LeNet5(nn.Module)" in window.source.source(), timeout=2000)
    workspace.push(SetArguments("main", "conv1", {"out_channels": 8, "kernel_size": 5, "padding": 2}), "set")
    plan(workspace)
    assert "self.conv1 = nn.Conv2d(1, 8, 5, padding=2)" in window.source.source()
    window.source._copy.click()
    assert QGuiApplication.clipboard().text() == window.source.source()
    path = tmp_path / "net.py"
    monkeypatch.setattr("designer.file_dialogs.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    window.source._save.click()
    assert path.read_text() == window.source.source()


def test_undo_and_redo_name_what_they_do(qtbot, make_window):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    workspace.push(SetTitle("Mine"), "Change title")
    assert window.actions_["undo"].text() == "&Undo change title"
    window.actions_["undo"].trigger()
    assert workspace.document.title == "LeNet-5"
    assert not window.actions_["undo"].isEnabled()
    assert window.actions_["redo"].text() == "&Redo change title"


def test_several_documents_as_tabs(qtbot, make_window):
    window = make_window()
    first = window.documents.open_preset("lenet5")
    second = window.documents.open_preset("lenet5_bn")
    assert window.documents.current is second
    window.tabs.setCurrentIndex(0)
    assert window.documents.current is first
    assert "61" not in window.status.text("parameters"), "not planned yet"
    plan(first)
    window.status.refresh()
    assert window.status.text("parameters") == "61\u202f706 parameters"
    window.files.close(first)
    assert window.documents.current is second


def test_layout_theme_and_geometry_are_kept_between_starts(qtbot, make_window):
    window = make_window()
    window.documents.new()
    window.docks["palette"].hide()
    window.docks.bring("source")
    window.set_theme("light")
    assert window.close()
    again = make_window()
    again.documents.new()
    assert not again.docks["palette"].isVisible()
    assert not theme().is_dark
    again.docks.restore_first()
    assert again.docks["palette"].isVisible()
    again.set_theme("dark")


def test_the_canvas_alone_and_back(qtbot, make_window):
    window = make_window()
    window.documents.new()
    window.actions_["canvas_alone"].trigger()
    assert not any(dock.isVisible() for dock in window.docks)
    window.actions_["canvas_alone"].trigger()
    assert window.docks["palette"].isVisible()


def test_the_keyboard_reaches_every_panel(qtbot, make_window):
    window = make_window()
    window.documents.open_preset("lenet5")
    window.activateWindow()
    window.canvas.setFocus()
    reached = []
    for _ in range(6):
        window.docks.focus_next()
        focused = window.focusWidget()
        reached += [dock.objectName() for dock in window.docks if dock.isAncestorOf(focused)] or ["canvas"]
    assert {"palette", "properties", "canvas"} <= set(reached)


def test_dropping_a_document_opens_it(qtbot, make_window, tmp_path):
    window = make_window()
    window.documents.new()
    path = tmp_path / "net.json"
    save(presets.make("lenet5"), path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert [workspace.path for workspace in window.documents] == [path]


def test_a_killed_window_loses_nothing(qtbot, make_window):
    script = """
import os, signal, sys
from designer import app
from engine.edits import SetTitle, SetArguments
application = app.make_application([])
window = app.make_window()
workspace = window.documents.open_preset("lenet5")
workspace.push(SetTitle("Nearly lost"), "title")
workspace.push(SetArguments("main", "fc1", {"out_features": 7}), "arguments")
workspace.undo_stack.undo()
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    window = make_window()
    [workspace] = window.documents.recover()
    assert workspace.document.title == "Nearly lost"
    assert workspace.network.nodes["fc1"].arguments == {"out_features": 120}
    assert workspace.is_modified


def test_two_windows_do_not_take_each_others_work(qtbot, make_window):
    window = make_window()
    window.documents.open_preset("lenet5").push(SetTitle("open elsewhere"), "title")
    assert make_window().documents.recover() == []


def test_feature_maps_follow_the_selection_also_in_a_broken_network(qtbot, make_window):
    window = make_window(engine=True)
    workspace = window.documents.open_preset("lenet5")
    wait_for_plan(qtbot, window)
    shown = lambda: window.maps._maps.path if window.maps._maps else None  # noqa: E731
    qtbot.waitUntil(lambda: shown() == "output", timeout=30_000)
    workspace.select(["conv1"])
    qtbot.waitUntil(lambda: shown() == "conv1", timeout=10_000)
    workspace.push(SetArguments("main", "fc2", {"out_features": 0}), "break it")
    workspace.select(["conv2"])
    qtbot.waitUntil(lambda: shown() == "conv2", timeout=10_000)
    assert window.maps._maps.arrays["maps"].shape[0] == 16


def test_every_output_of_a_node_is_looked_at_and_a_refusal_is_said(qtbot, make_window):
    window = make_window(engine=True)
    document = network(
        ("image", "input", {"shape": [28, 28]}),
        ("lstm1", "lstm", {"hidden_size": 7}),
        ("output", "output"),
        ("word", "input", {"shape": [4], "dtype": "int64"}),
        ("embed1", "embedding", {"num_embeddings": 9, "embedding_dim": 3}),
        ("answer", "output"),
        edges="image>lstm1 lstm1>output word>embed1 embed1>answer",
    )
    workspace = window.documents._add(document, None)
    wait_for_plan(qtbot, window)
    workspace.select(["lstm1"])
    maps = window.maps
    qtbot.waitUntil(lambda: maps._maps is not None and maps._maps.path == "lstm1", timeout=30_000)
    assert maps._maps.ports == ["output", "hidden", "cell"]
    maps._choose_port("cell")
    qtbot.waitUntil(lambda: maps._maps is not None and maps._maps.port == "cell", timeout=10_000)
    assert maps._maps.shape == [1, 7]
    workspace.select(["embed1"])
    qtbot.waitUntil(lambda: maps._why.isVisible(), timeout=10_000)
    assert maps._why.text().startswith("word takes whole numbers")
    workspace.select(["lstm1"])
    qtbot.waitUntil(lambda: maps.grid.isVisible() and maps._maps is not None, timeout=10_000)


@pytest.mark.parametrize("word", ["parameters", "macs", "depth", "weights", "problems", "language"])
def test_every_word_of_the_status_bar_does_something(qtbot, make_window, word):
    window = make_window()
    window.documents.open_preset("lenet5").select(["conv1"])
    language = window.language.code
    window.status.clicked.emit(word)
    if word == "problems":
        assert not window.problems.visibleRegion().isEmpty() or window.docks["problems"].isVisible()
    elif word in ("parameters", "macs"):
        assert not window.summary.visibleRegion().isEmpty()
    elif word == "language":
        assert window.language.code != language
        window.language.use(language)
    else:
        assert window.documents.current.selected_nodes == frozenset()
    assert isinstance(window.documents, Documents)
