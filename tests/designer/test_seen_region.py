"""What a pixel of a feature map sees: outlined on the image, marked in the maps, said in words, told as a figure."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QLabel

from designer.panels.outline import mark_of, paint_frame
from designer.theme import theme
from designer.workspace import Workspace
from engine import presets
from engine.edits import SetArguments
from engine.messages import Maps
from tests.build import network
from tests.designer import window_states
from tests.designer.hands import plan


@pytest.fixture(autouse=True)
def dark(qapp):
    theme().set_mode("dark")
    yield
    theme().set_mode("system")


@pytest.fixture
def window(qtbot):
    made = window_states.make(qtbot)
    made.docks.bring("maps")
    return made


def maps_of(workspace: Workspace, name: str, image=(28, 28)) -> Maps:
    """Maps with the shape that the plan says, and nothing on them."""
    planned = workspace.node_plan(name)
    shapes = list(planned.output_shapes.values()) or planned.input_shapes["input"]
    shape = list(shapes[0][1:])
    figures = {key: np.zeros(shape[0] if len(shape) > 1 else 1, np.float32) for key in ("low", "high", "mean", "std")}
    if len(shape) == 1:
        arrays = {"values": np.ones(shape[0], np.float32)}
    else:
        arrays = {"maps": np.full(([1] * (3 - len(shape)) + [shape[0], *shape[-2:]])[-3:], 90, np.uint8)}
    arrays |= figures | {"image": np.zeros(image, np.uint8)}
    document = workspace.document
    return Maps(document.id, document.revision, name, first=0, image=0, label=None, weights="first", step=0,
                images=500, shape=shape, classes=[], arrays=arrays)  # fmt: skip


def show(window, document, name: str, **other):
    workspace = window_states.show(window, document)
    workspace.select([name], current=name)
    window_states.settle(window)
    window.maps.show_maps(maps_of(workspace, name, **other))
    window_states.settle(window)
    return window.maps


def place_of(panel, tile: int, row: int, column: int) -> QPointF:
    """The middle of a pixel in a tile."""
    box, (height, width) = panel.grid._place(tile), panel._maps.shape[-2:]
    return QPointF(box.left() + (column + 0.5) * box.width() / width, box.top() + (row + 0.5) * box.height() / height)


def hover(panel, place: QPointF) -> str:
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QMouseEvent.Type.MouseMove, place, panel.grid.mapToGlobal(place), none, none,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(panel.grid, move)
    return panel._seen.text()


def test_hovering_outlines_the_region_and_says_it(window):
    panel = show(window, presets.make("lenet5"), "pool1")  # a convolution of 5×5 with padding 2, and a pool of 2×2
    assert "Point at a pixel" in panel._seen.text()
    assert hover(panel, place_of(panel, 0, 7, 12)) == "pixel 7, 12 sees rows 12–17, columns 22–27 of the image"
    box, image = panel._input.outlined(), panel._input.place()
    scale = image.width() / 28
    assert box == QRectF(22 * scale, 12 * scale, 6 * scale, 6 * scale)
    assert hover(panel, place_of(panel, 3, 0, 0)) == "pixel 0, 0 sees rows 0–3, columns 0–3 of the image"
    QApplication.sendEvent(panel.grid, QEvent(QEvent.Type.Leave))
    assert panel._input.outlined() is None
    assert "Point at a pixel" in panel._seen.text()


def test_the_outline_is_drawn_in_the_accent_colour_around_the_region(window):
    panel = show(window, presets.make("lenet5"), "pool1")
    plain = panel._input.grab().toImage()
    hover(panel, place_of(panel, 0, 7, 7))
    drawn, box = panel._input.grab().toImage(), panel._input.outlined()
    changed = [(x, y) for y in range(drawn.height()) for x in range(drawn.width())
               if drawn.pixelColor(x, y) != plain.pixelColor(x, y)]  # fmt: skip
    accent = [at for at in changed if drawn.pixelColor(*at).name() == theme().tokens.accent]
    assert not any(box.contains(QPointF(x + 0.5, y + 0.5)) for x, y in changed), "the region itself stays as it is"
    assert min(x for x, _ in accent) == round(box.left()) - 2 and max(x for x, _ in accent) == round(box.right()) + 1
    assert min(y for _, y in accent) == round(box.top()) - 2 and max(y for _, y in accent) == round(box.bottom()) + 1


def test_the_pixel_is_marked_in_every_map(window):
    panel = show(window, presets.make("lenet5"), "pool1")
    plain = panel.grid.grab().toImage()
    hover(panel, place_of(panel, 2, 9, 4))
    drawn = panel.grid.grab().toImage()
    for tile in range(6):
        middle, box = place_of(panel, tile, 9, 4), panel.grid._place(tile)
        assert drawn.pixelColor(middle.toPoint()) == plain.pixelColor(middle.toPoint()), "the pixel can be seen"
        row = [drawn.pixelColor(x, int(middle.y())).name() for x in range(int(box.left()), int(middle.x()))]
        assert row[2:].count(theme().tokens.accent) == 2, "a frame of two pixels to its left"


def test_arrow_keys_move_the_pixel(window, qtbot):
    panel = show(window, presets.make("lenet5"), "conv2")
    panel.grid.setFocus()
    assert "Arrow keys" in panel._seen.text()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(panel.grid, key)
    assert panel._seen.text() == "pixel 4, 4 sees rows 6–19, columns 6–19 of the image"
    for _ in range(20):
        qtbot.keyClick(panel.grid, Qt.Key.Key_Down)
    assert panel._seen.text().startswith("pixel 9, 4 sees rows 16–27")
    panel._input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel._input.setFocus()
    assert panel._input.outlined() is None


def test_a_single_pixel_and_a_row_of_features_see_everything(window):
    document = network(
        ("input", "input", {"shape": [1, 28, 28]}), ("conv", "conv2d", {"out_channels": 4}),
        ("gap", "adaptive_avg_pool2d"), ("flat", "flatten"), ("output", "output"),
    )  # fmt: skip
    panel = show(window, document, "gap")
    assert hover(panel, place_of(panel, 1, 0, 0)) == "pixel 0, 0 sees the whole image"
    assert panel._input.outlined() == panel._input.place()
    panel = show(window, document, "flat")
    assert hover(panel, panel.grid._bars.place(2).center()) == "feature 2 sees the whole image"
    assert panel._input.outlined() == panel._input.place()


def test_what_sees_nothing_is_said(window):
    document = network(
        ("input", "input", {"shape": [1, 28, 28]}), ("pad", "pad", {"pad": [3, 3, 3, 3]}), ("output", "output")
    )
    panel = show(window, document, "pad")
    assert hover(panel, place_of(panel, 0, 1, 20)) == "pixel 1, 20 sees nothing of the image"
    assert panel._input.outlined() is None


def test_maps_of_an_output_and_of_a_sequence(window):
    document = network(("input", "input", {"shape": [1, 28, 28]}), ("pool", "max_pool2d"), ("output", "output"))
    panel = show(window, document, "output")
    assert hover(panel, place_of(panel, 0, 3, 5)) == "pixel 3, 5 sees rows 6–7, columns 10–11 of the image"
    sound = network(
        ("input", "input", {"shape": [4, 60]}), ("conv", "conv1d", {"kernel_size": 5}), ("output", "output")
    )
    panel = show(window, sound, "conv", image=(4, 60))
    assert hover(panel, place_of(panel, 0, 2, 8)) == "pixel 8 sees places 8–12 of the input"


def test_nothing_is_told_of_a_network_that_is_not_planned_yet(window):
    panel = show(window, presets.make("lenet5"), "pool1")
    workspace = window.documents.current
    workspace.push(SetArguments("main", "conv1", {"out_channels": 6, "kernel_size": 3}), "Set kernel_size")
    assert hover(panel, place_of(panel, 0, 7, 12)) == ""
    assert panel._input.outlined() is None
    plan(workspace)
    assert hover(panel, place_of(panel, 0, 7, 11)).startswith("pixel 7, 11 sees rows 14–17")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_frame_is_sharp(qapp, ratio):
    """Its four sides are of whole device pixels, none blended with what is beneath."""
    image = QImage(int(100 * ratio), int(100 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    paint_frame(painter, QRectF(20.3, 30.4, 20.2, 10.1), QRectF(0, 0, 100, 100))
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert colours == {"#000000", theme().tokens.accent, theme().tokens.panel}
    middle = image.pixelColor(int(25 * ratio), int(35 * ratio)).name()
    assert middle == "#000000"
    line = [image.pixelColor(x, int(35 * ratio)).name() for x in range(int(30 * ratio))]
    assert line.count(theme().tokens.accent) == {1.0: 2, 1.5: 2, 2.0: 3}[ratio]


def test_a_small_pixel_gets_a_mark_that_can_be_seen():
    box = mark_of(QRectF(10, 10, 56, 56), 100, 3, 112, 112, 1.0)
    assert (box.width(), box.height()) == (4, 4)
    assert box.center() == QPointF(10 + 3.5 / 2, 10 + 100.5 / 2)


def test_the_properties_tell_the_receptive_field(window):
    workspace = window_states.show(window, presets.make("lenet5"))
    for name, text, tip in (
        (
            "conv2",
            "14×14 · stride 2",
            "Size 14×14 px, stride 2×2 px; the first pixel's field has its middle at 4.5, 4.5",
        ),
        ("flatten", "whole input", "Each number here sees all of the input"),
    ):
        node = name if name in workspace.network.nodes else _first(workspace, name)
        workspace.select([node], current=node)
        window_states.settle(window)
        labels = {label.text(): label for label in window.properties.findChildren(QLabel) if label.isVisible()}
        assert "receptive field" in labels
        assert labels[text].toolTip() == tip


def _first(workspace: Workspace, block: str) -> str:
    return next(node.id for node in workspace.network.nodes.values() if node.block == block)
