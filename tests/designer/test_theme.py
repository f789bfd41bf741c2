"""Contrast, icons and theme switching, on real widgets."""

import gc
import itertools
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from designer import theme as look
from designer.theme import CATEGORY_COLOURS, DARK, LIGHT, RESOURCES, Theme, Tokens
from engine.block import CATEGORY_TITLES

ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
REQUIRED = [
    "input",
    "output",
    "conv2d",
    "batch_norm2d",
    "relu",
    "max_pool2d",
    "avg_pool2d",
    "adaptive_avg_pool2d",
    "upsample",
    "linear",
    "flatten",
    "dropout",
    "add",
    "concat",
    "softmax",
    "identity",
    "unknown",
    "convolution",
    "normalization",
    "activation",
    "pooling",
    "upsampling",
    "attention",
    "merging",
    "shape",
    "regularization",
    "groups",
    "input_output",
    "new",
    "open",
    "save",
    "save_as",
    "undo",
    "redo",
    "cut",
    "copy",
    "paste",
    "duplicate",
    "delete",
    "select_all",
    "arrange",
    "fit",
    "zoom_in",
    "zoom_out",
    "train",
    "pause",
    "resume",
    "step",
    "stop",
    "data",
    "recipe",
    "device",
    "search",
    "close",
    "settings",
    "previous",
    "next",
    "image",
    "export",
    "download",
    "folder",
    "link",
    "unlink",
    "theme",
    "language",
    "log_scale",
    "restore",
    "error",
    "warning",
    "note",
    "good",
    "busy",
    "app",
]


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[Theme]:
    current = look.theme()
    current.set_mode("dark")
    yield current
    current.set_mode("system")


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    linear = [_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def image_of(icon: QIcon, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(QSize(16, 16), ratio, mode).toImage()


def ink(image: QImage) -> int:
    """How many pixels show something."""
    return sum(image.pixelColor(x, y).alpha() > 40 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["window", "canvas", "panel", "raised"])
@pytest.mark.parametrize("name", ["text", "dim", "accent_text", "warning_text", "good", "error"])
def test_words_are_readable(tokens: Tokens, ground: str, name: str) -> None:
    assert contrast(getattr(tokens, name), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_lines_and_fills_are_visible(tokens: Tokens) -> None:
    for name in ("accent", "warning"):
        assert contrast(getattr(tokens, name), tokens.panel) >= 4.5
        # Elsewhere these two draw outlines and badges; words take the _text colours.
        assert all(contrast(getattr(tokens, name), ground) >= 3 for ground in (tokens.window, tokens.raised))
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert len(set(tokens.curves)) == 8
    assert all(contrast(colour, tokens.panel) >= 3 for colour in tokens.curves)


def test_every_category_has_a_colour_and_an_icon() -> None:
    stems = {path.stem for path in ICONS}
    assert set(CATEGORY_COLOURS) == {*CATEGORY_TITLES, "groups"}
    assert set(CATEGORY_COLOURS) <= stems
    assert set(REQUIRED) <= stems


def oklab(colour: str) -> list[float]:
    """Ottosson's OKLab, times 100: as far apart as eyes find two colours (Oklab, "Converting from linear sRGB")."""
    linear = [_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    to_cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    to_lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    cones = [sum(a * b for a, b in zip(row, linear, strict=True)) ** (1 / 3) for row in to_cones]
    return [100 * sum(a * b for a, b in zip(row, cones, strict=True)) for row in to_lab]


def test_categories_are_told_apart() -> None:
    greys = {"shape", "input_output"}  # told apart by their icons alone
    for one, other in itertools.combinations(CATEGORY_COLOURS, 2):
        least = 4 if {one, other} == greys else 6
        assert math.dist(oklab(CATEGORY_COLOURS[one]), oklab(CATEGORY_COLOURS[other])) >= least, (one, other)
    for colour in CATEGORY_COLOURS.values():
        assert contrast(colour, DARK.raised) >= 4
        assert contrast(colour, LIGHT.panel) >= 2  # of a spine and an icon, whose title says the same


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icon_file(path: Path, qapp: QApplication) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert QSvgRenderer(str(path)).isValid()
    assert root.get("viewBox") == ("0 0 64 64" if path.stem == "app" else "0 0 16 16")
    if path.stem != "app":
        paints = {element.get(key) for element in root.iter() for key in ("fill", "stroke", "color")}
        assert paints <= {None, "none", "currentColor"}
        assert not re.search(r"#[0-9a-fA-F]{3}|rgb|style=|stop-color", path.read_text(encoding="utf-8"))
        assert root.get("stroke-width") == "1.5"
    for ratio in (1.0, 2.0):
        image = image_of(look.icon(path.stem), ratio)
        assert image.width() == 16 * ratio
        assert ink(image) > 4 * ratio


def test_no_two_icons_look_alike(theme: Theme) -> None:
    images = {bytes(image_of(look.icon(path.stem), 2.0).constBits()) for path in ICONS}
    assert len(images) == len(ICONS)


def test_icon_is_sharp_at_any_ratio(theme: Theme) -> None:
    for ratio, pixels in ((1.0, 16), (1.25, 20), (1.5, 24), (2.0, 32), (3.0, 48)):
        pixmap = look.icon("stop").pixmap(QSize(16, 16), ratio)
        assert (pixmap.width(), pixmap.devicePixelRatio()) == (pixels, ratio)


def test_disabled_icon_is_faint(theme: Theme) -> None:
    for icon in (look.icon("save"), look.icon("save", theme.tokens.error)):
        enabled, disabled = image_of(icon), image_of(icon, mode=QIcon.Mode.Disabled)
        assert enabled != disabled
        assert strongest(disabled) == DARK.faint


def strongest(image: QImage) -> str:
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha()).name()


def test_icon_follows_the_theme_unless_it_has_a_colour(theme: Theme) -> None:
    plain, tinted = look.icon("stop"), look.icon("stop", "#e5683f")
    copy = QIcon(plain)
    copy.setIsMask(True)  # makes Qt clone the engine
    gc.collect()
    for mode, tokens in (("dark", DARK), ("light", LIGHT)):
        theme.set_mode(mode)
        assert strongest(image_of(plain)) == tokens.text
        assert strongest(image_of(copy)) == tokens.text
        assert strongest(image_of(tinted)) == "#e5683f"


def test_a_button_shows_the_icon(theme: Theme, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    bare = button.grab().toImage()
    button.setIcon(look.icon("undo"))
    dark = button.grab().toImage()
    theme.set_mode("light")
    assert bare != dark != button.grab().toImage()


def test_unknown_name_still_has_a_picture(theme: Theme) -> None:
    assert image_of(look.icon("a_block_of_the_future")) == image_of(look.icon("unknown"))


@pytest.mark.parametrize("zoom", [0.5, 1.0, 1.37, 2.0])
def test_painting_on_a_canvas_is_exact(theme: Theme, zoom: float) -> None:
    canvas = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.translate(10.3, 7.6)
    painter.scale(zoom, zoom)
    look.paint_icon(painter, "stop", QRectF(0, 0, 16, 16), "#ff0000")
    painter.end()
    side = round(16 * zoom)
    alone = look.icon("stop", "#ff0000").pixmap(QSize(side, side), 1.0).toImage()
    assert canvas.copy(10, 8, side, side) == alone.convertToFormat(canvas.format())


def test_switching_changes_the_palette_once(theme: Theme, qtbot: QtBot) -> None:
    seen: list[str] = []
    theme.changed.connect(lambda: seen.append(QGuiApplication.palette().window().color().name()))
    theme.set_mode("light")
    theme.set_mode("light")
    assert seen == [LIGHT.panel]
    assert not theme.is_dark
    assert theme.tokens is LIGHT
    theme.set_mode("dark")
    assert seen == [LIGHT.panel, DARK.panel]
    assert theme.is_dark


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_palette_has_every_role(theme: Theme, mode: look.Mode) -> None:
    theme.set_mode(mode)
    palette = QGuiApplication.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for role in QPalette.ColorRole:
            if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles):
                assert palette.isBrushSet(group, role), (group, role)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert faint == theme.tokens.faint != palette.text().color().name()


def test_style_sheet_is_complete(theme: Theme) -> None:
    application = QGuiApplication.instance()
    sheet = application.styleSheet()  # type: ignore[union-attr]
    assert "$" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert QSvgRenderer(path).isValid()


def test_spin_box_arrows_are_visible(theme: Theme, qtbot: QtBot) -> None:
    box = QSpinBox()
    box.setValue(5)
    box.resize(100, 26)
    qtbot.addWidget(box)
    image = box.grab().toImage()
    for top in (3, 14):
        shades = {image.pixelColor(x, y).name() for x in range(80, 98) for y in range(top, top + 9)}
        assert len(shades) > 3


def test_type_has_pixel_sizes(theme: Theme) -> None:
    assert QGuiApplication.font().pixelSize() == 12
    assert look.monospaced().pixelSize() == 11
    assert look.monospaced(14).pixelSize() == 14


def test_reduced_motion_can_be_asked_for(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVCANVAS_REDUCED_MOTION", "1")
    assert look.reduced_motion()
    monkeypatch.setenv("CONVCANVAS_REDUCED_MOTION", "0")
    assert not look.reduced_motion()


def test_tokens_are_colours() -> None:
    for tokens in (DARK, LIGHT):
        values = asdict(tokens)
        for colour in (*values.pop("curves"), *values.values(), *CATEGORY_COLOURS.values()):
            assert re.fullmatch(r"#[0-9a-f]{6}", colour)


def test_the_application_ends_cleanly() -> None:
    """Python ends without a crash although engines, images and the style outlive the application object."""
    script = (
        "from PySide6.QtWidgets import QApplication, QSpinBox\n"
        "application = QApplication([])\n"
        "from designer.theme import icon, theme\n"
        "theme(); box = QSpinBox(); box.setWindowIcon(icon('app')); box.grab(); theme().set_mode('light')\n"
        "import sys; sys.exit('torch' in sys.modules)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    root = RESOURCES.parent
    subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, check=True, timeout=60)
