"""The palette and the canvas's search: sections, what is found, the keyboard, and what is used often."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.view import CanvasView
from designer.panels.palette import PalettePanel
from designer.search_popup import SearchPopup
from designer.settings import Settings
from designer.used_blocks import FIRST, UsedBlocks
from designer.workspace import Workspace
from engine.block import CATEGORY_TITLES
from engine.blocks import REGISTRY
from engine.document import Document

BLOCK = Qt.ItemDataRole.UserRole


@pytest.fixture
def used():
    return UsedBlocks(Settings())


@pytest.fixture
def palette(qtbot, used):
    made = PalettePanel(Settings(), used)
    qtbot.addWidget(made)
    made.resize(200, 480)
    made.show()
    qtbot.waitExposed(made)
    return made


def sections(palette) -> list[str]:
    model = palette.tree.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def rows(palette) -> list[str]:
    """What can be seen, from the top."""
    found, index = [], palette.tree.model().index(0, 0)
    while index.isValid():
        found.append(index.data())
        index = palette.tree.indexBelow(index)
    return found


def key(widget, key) -> None:
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def added(palette) -> list[str]:
    found: list[str] = []
    palette.add_requested.connect(found.append)
    return found


def test_every_block_is_in_one_section(palette):
    model = palette.tree.model()
    categories = [title for id, title in CATEGORY_TITLES.items() if any(b.category == id for b in REGISTRY)]
    assert sections(palette) == ["Often used", *categories]
    ids = [
        model.index(child, 0, model.index(row, 0)).data(BLOCK)
        for row in range(1, model.rowCount())
        for child in range(model.rowCount(model.index(row, 0)))
    ]
    assert sorted(ids) == sorted(block.id for block in REGISTRY)


def test_sections_are_closed_at_first_and_stay_as_they_are_left(palette, qtbot, used):
    assert rows(palette)[:8] == ["Often used", *(REGISTRY[id].title for id in FIRST), "Input and output"]
    assert len(rows(palette)) == len(FIRST) + len(sections(palette))
    place = palette.tree.visualRect(palette.tree.model().index(2, 0)).center()
    QTest.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Conv2d" in rows(palette)[8:]
    QTest.mouseClick(
        palette.tree.viewport(),
        Qt.MouseButton.LeftButton,
        pos=palette.tree.visualRect(palette.tree.model().index(0, 0)).center(),
    )
    again = PalettePanel(Settings(), used)
    qtbot.addWidget(again)
    assert rows(again) == rows(palette)
    assert "Depthwise Conv2d" in rows(again)
    assert rows(again)[1] == "Input and output"


def test_there_is_never_a_horizontal_scroll_bar_and_what_is_cut_is_told(palette):
    palette.resize(150, 400)
    for row in range(palette.tree.model().rowCount()):
        palette.tree.setExpanded(palette.tree.model().index(row, 0), True)
    QApplication.processEvents()
    assert not palette.tree.horizontalScrollBar().isVisible()
    index = palette.tree.model().index(0, 0)
    while index.isValid():
        assert index.data() in index.data(Qt.ItemDataRole.ToolTipRole)
        if index.data(BLOCK):
            assert REGISTRY[index.data(BLOCK)].help in index.data(Qt.ItemDataRole.ToolTipRole)
        index = palette.tree.indexBelow(index)


def test_what_is_found_stands_in_one_list_best_first(palette):
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "bn")
    assert rows(palette)[:3] == ["BatchNorm2d", "BatchNorm1d", "BatchNorm3d"]
    assert palette.tree.currentIndex().data() == "BatchNorm2d"
    palette.search.setText("xyzzy")
    assert rows(palette) == ["No block is called that"]
    found = added(palette)
    key(palette.search, Qt.Key.Key_Return)
    assert found == []
    key(palette.search, Qt.Key.Key_Escape)
    assert palette.search.text() == ""
    assert sections(palette)[0] == "Often used"


def test_the_keyboard_does_it_all(palette):
    found = added(palette)
    palette.search.setFocus()
    QTest.keyClicks(palette.search, "batchnorm")
    key(palette.search, Qt.Key.Key_Down)
    assert palette.search.hasFocus(), "one can go on typing"
    key(palette.search, Qt.Key.Key_Return)
    assert found == ["batch_norm1d"]
    QTest.keyClicks(palette.search, "swish")  # in place of the last word
    key(palette.search, Qt.Key.Key_Return)
    assert found[-1] == "silu"
    palette.search.clear()
    key(palette.search, Qt.Key.Key_Down)
    assert palette.tree.hasFocus()
    while palette.tree.currentIndex().data() != "Convolution":
        key(palette.tree, Qt.Key.Key_Down)
    key(palette.tree, Qt.Key.Key_Return)
    key(palette.tree, Qt.Key.Key_Down)
    assert palette.tree.currentIndex().data() == "Conv1d"
    key(palette.tree, Qt.Key.Key_Return)
    assert found[-1] == "conv1d"
    key(palette.tree, Qt.Key.Key_Left)
    key(palette.tree, Qt.Key.Key_Left)
    assert "Conv1d" not in rows(palette)
    key(palette.tree, Qt.Key.Key_Right)
    assert "Conv1d" in rows(palette)


def test_typing_over_the_tree_searches(palette):
    palette.tree.setFocus()
    QTest.keyClicks(palette.tree, "g")
    assert palette.search.hasFocus()
    QTest.keyClicks(palette.search, "ap")
    assert palette.search.text() == "gap"
    assert palette.tree.currentIndex().data() == "AdaptiveAvgPool2d"


def test_a_double_click_adds(palette):
    found = added(palette)
    index = palette.tree.model().index(2, 0, palette.tree.model().index(0, 0))
    place = palette.tree.visualRect(index).center()
    QTest.mouseClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(palette.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert found == ["relu"]


def test_what_is_used_often_is_at_hand(palette, used):
    for _ in range(3):
        used.note("gelu")
    used.note("conv3d")
    assert used.often(2) == ["gelu", "conv3d"]
    shown = rows(palette)[1 : 1 + len(FIRST)]
    kept = [REGISTRY[id].title for id in FIRST[: len(FIRST) - 2]]
    assert shown[: len(kept)] == kept, "what stays does not move under the pointer"
    assert set(shown[len(kept) :]) == {"GELU", "Conv3d"}
    assert UsedBlocks(Settings()).often(2) == ["gelu", "conv3d"]


def test_blocks_of_another_version_are_forgotten():
    settings = Settings()
    settings.set_text("blocks_used", "relu a_block_of_the_future relu")
    used = UsedBlocks(settings)
    assert used.counts == {"relu": 2}
    assert "a_block_of_the_future" not in used.often(50)


def test_whatever_is_added_on_the_canvas_counts(qtbot):
    workspace = Workspace(Document(id="d"))
    view = CanvasView(workspace)
    workspace.setParent(view)
    qtbot.addWidget(view)
    found: list[str] = []
    view.block_added.connect(found.append)
    view.add_block("gru")
    assert found == ["gru"]
    workspace.undo_stack.undo()
    workspace.undo_stack.redo()
    assert found == ["gru"]


def test_the_popup_finds_the_same(qtbot, used):
    used.note("gelu")
    popup = SearchPopup(None, used)
    qtbot.addWidget(popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    assert popup.list.item(0).text() == "GELU"
    assert popup.list.count() == len(REGISTRY)
    popup.field.setText("deconv")
    assert popup.list.currentItem().text() == "ConvTranspose2d"
    assert REGISTRY["conv_transpose2d"].help in popup.list.currentItem().toolTip()
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    chosen: list[str] = []
    popup.chosen.connect(chosen.append)
    popup.field.setText("xyzzy")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert chosen == []
    popup.field.setText("deconv")
    QTest.keyClick(popup.field, Qt.Key.Key_PageDown)
    assert popup.list.currentItem().text() == "ConvTranspose3d"
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert chosen == ["conv_transpose3d"]
