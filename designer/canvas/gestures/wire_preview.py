"""The wire in the hand, with words beside the pointer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.routing import route
from designer.canvas.style import style

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_ASIDE = QPointF(14, 18)  # from the pointer to its words, in pixels of the screen
_PAD = 8.0


class WirePreview(QGraphicsItem):
    """Drawn above all else; its words keep their size at every zoom."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__()
        self.setZValue(10)
        self._view = view
        self._path = QPainterPath()
        self._pointer = QPointF()
        self._words, self._wrong = "", False
        self._bounds = QRectF()

    def show(self, fixed: QPointF, end: QPointF, pointer: QPointF, forwards: bool, words: str, wrong: bool) -> None:
        """Run from the fixed port to `end`; say `words` at the pointer."""
        self.prepareGeometryChange()
        start, finish = (fixed, end) if forwards else (end, fixed)
        self._path = route((start.x(), start.y()), (finish.x(), finish.y())).path()
        self._pointer, self._words, self._wrong = pointer, words, wrong
        around = self._path.controlPointRect().adjusted(-8, -8, 8, 8)
        self._bounds = around.united(self._label_rect()) if words else around
        self.update()

    def _label_rect(self) -> QRectF:
        """Where the words stand, in the scene."""
        scale = 1 / self._view.zoom
        metrics = style().name_metrics
        width = (metrics.horizontalAdvance(self._words) + 2 * _PAD) * scale
        return QRectF(self._pointer + _ASIDE * scale, self._pointer + _ASIDE * scale + QPointF(width, 22 * scale))

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look = style()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.wire_wrong if self._wrong else look.wire_selected)
        painter.drawPath(self._path)
        if not self._words:
            return
        box = self._label_rect()
        painter.translate(box.topLeft())
        painter.scale(1 / self._view.zoom, 1 / self._view.zoom)
        rect = QRectF(0, 0, box.width() * self._view.zoom, 22)
        painter.setPen(look.border)
        painter.setBrush(look.raised)
        painter.drawRoundedRect(rect, 6, 6)
        painter.setPen(look.wrong_text if self._wrong else look.text)
        painter.setFont(look.name_font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words)
