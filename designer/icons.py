"""Icons drawn from their SVG files: tinted, sharp at every pixel ratio, and following the theme."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImage,
    QPaintEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).parent.parent / "resources"


def svg(name: str, colour: str) -> bytes:
    """The text of the named icon in one colour."""
    path = RESOURCES / "icons" / f"{name}.svg"
    if not path.exists():  # a block from a newer version still gets a picture
        path = path.with_name("unknown.svg")
    return path.read_text(encoding="utf-8").replace("currentColor", colour).encode()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, colour)))


@lru_cache(maxsize=2048)
def _image(name: str, colour: str, pixels: int) -> QImage:
    """An icon as an image: unlike a pixmap, it may outlive the application object in this cache."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Paint an icon centred in `rect`, at the pixel size the painter's scale asks for and on whole pixels."""
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center() - QPointF(side, side) / 2, QRectF(0, 0, side, side).size())
    device = painter.deviceTransform()
    pixels = round(side * device.m11())
    vector = painter.paintEngine().type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)
    if vector or pixels > 256 or device.isRotating() or device.m11() <= 0 or device.m22() <= 0:
        _renderer(name, colour).render(painter, box)
    elif pixels > 0:
        corner = device.map(box.topLeft())
        target = QRectF(math.floor(corner.x() + 0.5), math.floor(corner.y() + 0.5), pixels, pixels)
        painter.drawImage(device.inverted()[0].mapRect(target), _image(name, colour, pixels))


# Qt owns a clone's C++ half and nobody its Python half, which would take the other with it when collected.
_clones: list[QIconEngine] = []


class _IconEngine(QIconEngine):
    """Draws one icon when it is needed, so that it follows the theme and is sharp at every pixel ratio."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def _tint(self, mode: QIcon.Mode) -> str:
        # The palette, not the theme's tokens: this module then needs nothing of the theme's, which needs it.
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        elif self._colour:
            return self._colour
        else:
            group = QPalette.ColorGroup.Active
        return QGuiApplication.palette().color(group, QPalette.ColorRole.WindowText).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._tint(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixels = round(min(size.width(), size.height()) * scale)
        pixmap = QPixmap.fromImage(_image(self._name, self._tint(mode), max(pixels, 1)))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        _clones.append(_IconEngine(self._name, self._colour))
        return _clones[-1]


def icon(name: str, colour: str | None = None) -> QIcon:
    """The named icon; without a colour it takes the theme's text colour, also after the theme changes."""
    return QIcon(_IconEngine(name, colour))
