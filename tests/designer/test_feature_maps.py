"""The feature-map panel: what it asks for, what it shows, and what can be read from it."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, QSizeF, Qt, QTranslator, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from designer.panels.feature_maps import FeatureMapsPanel
from designer.panels.map_pictures import arrange, class_rows, colour_table, wrap_bars
from designer.theme import theme
from engine.errors import UserError
from engine.messages import Maps

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CLASSES = [str(index) for index in range(10)]


class Shouting(QTranslator):
    """Another language: every text in capitals, and longer."""

    def isEmpty(self):
        return False

    def translate(self, context, source, disambiguation=None, n=-1):
        return source.upper() + " " + "X" * (len(source) // 2)


@pytest.fixture(autouse=True)
def same_theme(qapp):
    theme().set_mode("dark")
    yield
    theme().set_mode("system")


def answer(arrays: dict, shape: list[int], **other) -> Maps:
    chances = np.full(10, 0.02, np.float32)
    chances[5] = 0.82
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 10:18] = 255
    fields = {"first": 0, "image": 0, "label": 5, "weights": "trained", "step": 1420} | other
    arrays = {"image": image, "probabilities": chances} | arrays
    return Maps("d", 1, "n1", images=1000, shape=shape, classes=CLASSES, arrays=arrays, **fields)


def maps(channels: int = 6, side: int = 28, sent: int | None = None, **other) -> Maps:
    sent = channels if sent is None else sent
    values = np.zeros((sent, side, side), np.uint8)
    values[:, : side // 2] = 255  # the upper half of every map is at its highest
    low = np.linspace(-1, 0, sent, dtype=np.float32)
    arrays = {
        "maps": values,
        "low": low,
        "high": low + 3,
        "mean": low + 1.5,
        "std": np.ones(sent, np.float32),
    }
    return answer(arrays, [channels, side, side], **other)


def row(values: np.ndarray, **other) -> Maps:
    figures = {name: np.array([getattr(values, of)()], np.float32) for name, of in
               (("low", "min"), ("high", "max"), ("mean", "mean"), ("std", "std"))}  # fmt: skip
    return answer({"values": values.astype(np.float32), **figures}, [len(values)], **other)


@pytest.fixture
def panel(qtbot):
    panel = FeatureMapsPanel()
    qtbot.addWidget(panel)
    panel.set_node("Conv2d", "conv1")
    panel.resize(500, 220)
    panel.show()
    qtbot.wait(100)
    return panel


def show(panel, qtbot, message):
    panel.show_maps(message)
    qtbot.waitUntil(lambda: panel.grid._maps is message)
    qtbot.wait(90)


def hover(panel, place: QPointF) -> str:
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QMouseEvent.Type.MouseMove, place, panel.grid.mapToGlobal(place), none, none,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(panel.grid, move)
    return panel._caption.text()


# ---- what it asks for


def test_it_asks_for_no_more_than_it_can_show(panel, qtbot):
    asked = panel.look_arguments
    assert asked["image"] == 0 and asked["first"] == 0
    assert 1 <= asked["count"] <= 64 and 40 <= asked["side"] <= 128
    show(panel, qtbot, maps(6))
    few = panel.look_arguments
    assert few["count"] == 6 and few["side"] >= asked["side"]
    panel.resize(1600, 900)
    qtbot.wait(100)
    assert panel.look_arguments["side"] == 128
    show(panel, qtbot, maps(512, 14, sent=64))
    assert panel.look_arguments["count"] == 64


def test_it_says_when_it_needs_something_else(panel, qtbot):
    show(panel, qtbot, maps(6))
    qtbot.wait(100)
    with qtbot.waitSignal(panel.look_changed):
        panel.next.click()
    assert panel.look_arguments["image"] == 1
    with qtbot.waitSignal(panel.look_changed):
        panel.number.setValue(77)
    assert panel.look_arguments["image"] == 77
    with qtbot.waitSignal(panel.look_changed):
        panel.resize(900, 500)
    with qtbot.assertNotEmitted(panel.look_changed, wait=150):
        panel.show_maps(maps(6, image=77))
        panel.show_maps(maps(6, image=77))


def test_random_and_dropped_images(panel, qtbot):
    show(panel, qtbot, maps())
    panel.random.click()
    assert 0 <= panel.look_arguments["image"] < 1000
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/notes.txt"), QUrl.fromLocalFile("/pictures/seven.PNG")])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(panel.look_changed):
        panel.dropEvent(drop)
    assert panel.look_arguments["image"] == "/pictures/seven.PNG"


def test_answers_to_earlier_questions_are_dropped(panel, qtbot):
    newest = maps(image=0)
    show(panel, qtbot, newest)
    panel.show_maps(maps(image=3))
    qtbot.wait(50)
    assert panel.grid._maps is newest


def test_pages(panel, qtbot):
    show(panel, qtbot, maps(64, 7))
    assert panel._pager.isVisible() and not panel.back.isEnabled()
    page = panel.look_arguments["count"]
    with qtbot.waitSignal(panel.look_changed):
        panel.forth.click()
    assert panel.look_arguments["first"] == page
    show(panel, qtbot, maps(64, 7, sent=page, first=page))
    assert f"{page}–" in panel._page.text() and "64" in panel._page.text()
    panel.set_node("Conv2d", "conv2")
    assert panel.look_arguments["first"] == 0
    show(panel, qtbot, maps(6))
    assert not panel._pager.isVisible()


def test_a_hidden_panel_does_no_work(panel, qtbot):
    show(panel, qtbot, maps())
    panel.hide()
    drawn = panel._redraw.count
    with qtbot.assertNotEmitted(panel.look_changed, wait=150):
        for _ in range(10):
            panel.show_maps(maps())
    assert panel._redraw.count == drawn
    with qtbot.waitSignal(panel.look_changed):  # what it needs is asked again
        panel.show()
    assert panel._redraw.count == drawn + 1


# ---- what it shows


def test_empty_panel_says_what_will_be_here(qtbot):
    panel = FeatureMapsPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert panel._empty.isVisible() and "Select a node" in panel._empty.text()


def test_caption_label_and_answer(panel, qtbot):
    show(panel, qtbot, maps())
    assert panel._caption.text() == "Conv2d conv1 · 6 × 28 × 28 · trained, step 1\u2009420"
    assert (panel._label.text(), panel._answer.text()) == ("label 5", "✓ 5 · 82\u2009%")
    show(panel, qtbot, maps(weights="first", label=3))
    assert "first weights, untrained" in panel._caption.text()
    assert panel._answer.text().startswith("✗")


def test_maps_are_in_the_colours_of_viridis(panel, qtbot):
    show(panel, qtbot, maps())
    image, ratio = panel.grid.picture(), panel.grid.devicePixelRatioF()
    place = panel.grid._grid.place(0, ratio)
    top = image.pixelColor((QPointF(place.center().x(), place.top() + 3) * ratio).toPoint())
    bottom = image.pixelColor((QPointF(place.center().x(), place.bottom() - 3) * ratio).toPoint())
    assert (top.name(), bottom.name()) == ("#fde725", "#440154")


def test_pixels_are_whole_and_tiles_as_large_as_fits():
    for count, side, area in ((6, 28, QSizeF(330, 170)), (16, 14, QSizeF(800, 300)), (1, 7, QSizeF(90, 120))):
        for ratio in (1.0, 1.5, 2.0):
            grid = arrange(count, side, side, area, ratio)
            assert grid.tile.width() * ratio == pytest.approx(side * grid.scale)
            last = grid.place(count - 1, ratio)
            assert last.right() <= area.width() and last.bottom() <= area.height()
            assert all((grid.place(i, ratio).left() * ratio).is_integer() for i in range(count))


def test_hovering_reads_range_and_value(panel, qtbot):
    show(panel, qtbot, maps())
    place = panel.grid._grid.place(0, panel.grid.devicePixelRatioF())
    assert hover(panel, QPointF(place.center().x(), place.top() + 3)) == "0 · \u22121.00 … +2.00 · here +2.00"
    assert hover(panel, QPointF(place.center().x(), place.bottom() - 3)).endswith("here \u22121.00")
    QApplication.sendEvent(panel.grid, QEvent(QEvent.Type.Leave))
    assert panel._caption.text().startswith("Conv2d")


def test_arrow_keys_read_too(panel, qtbot):
    show(panel, qtbot, maps())
    panel.grid.setFocus()
    qtbot.keyClick(panel.grid, Qt.Key.Key_Down)  # the first key begins in the middle
    assert panel._caption.text() == "0 · \u22121.00 … +2.00 · here \u22121.00"
    qtbot.keyClick(panel.grid, Qt.Key.Key_Up)
    assert panel._caption.text().endswith("here +2.00")
    qtbot.keyClick(panel.grid, Qt.Key.Key_PageDown)
    assert panel._caption.text().startswith("1 · ")
    qtbot.keyClick(panel.grid, Qt.Key.Key_PageUp)
    qtbot.keyClick(panel.grid, Qt.Key.Key_PageUp)
    assert panel._caption.text().startswith("5 · ")


def test_rows_of_features_are_bars(panel, qtbot):
    values = np.sin(np.arange(120) / 5)
    show(panel, qtbot, row(values))
    bars = panel.grid._bars
    assert bars.count >= 120
    assert hover(panel, bars.place(7).center()) == f"7 · {values[7]:+.2f}".replace("-", "\u2212")
    colours = {panel.grid.picture().pixelColor(int(bars.place(7).center().x()), y).name() for y in range(60)}
    assert theme().tokens.curves[0] in colours


def test_more_features_than_pixels_have_pages(panel, qtbot):
    show(panel, qtbot, row(np.arange(9000.0)))
    assert panel._pager.isVisible()
    panel.forth.click()
    qtbot.wait(50)
    first = panel.grid._first
    assert first == wrap_bars(9000, panel.grid.area()).count
    assert panel.look_arguments["first"] == 0  # a row comes whole
    assert hover(panel, panel.grid._bars.place(0).center()).startswith(f"{first} · ")


def test_the_networks_answer_names_the_classes(panel, qtbot):
    logits = np.zeros(10)
    logits[5] = 3.7
    show(panel, qtbot, row(logits))
    assert panel.grid._rows == list(range(10))
    assert hover(panel, QPointF(40, 5 * 16 + 8)) == "5 · +3.70 · 82.00\u2009%"
    assert theme().tokens.good in {
        panel.grid.picture().pixelColor(x, 5 * 16 + 8).name() for x in range(panel.grid.picture().width())
    }
    likely = np.linspace(0, 1, 100)
    assert class_rows(likely, 3, 4) == [99, 98, 97, 3]


def test_the_colour_map_runs_from_violet_to_yellow():
    table = colour_table()
    assert len(table) == 256
    lightness = [QColor.fromRgba(colour).toHsl().lightness() for colour in table]
    assert (QColor.fromRgba(table[0]).name(), QColor.fromRgba(table[-1]).name()) == ("#440154", "#fde725")
    assert lightness[-1] > lightness[128] > lightness[0]


# ---- copies, theme, language


def test_copy_and_save(panel, qtbot, tmp_path, monkeypatch):
    show(panel, qtbot, maps())
    panel.copy()
    assert QGuiApplication.clipboard().image().size() == panel.grid.picture().size()
    path = tmp_path / "maps.png"
    monkeypatch.setattr("designer.panels.feature_maps.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    panel._ask()
    assert QImage(str(path)).size() == panel.grid.picture().size()


def test_theme_change_repaints(panel, qtbot):
    show(panel, qtbot, maps())
    theme().set_mode("light")
    qtbot.wait(50)
    picture = panel.grid.picture()
    assert picture.pixelColor(picture.width() - 1, picture.height() - 1) == QColor(theme().tokens.panel)


def test_language_change_retranslates(panel, qtbot):
    show(panel, qtbot, maps())
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    qtbot.waitUntil(lambda: panel.random.text().startswith("RANDOM"))
    qtbot.waitUntil(lambda: "TRAINED" in panel._caption.text())
    assert panel.random.width() >= panel.random.sizeHint().width()
    assert panel.open.accessibleName().startswith("OPEN")
    QCoreApplication.removeTranslator(translator)


def test_controls_are_reachable_and_named(panel):
    for widget in (
        panel.previous,
        panel.number,
        panel.next,
        panel.random,
        panel.open,
        panel.back,
        panel.forth,
    ):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName() or widget.text()


# ---- several outputs, sequences, volumes, and what cannot be shown


def test_a_node_with_several_outputs_offers_them(panel, qtbot):
    assert not panel.ports.isVisible()
    show(panel, qtbot, maps(6, port="output", ports=["output", "indices"]))
    assert panel.ports.isVisible()
    assert [panel.ports.itemText(index) for index in range(panel.ports.count())] == ["output", "indices"]
    assert panel.ports.currentText() == "output"
    panel._turn(0)
    with qtbot.waitSignal(panel.look_changed):
        panel.ports.setCurrentIndex(1)
        panel.ports.activated.emit(1)
    assert panel.look_arguments["port"] == "indices"
    late = maps(6, port="output", ports=["output", "indices"])
    panel.show_maps(late)
    assert panel._maps is not late, "an answer about the other output comes too late"
    show(panel, qtbot, maps(6, port="indices", ports=["output", "indices"]))
    assert panel.ports.currentText() == "indices"
    panel.set_node("ReLU", "relu1")
    assert panel.look_arguments["port"] == ""
    show(panel, qtbot, maps(6, port="output", ports=["output"]))
    assert not panel.ports.isVisible()


def test_a_sequence_is_one_map(panel, qtbot):
    whole = maps(1, 12)
    sequence = Maps(**{name: getattr(whole, name) for name in whole.__slots__} | {"shape": [12, 12]})
    show(panel, qtbot, sequence)
    assert sequence.channels == 1
    assert panel.grid._count() == 1
    assert not panel._pager.isVisible()
    assert panel.look_arguments["count"] == 1
    assert "12 × 12" in panel._caption.text()


def test_of_a_volume_it_says_which_slice_is_shown(panel, qtbot):
    whole = maps(6)
    show(panel, qtbot, Maps(**{name: getattr(whole, name) for name in whole.__slots__} | {"shape": [6, 9, 28, 28]}))
    assert "6 × 9 × 28 × 28 · the slice in the middle" in panel._caption.text()
    assert panel.grid._count() == 6


def test_a_single_number_is_shown(panel, qtbot):
    whole = row(np.array([4.5]))
    show(panel, qtbot, Maps(**{name: getattr(whole, name) for name in whole.__slots__} | {"shape": []}))
    assert panel.look_arguments["count"] >= 1
    panel.grid.picture()


def test_what_cannot_be_shown_is_said_and_the_next_answer_shown(panel, qtbot):
    show(panel, qtbot, maps(6))
    panel.show_refusal(UserError("{node} takes whole numbers.", {"node": "word"}))
    qtbot.waitUntil(lambda: panel._why.isVisible())
    assert panel._why.text() == "word takes whole numbers."
    assert not panel.grid.isVisible()
    assert panel.number.isVisible(), "another image may do"
    show(panel, qtbot, maps(6))
    assert panel.grid.isVisible()
    assert not panel._why.isVisible()
