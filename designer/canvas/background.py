"""The dot grid behind everything."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.canvas.style import style

_SPACING = 24.0  # three lines of the grid that nodes snap to
_CLOSEST = 14.0  # pixels of the screen between two dots, at least


def paint_grid(painter: QPainter, rect: QRectF, zoom: float) -> None:
    """Dots over `rect`; further out there are fewer, so that they never become a haze."""
    look = style()
    painter.fillRect(rect, look.canvas)
    step = _SPACING
    while step * zoom < _CLOSEST:
        step *= 2
    left, top = math.floor(rect.left() / step), math.floor(rect.top() / step)
    right, bottom = math.ceil(rect.right() / step), math.ceil(rect.bottom() / step)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    # One dashed line a row is one call for many dots: a dash of no length with a round cap is a dot.
    size = 2.0 / max(min(zoom, 1.5), 0.5) ** 0.5 if zoom > 0.5 else 2.0 / zoom * 0.7
    pen = QPen(look.grid, size, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.001, step / size])
    painter.setPen(pen)
    for row in range(top, bottom + 1):
        y = row * step
        painter.drawLine(QPointF(left * step, y), QPointF(right * step + 0.01, y))
