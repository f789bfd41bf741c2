"""The dot grid behind everything."""

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from designer.canvas.style import style

_SPACING = 24.0  # three lines of the grid that nodes snap to
_CLOSEST = 14.0  # pixels of the screen between two dots, at least
_LEAST, _MOST = 0.9, 1.6  # the radius of a dot, in pixels of the screen

_strip: tuple[tuple[float, float, float, str], QImage] | None = None


def paint_grid(painter: QPainter, rect: QRectF) -> None:
    """Dots over `rect` of the scene; further out there are fewer, so that they never become a haze."""
    look = style()
    painter.fillRect(rect, look.canvas)
    transform = painter.worldTransform()
    zoom = transform.m11()
    step = _SPACING
    while step * zoom < _CLOSEST:
        step *= 2
    radius = min(max(_LEAST, zoom), _MOST)
    first = math.floor(rect.left() / step)
    columns = math.ceil(rect.width() / step) + 2
    strip = _row(step * zoom, columns, radius, look.grid, painter.device().devicePixelRatioF())
    painter.save()
    painter.resetTransform()
    for row in range(math.floor(rect.top() / step), math.ceil(rect.bottom() / step) + 1):
        corner = transform.map(QPointF(first * step, row * step)) - QPointF(radius + 1, radius + 1)
        painter.drawImage(QPointF(round(corner.x()), round(corner.y())), strip)
    painter.restore()


def _row(gap: float, columns: int, radius: float, colour: QColor, ratio: float) -> QImage:
    """One row of dots, kept for all rows and frames until zoom, theme or screen change."""
    global _strip
    width = gap * columns + 2 * radius + 2
    key = (gap, radius, ratio, colour.name())
    if _strip is not None and _strip[0] == key and _strip[1].width() >= width * ratio:
        return _strip[1]
    size = QSizeF(width + gap * 8, 2 * radius + 2) * ratio
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for column in range(columns + 8):
        painter.drawEllipse(QPointF(radius + 1 + column * gap, radius + 1), radius, radius)
    painter.end()
    _strip = key, image
    return image
