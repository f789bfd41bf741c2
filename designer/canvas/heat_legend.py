"""The legend of the heat: which cost the cards show, from nothing to the largest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from designer.canvas.heat import figure
from designer.canvas.style import style
from designer.theme import theme
from designer.words import grouped, translate

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_HEIGHT, _STRIP, _PAD, _CORNER = 28, 72, 10, 16


class HeatLegend(QWidget):
    """Lies in a corner of the view while the cards show a cost, and lets the mouse through to them."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view, self._heat = view, view.canvas.heat
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._heat.changed.connect(self._settle)
        theme().changed.connect(self.update)
        view.viewport().installEventFilter(self)

    def text(self) -> str:
        """What is shown, and how much the largest of it is."""
        measure = self._heat.measure
        return f"{translate('summary', measure.title)} {figure(self._heat.largest, measure)}" if measure else ""

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._settle()
        super().changeEvent(event)

    def _settle(self) -> None:
        """Stand in the corner at the left, as wide as the words are."""
        measure = self._heat.measure
        self.setVisible(measure is not None and bool(self._view.canvas.nodes))
        if measure is None:
            return
        look = style()
        words = look.name_metrics.horizontalAdvance(translate("summary", measure.title))
        numbers = look.mono_metrics.horizontalAdvance(figure(self._heat.largest, measure))
        self.resize(round(words + numbers) + _STRIP + 4 * _PAD, _HEIGHT)
        view = self._view.viewport().geometry()
        self.move(view.left() + _CORNER, view.bottom() - _HEIGHT - _CORNER + 1)
        unit = "B" if measure.kind == "bytes" else ""
        self.setAccessibleName(f"{self.text()} ({grouped(self._heat.largest)}{' ' if unit else ''}{unit})")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        measure = self._heat.measure
        if measure is None:
            return
        look, painter = style(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.border)
        painter.setBrush(look.minimap)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        words = translate("summary", measure.title)
        painter.setFont(look.name_font)
        painter.setPen(look.dim)
        painter.drawText(self.rect().adjusted(_PAD, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        left = 2 * _PAD + look.name_metrics.horizontalAdvance(words)
        strip = QRectF(left, _HEIGHT / 2 - 4, _STRIP, 8)
        gradient = QLinearGradient(QPointF(strip.left(), 0), QPointF(strip.right(), 0))
        for step in range(9):
            gradient.setColorAt(step / 8, look.heat(step / 8).color())
        painter.setPen(QPen(look.border))
        painter.setBrush(gradient)
        painter.drawRoundedRect(strip, 4, 4)
        painter.setFont(look.mono_font)
        painter.setPen(look.text)
        rest = self.rect().adjusted(0, 0, -_PAD, 0)
        most = figure(self._heat.largest, measure)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, most)
