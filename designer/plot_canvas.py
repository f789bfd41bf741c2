"""Grid, curves and crosshair of a plot, painted in the pixels of its view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGraphicsItem

from designer.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]
from shiboken6 import VoidPtr

from designer.plot_parts import Curve, Look
from designer.theme import theme

if TYPE_CHECKING:
    from designer.plotting import Plot

CROWD = 16  # more lines than this step back behind the chosen one


def polygon(x: Array, y: Array) -> QPolygonF:
    """Points as Qt draws them, without a Python object for each."""
    made = QPolygonF()
    made.resize(len(x))
    if len(x):
        memory: Array = np.frombuffer(VoidPtr(made.data(), 16 * len(x), True), np.float64)  # type: ignore
        memory[0::2], memory[1::2] = x, y
    return made


class Canvas(QGraphicsItem):
    """Grid, curves and crosshair, all painted in the pixels of the view that they are in."""

    def __init__(self, plot: Plot, view: Any) -> None:
        super().__init__(view)
        self._plot, self._view = plot, view
        self._box = QRectF()
        self.crosshair: float | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def fill_view(self) -> None:
        self.prepareGeometryChange()
        self._box = QRectF(self._view.rect())

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, *_: object) -> None:
        self._paint_grid(painter)
        for curve in self._plot.shown_curves():
            self._paint_curve(painter, curve)
        if self.crosshair is not None:
            self._paint_crosshair(painter, self.crosshair)

    def _paint_grid(self, painter: QPainter) -> None:
        box, tokens = self.boundingRect(), theme().tokens
        painter.setPen(QPen(QColor(tokens.line), 0))
        rows = [round(self._plot.left.position(value)) + 0.5 for value, _ in self._plot.left.marks]
        for y in rows:
            painter.drawLine(QPointF(0, y), QPointF(box.width(), y))

    def pixels(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Where points are, in pixels of the view."""
        (x0, x1), (y0, y1) = self._view.viewRange()
        box = self.boundingRect()
        with np.errstate(all="ignore"):
            height = np.log10(np.where(y > 0, y, np.nan)) if self._plot.y_scale.log else y
            across = (x - x0) * (box.width() / (x1 - x0))
            down = (y1 - height) * (box.height() / (y1 - y0))
        return np.clip(across, -1e5, 1e5), np.clip(down, -1e5, 1e5)

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        if not len(curve.drawn_x):
            return
        x, y = self.pixels(curve.drawn_x, curve.drawn_y)
        series = theme().tokens.curves
        if y.ndim == 1:
            self._paint_line(painter, x, y, curve.look, QColor(series[curve.colour % len(series)]), 1.0)
            return
        crowded = y.shape[1] > CROWD
        for column in range(y.shape[1]):
            if column == curve.chosen or (crowded and curve.look == "dots"):
                continue
            colour = QColor(series[(curve.colour + column) % len(series)])
            colour.setAlpha(90 if crowded else 255)
            self._paint_line(painter, x, y[:, column], curve.look, colour, 0.0 if crowded else 1.0)
        if curve.chosen is not None and curve.chosen < y.shape[1]:
            colour = QColor(series[(curve.colour + curve.chosen) % len(series)])
            self._paint_line(painter, x, y[:, curve.chosen], curve.look, colour, 2.0)

    def _paint_line(self, painter: QPainter, x: Array, y: Array, look: Look, colour: QColor, width: float) -> None:
        good = np.isfinite(y)
        if look == "dots":
            colour.setAlpha(255 if width > 1 else 130)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, width > 1)
            painter.setPen(dot_pen(colour, 1.5 + width))
            painter.drawPoints(polygon(x[good], y[good]))
            return
        if look == "faint":
            colour.setAlpha(70)
        pen = hairline(colour) if width <= 1 else QPen(colour, width)
        if width == 1 and look != "faint" and painter.device().devicePixelRatio() > 1.4:
            pen.setWidthF(1.5)  # costs more, so only where one pixel is too fine to see
        if look == "dashes":
            pen.setDashPattern([4, 3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, look != "faint")
        painter.setPen(pen)
        if good.all():
            painter.drawPolyline(polygon(x, y))
        else:  # a run that diverged has gaps
            for part in np.split(np.flatnonzero(good), np.flatnonzero(np.diff(np.flatnonzero(good)) > 1) + 1):
                painter.drawPolyline(polygon(x[part], y[part]))
        if look == "dashes":
            painter.setPen(dot_pen(colour, 4.5))
            painter.drawPoints(polygon(x[good], y[good]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # Crosshair --------------------------------------------------------------------------------------------

    def _paint_crosshair(self, painter: QPainter, at: float) -> None:
        readings = self._plot.readings(at)
        if not readings:
            return
        tokens = theme().tokens
        points = [(self.pixels(np.array([x]), np.array([y])), colour) for _, colour, x, y in readings if colour]
        painter.setPen(hairline(QColor(tokens.faint)))
        across = round(float(points[0][0][0][0])) + 0.5 if points else 0.0
        painter.drawLine(QPointF(across, 0), QPointF(across, self.boundingRect().height()))
        for (x, y), colour in points:
            if np.isfinite(y[0]):
                painter.setPen(dot_pen(QColor(colour), 6.0))
                painter.drawPoint(QPointF(x[0], y[0]))
        lines = [(text, colour) for text, colour, _, _ in readings]
        self._paint_label(painter, lines)

    def _paint_label(self, painter: QPainter, lines: list[tuple[str, str]]) -> None:
        tokens = theme().tokens
        painter.setFont(small_font())
        metrics = QFontMetricsF(painter.font())
        wide = max(metrics.horizontalAdvance(text) + (12 if colour else 0) for text, colour in lines) + 12
        box = self._emptiest(wide, 14.0 * len(lines) + 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QColor(tokens.line))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(box, 4, 4)
        for row, (text, colour) in enumerate(lines):
            left, top = box.left() + 6, box.top() + 3 + 14 * row
            if colour:
                painter.fillRect(QRectF(left, top + 4, 6, 6), QColor(colour))
                left += 12
            painter.setPen(QColor(tokens.text))
            painter.drawText(QPointF(left, top + 11), text)

    def _emptiest(self, wide: float, high: float) -> QRectF:
        """The corner where a label of this size covers least."""
        box = self.boundingRect().adjusted(4, 2, -4, -4)
        corners = [(box.right() - wide, box.top()), (box.right() - wide, box.bottom() - high)]
        corners += [(box.left(), box.top()), (box.left(), box.bottom() - high)]
        rects = [QRectF(x, y, wide, high) for x, y in corners]
        counts = [0.0] * 4
        for curve in self._plot.shown_curves():
            x, y = self.pixels(curve.drawn_x, curve.drawn_y)
            x = x if y.ndim == 1 else x[:, None]
            for index, rect in enumerate(rects):
                inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
                counts[index] += float(inside.sum()) / max(len(curve.drawn_x), 1)
        return rects[counts.index(min(counts))]


def hairline(colour: QColor) -> QPen:
    """A pen of one device pixel, which Qt draws fastest."""
    pen = QPen(colour, 1)
    pen.setCosmetic(True)
    return pen


def dot_pen(colour: QColor, size: float) -> QPen:
    return QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def small_font() -> QFont:
    """The face of ticks and readings."""
    font = QApplication.font()
    font.setPixelSize(10)
    return font
